import type { BreakerStage } from '../../model/lane-states.js';

/** When a lane stops sending to a target that only fails, and how it comes back. */
export interface BreakerPolicy {
  /** Failures in a row that open the breaker; 0: it never opens. */
  readonly failures: number;
  /** Pause before the first probe, ms; doubles with each probe that fails. */
  readonly pauseMs: number;
  /** Upper bound of the doubling, ms. */
  readonly maxPauseMs: number;
}

/**
 * A ramp ends so long after its last success, ms, and with the attempts that began before: where few deliveries come, it
 * need not wait for many of them.
 */
const RAMP_IDLE_MS = 10_000;

/** Attempts at once after a good probe. */
const RAMP_START = 2;

/**
 * Closed: everything passes. After `failures` failures in a row it opens: nothing passes for a pause, then one probe, once
 * it is granted. A failed probe opens it again for longer; a good one lets the lane ramp up, twice as many attempts at
 * once with each success, until it is closed. Times are ms of one steady clock.
 */
export class Breaker {
  readonly #policy: BreakerPolicy;
  readonly #oldest: () => number;
  #stage: BreakerStage = 'closed';
  #failures = 0;
  #openings = 0;
  #probeAt = 0;
  #startBefore = 0;
  #rampUntil = 0;
  #allowance = Infinity;

  /** @param oldest when the oldest attempt in flight began; Infinity: none is */
  constructor(policy: BreakerPolicy, oldest: () => number = () => Infinity) {
    this.#policy = policy;
    this.#oldest = oldest;
  }

  stage(now: number): BreakerStage {
    if (this.#stage === 'probing' && now >= this.#probeAt) this.#stage = 'open';
    if (this.#stage === 'ramping' && now >= this.#rampUntil && this.#oldest() >= this.#rampUntil)
      this.#close();
    return this.#stage;
  }

  /** Times it opened without having closed between. */
  get openings(): number {
    return this.#openings;
  }

  /** How long until a probe may be asked for, ms; 0 when it may be, null where there is nothing to probe. */
  probeInMs(now: number): number | null {
    return this.stage(now) === 'open' ? Math.max(0, this.#probeAt - now) : null;
  }

  /** Attempts that may be in flight at once. */
  allowance(now: number): number {
    const stage = this.stage(now);
    if (stage === 'open') return 0;
    return stage === 'probing' && now >= this.#startBefore ? 0 : this.#allowance;
  }

  /** The target did what it should. `enough`: attempts at once that the lane may have; then the breaker closes. */
  succeeded(now: number, enough: number): void {
    this.#failures = 0;
    const stage = this.stage(now);
    if (stage === 'closed') return;
    const allowance = stage === 'ramping' ? this.#allowance * 2 : RAMP_START;
    this.ramp(now);
    this.#allowance = allowance;
    if (this.#allowance >= enough) this.#close();
  }

  failed(now: number): void {
    const stage = this.stage(now);
    this.#failures++;
    if (stage === 'probing' || stage === 'ramping') this.#open(now);
    else if (stage === 'closed' && this.#policy.failures > 0 && this.#failures >= this.#policy.failures)
      this.#open(now);
  }

  /** One attempt may begin before `startBefore`; if nothing comes of it, a probe may be asked for again at `probeAt`. */
  probe(startBefore: number, probeAt: number): void {
    this.#stage = 'probing';
    this.#allowance = 1;
    this.#startBefore = startBefore;
    this.#probeAt = probeAt;
  }

  /** Open because another node says so, or an earlier process. */
  hold(openings: number, probeAt: number): void {
    this.#stage = 'open';
    this.#openings = openings;
    this.#probeAt = probeAt;
  }

  /** The target is back: two attempts at once, then more. `elsewhereMs`: how long attempts of others may hang. */
  ramp(now: number, elsewhereMs = 0): void {
    this.#stage = 'ramping';
    this.#allowance = RAMP_START;
    this.#rampUntil = now + RAMP_IDLE_MS + elsewhereMs;
  }

  #open(now: number): void {
    const pause = Math.min(this.#policy.pauseMs * 2 ** this.#openings, this.#policy.maxPauseMs);
    this.#openings++;
    this.#stage = 'open';
    this.#probeAt = now + pause;
  }

  #close(): void {
    this.#stage = 'closed';
    this.#allowance = Infinity;
    this.#openings = 0;
    this.#failures = 0;
  }
}
