import type { BreakerStage } from '../model/lane-states.js';
import type { Fault } from '../model/outcome.js';

/** The circuit breaker of an endpoint as all nodes share it. Times are Unix ms by the store's clock. */
export interface EndpointHealth {
  readonly endpointId: string;
  /** Grows by one with each change; a change names the version it was made from. */
  readonly version: number;
  readonly stage: BreakerStage;
  /** Number of times the breaker opened since it was last closed. */
  readonly openings: number;
  /** Time of the first opening since the breaker was last closed, Unix ms; null while it is closed. */
  readonly openedAt: number | null;
  /** Earliest time of the next probe; null where none is planned. */
  readonly probeAt: number | null;
  /** Time of the first failure after the last success; null without one. */
  readonly failingSince: number | null;
  /** Consecutive failures, as of this change. */
  readonly failures: number;
  /** The last failure, as of this change. */
  readonly error: Fault | null;
  /** True where the failure is not reported: only system events have failed. */
  readonly quiet: boolean;
  /** Time at which this state was read, Unix ms. */
  readonly readAt: number;
}

/** The state an endpoint's breaker changes to. Spans are ms from the store's current time. */
export interface HealthChange {
  readonly stage: BreakerStage;
  readonly openings: number;
  /** Time before which no node probes: the pause of an open breaker, or the lease of a probe; null: no probe is planned. */
  readonly probeInMs: number | null;
  /** Time for which the endpoint has been failing, ms; an earlier stored time is kept. Null: it no longer fails. */
  readonly failingForMs: number | null;
  readonly failures: number;
  readonly error: Fault | null;
  readonly quiet: boolean;
}

export interface HealthAnswer {
  /** False where another node was first, or the probe is not due: nothing was written. */
  readonly made: boolean;
  /** The stored state. */
  readonly health: EndpointHealth;
}

/** The circuit breakers of failing endpoints, shared by all nodes and kept over restarts. Written per change, not per attempt. */
export abstract class HealthStore {
  /** Lists the states of all endpoints that ever failed for a while. */
  abstract list(): Promise<EndpointHealth[]>;

  /**
   * Makes the change if the stored state still has that version (0: none is stored). A change to `half_open` is made only
   * once the probe is due: of several nodes that ask, one gets it.
   */
  abstract change(endpointId: string, version: number, change: HealthChange): Promise<HealthAnswer>;
}
