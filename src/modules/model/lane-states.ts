/** How far an endpoint's breaker has gone: `closed` → `open` → `probing` → `ramping` → `closed`. */
export type BreakerStage = 'closed' | 'open' | 'probing' | 'ramping';

/** How an endpoint's lane is doing, on this node. */
export interface LaneState {
  readonly stage: BreakerStage;
  /** Sends in the window that ends now. */
  readonly rateLimitUsed: number;
  /** Unix ms since when every attempt has failed; null when the last one did not. */
  readonly failingSince: number | null;
  /** Unix ms of the next probe; null while the breaker is closed. */
  readonly probeAt: number | null;
  readonly consecutiveFailures: number;
  readonly lastError: { readonly code: string; readonly message: string } | null;
}

/** What the delivery room knows of its lanes, for those who may not know the room. */
export abstract class LaneStates {
  abstract of(endpointId: string): LaneState;
}
