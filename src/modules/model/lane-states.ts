/** How far the breaker of an endpoint has gone: `closed` → `open` → `probing` → `ramping` → `closed`. */
export type BreakerStage = 'closed' | 'open' | 'probing' | 'ramping';

/** The state of a breaker as the API, the metrics and the log name it. */
export type BreakerState = 'closed' | 'open' | 'half_open';

export const BREAKER_STATES: readonly BreakerState[] = ['closed', 'open', 'half_open'];

/** A breaker is half open while a probe is under way and while traffic grows again after a good probe. */
export function breakerState(stage: BreakerStage): BreakerState {
  return stage === 'closed' || stage === 'open' ? stage : 'half_open';
}

/** True after a good probe: deliveries pass, a few at a time. */
export function isRecovering(stage: BreakerStage): boolean {
  return stage === 'ramping';
}

/** Why a lane sends nothing though its endpoint is enabled and its breaker closed. */
export interface Throttling {
  /** `target_pause`: the target asked for quiet (429, `Retry-After`); `rate_limit`: the endpoint's own limit is used up. */
  readonly by: 'target_pause' | 'rate_limit';
  /** Unix ms; null where only the end of a send in flight makes room. */
  readonly until: number | null;
}

/** How an endpoint's lane is doing, on this node. */
export interface LaneState {
  readonly stage: BreakerStage;
  /** Sends in the window that ends now. */
  readonly rateLimitUsed: number;
  /** Null while the lane may send. */
  readonly throttling: Throttling | null;
  /** Unix ms since when every attempt has failed; null when the last one did not. */
  readonly failingSince: number | null;
  /** Unix ms of the next probe; null while the breaker is closed. */
  readonly probeAt: number | null;
  readonly consecutiveFailures: number;
  readonly lastError: { readonly code: string; readonly message: string } | null;
}

/** What the delivery room knows of its lanes, for rooms that must not import it. */
export abstract class LaneStates {
  abstract of(endpointId: string): LaneState;
}
