import type { BreakerStage } from '../../model/lane-states.js';

/** The failures that open a breaker, and its pauses. */
export interface BreakerPolicy {
  /** Failures in a row that open the breaker; 0: it never opens. */
  readonly failures: number;
  /** Pause before the first probe, ms; doubles with each probe that fails. */
  readonly pauseMs: number;
  /** Upper bound of the doubling, ms. */
  readonly maxPauseMs: number;
}

/**
 * Time after the last success at which a recovery ends, ms, once the attempts that began before are over: a lane with few deliveries
 * need not wait for many successes.
 */
const RECOVERY_IDLE_MS = 10_000;

/** Attempts in flight after a successful probe. */
const RECOVERY_START = 2;

/**
 * Stops the attempts of one lane while its target fails. Closed: all attempts pass. After `failures` failures in a row the breaker
 * opens: no attempt passes for a pause, then one probe, once it is granted. A failed probe opens the breaker again for a longer pause.
 * After a successful probe the lane recovers: each success doubles the attempts in flight, until the breaker closes. Times are ms of
 * one steady clock.
 *
 * This folder holds the circuit breakers: `breaker.ts` is the state machine of one lane, `circuit-breakers.service.ts` keeps all lanes
 * of this node, `failure-streak.ts` counts their failures, `breaker-sync.service.ts` shares their stages with other nodes through
 * `endpoint_health` (`health-change.ts` says what to write), `breaker-monitor.service.ts` runs the synchronisation and the probes.
 */
export class Breaker {
  readonly #policy: BreakerPolicy;
  readonly #oldestAttempt: () => number;
  #stage: BreakerStage = 'closed';
  #failures = 0;
  #openings = 0;
  #probeAt = 0;
  #startBefore = 0;
  #recoveringUntil = 0;
  #allowance = Infinity;

  /** @param oldestAttempt returns the start of the oldest attempt in flight; Infinity without one */
  constructor(policy: BreakerPolicy, oldestAttempt: () => number = () => Infinity) {
    this.#policy = policy;
    this.#oldestAttempt = oldestAttempt;
  }

  /** The stage at `now`: a probe without a result, and a recovery that is over, end by time alone. */
  stage(now: number): BreakerStage {
    if (this.#stage === 'half_open' && now >= this.#probeAt) this.#stage = 'open';
    if (
      this.#stage === 'recovering' &&
      now >= this.#recoveringUntil &&
      this.#oldestAttempt() >= this.#recoveringUntil
    )
      this.#close();
    return this.#stage;
  }

  /** Number of openings since the breaker was last closed. */
  get openings(): number {
    return this.#openings;
  }

  /** The time until a probe may be requested, ms; null unless the breaker is open. */
  probeInMs(now: number): number | null {
    return this.stage(now) === 'open' ? Math.max(0, this.#probeAt - now) : null;
  }

  /** Number of attempts that may be in flight; Infinity while closed. */
  allowance(now: number): number {
    const stage = this.stage(now);
    if (stage === 'open') return 0;
    return stage === 'half_open' && now >= this.#startBefore ? 0 : this.#allowance;
  }

  /** Counts a success. Closes the breaker once `concurrency`, the limit of the lane, may be in flight. */
  succeeded(now: number, concurrency: number): void {
    this.#failures = 0;
    const stage = this.stage(now);
    if (stage === 'closed') return;
    const allowance = stage === 'recovering' ? this.#allowance * 2 : RECOVERY_START;
    this.recover(now);
    this.#allowance = allowance;
    if (this.#allowance >= concurrency) this.#close();
  }

  /** Counts a failure; opens the breaker where it is one too many, or the first since the probe. */
  failed(now: number): void {
    const stage = this.stage(now);
    this.#failures++;
    if (stage === 'half_open' || stage === 'recovering') this.#open(now);
    else if (stage === 'closed' && this.#policy.failures > 0 && this.#failures >= this.#policy.failures)
      this.#open(now);
  }

  /** Grants a probe: one attempt may begin before `startBefore`. Without a result the next probe may be requested at `probeAt`. */
  probe(startBefore: number, probeAt: number): void {
    this.#stage = 'half_open';
    this.#allowance = 1;
    this.#startBefore = startBefore;
    this.#probeAt = probeAt;
  }

  /** Adopts the open stage of another node or of an earlier process, with its number of openings and its next probe. */
  adoptOpen(openings: number, probeAt: number): void {
    this.#stage = 'open';
    this.#openings = openings;
    this.#probeAt = probeAt;
  }

  /** Begins to recover with two attempts in flight. `otherNodesMs`: time for which attempts of other nodes may still run, ms. */
  recover(now: number, otherNodesMs = 0): void {
    this.#stage = 'recovering';
    this.#allowance = RECOVERY_START;
    this.#recoveringUntil = now + RECOVERY_IDLE_MS + otherNodesMs;
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
