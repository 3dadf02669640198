/** When a lane stops sending to a target that only fails, and how it comes back. */
export interface BreakerPolicy {
  /** Failures in a row that open the breaker; 0: it never opens. */
  readonly failures: number;
  /** Pause before the first probe, ms; doubles with each probe that fails. */
  readonly pauseMs: number;
  /** Upper bound of the doubling, ms. */
  readonly maxPauseMs: number;
}

export type BreakerState = 'closed' | 'open' | 'probing' | 'ramping';

/**
 * Closed: everything passes. After `failures` failures in a row it opens: nothing passes for a pause, then one probe.
 * A failed probe opens it again for longer; a good one lets the lane ramp up, twice as many attempts at once with each
 * success, until it is closed. Times are ms of one steady clock.
 */
export class Breaker {
  readonly #policy: BreakerPolicy;
  #state: BreakerState = 'closed';
  #failures = 0;
  /** Times it opened without having closed between. */
  #opened = 0;
  #probeAt = 0;
  #allowance = Infinity;

  constructor(policy: BreakerPolicy) {
    this.#policy = policy;
  }

  state(now: number): BreakerState {
    if (this.#state === 'open' && now >= this.#probeAt) {
      this.#state = 'probing';
      this.#allowance = 1;
    }
    return this.#state;
  }

  /** Attempts that may be in flight at once. */
  allowance(now: number): number {
    return this.state(now) === 'open' ? 0 : this.#allowance;
  }

  /** The target did what it should. `enough`: attempts at once that the lane may have; then the breaker closes. */
  succeeded(now: number, enough: number): void {
    this.#failures = 0;
    const state = this.state(now);
    if (state === 'closed') return;
    this.#state = 'ramping';
    this.#allowance = state === 'ramping' ? this.#allowance * 2 : 2;
    if (this.#allowance >= enough) this.#close();
  }

  failed(now: number): void {
    this.#failures++;
    const state = this.state(now);
    if (state === 'probing' || state === 'ramping') this.#open(now);
    else if (state === 'closed' && this.#policy.failures > 0 && this.#failures >= this.#policy.failures)
      this.#open(now);
  }

  #open(now: number): void {
    const pause = Math.min(this.#policy.pauseMs * 2 ** this.#opened, this.#policy.maxPauseMs);
    this.#state = 'open';
    this.#allowance = 0;
    this.#opened++;
    this.#probeAt = now + pause;
  }

  #close(): void {
    this.#state = 'closed';
    this.#allowance = Infinity;
    this.#opened = 0;
  }
}
