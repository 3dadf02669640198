/**
 * The stages of an endpoint's breaker: `closed` → `open` → `half_open` (a probe is under way) → `recovering` (a probe has succeeded,
 * deliveries pass a few at a time) → `closed`.
 */
export type BreakerStage = 'closed' | 'open' | 'half_open' | 'recovering';

/** The state of a breaker under the names of the API, the metrics and the log. */
export type BreakerState = 'closed' | 'open' | 'half_open';

/** All breaker states, in the order in which a breaker passes them. */
export const BREAKER_STATES: readonly BreakerState[] = ['closed', 'open', 'half_open'];

/**
 * Returns the state of a stage. A breaker is half open during a probe and while traffic recovers after a successful
 * one.
 */
export function breakerState(stage: BreakerStage): BreakerState {
  return stage === 'closed' || stage === 'open' ? stage : 'half_open';
}

/** Tells whether a probe has succeeded and deliveries pass, a few at a time. */
export function isRecovering(stage: BreakerStage): boolean {
  return stage === 'recovering';
}

/** The reason why a lane sends nothing although its endpoint is enabled and its breaker closed. */
export interface Throttling {
  /** `target_pause`: the target asked for quiet (429, `Retry-After`); `rate_limit`: the endpoint's own limit is used up. */
  readonly by: 'target_pause' | 'rate_limit';
  /** End of the throttling, Unix ms; null when only the end of an attempt in flight makes room. */
  readonly until: number | null;
}

/** The state of an endpoint's lane on this node. */
export interface LaneState {
  readonly stage: BreakerStage;
  /** Number of sends in the window that ends now. */
  readonly rateLimitUsed: number;
  /** Null while the lane may send. */
  readonly throttling: Throttling | null;
  /** Time since which every attempt has failed, Unix ms; null after a success. */
  readonly failingSince: number | null;
  /** Time of the next probe, Unix ms; null while the breaker is closed. */
  readonly probeAt: number | null;
  readonly consecutiveFailures: number;
  readonly lastError: { readonly code: string; readonly message: string } | null;
}

/** Gives the states of the delivery room's lanes to rooms that must not import it. */
export abstract class LaneStates {
  abstract of(endpointId: string): LaneState;

  /** Changes the last errors of all lanes, which may name an erased job. */
  abstract rewriteErrors(rewrite: (message: string) => string): void;
}
