/** How many ended deliveries of one endpoint are told of one by one … */
const BURST = 10;
/** … before they are counted together, ms. */
const EVERY_MS = 60_000;

/**
 * How often it is said that deliveries of one endpoint have come to nothing: the first ten at once, after that one message
 * a minute that counts what has come together. Times are ms of one clock.
 */
export class ExhaustedBudget<T> {
  #left = BURST;
  #refilledAt = -Infinity;
  #latest: T | null = null;
  #count = 0;

  /** One more has ended. */
  add(item: T): void {
    this.#latest = item;
    this.#count++;
  }

  /** What may be said now: the latest and how many it stands for; null when there is nothing, or it has to wait. */
  take(now: number): { readonly latest: T; readonly count: number } | null {
    this.#refill(now);
    if (this.#latest === null || this.#left === 0) return null;
    this.#left--;
    return this.#hand();
  }

  /** Whatever waits, without waiting longer. */
  rest(): { readonly latest: T; readonly count: number } | null {
    return this.#latest === null ? null : this.#hand();
  }

  #hand(): { readonly latest: T; readonly count: number } {
    const handed = { latest: this.#latest as T, count: this.#count };
    this.#latest = null;
    this.#count = 0;
    return handed;
  }

  #refill(now: number): void {
    if (this.#left === BURST) this.#refilledAt = now;
    const refills = Math.floor((now - this.#refilledAt) / EVERY_MS);
    if (refills <= 0) return;
    this.#left = Math.min(BURST, this.#left + refills);
    this.#refilledAt += refills * EVERY_MS;
  }
}
