/** Number of reports about one endpoint that may follow one another at once. */
const BURST = 10;
/** Time after which one more report may follow, ms. */
const REFILL_EVERY_MS = 60_000;

/**
 * Bounds the reports about failed deliveries of one endpoint: the first ten failures are reported one by one, after that one report a
 * minute stands for all failures since the last. Times are ms of one clock.
 */
export class ReportBudget<T> {
  #left = BURST;
  #refilledAt = -Infinity;
  #latest: T | null = null;
  #count = 0;

  /** Adds a failure to the next report. */
  add(item: T): void {
    this.#latest = item;
    this.#count++;
  }

  /** Takes the next report, the latest failure and the number of failures it stands for; null without failures or budget. */
  take(now: number): { readonly latest: T; readonly count: number } | null {
    this.#refill(now);
    if (this.#latest === null || this.#left === 0) return null;
    this.#left--;
    return this.#takeLatest();
  }

  /** Takes the next report without asking for budget; null without failures. */
  flush(): { readonly latest: T; readonly count: number } | null {
    return this.#latest === null ? null : this.#takeLatest();
  }

  #takeLatest(): { readonly latest: T; readonly count: number } {
    const report = { latest: this.#latest as T, count: this.#count };
    this.#latest = null;
    this.#count = 0;
    return report;
  }

  #refill(now: number): void {
    if (this.#left === BURST) this.#refilledAt = now;
    const refills = Math.floor((now - this.#refilledAt) / REFILL_EVERY_MS);
    if (refills <= 0) return;
    this.#left = Math.min(BURST, this.#left + refills);
    this.#refilledAt += refills * REFILL_EVERY_MS;
  }
}
