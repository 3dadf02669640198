import type { BreakerStage } from '../model/lane-states.js';
import type { Fault } from '../model/outcome.js';

/** What all nodes know of an endpoint that fails, or once did. Times are Unix ms of the store's clock. */
export interface EndpointHealth {
  readonly endpointId: string;
  /** Grows by one with each change: who changes it names what it has read. */
  readonly version: number;
  readonly stage: BreakerStage;
  /** Times the breaker opened without having closed between. */
  readonly openings: number;
  /** When it opened first in this time of failure; null while it is closed. */
  readonly openedAt: number | null;
  /** From when on a probe may be taken; null where none is due. */
  readonly probeAt: number | null;
  /** The first failure after the last success; null while none is known. */
  readonly failingSince: number | null;
  /** Failures in a row, as of this change. */
  readonly failures: number;
  /** The last failure, as of this change. */
  readonly error: Fault | null;
  /** True where nothing is said of it: only system events have failed. */
  readonly quiet: boolean;
  /** When this was read. */
  readonly readAt: number;
}

/** What it is to become. Spans are ms, counted from the store's own now. */
export interface HealthChange {
  readonly stage: BreakerStage;
  readonly openings: number;
  /** Nobody probes before: the pause of an open breaker, the time a prober has to itself. */
  readonly probeInMs: number | null;
  /** Null ends the time of failure; an earlier beginning that is stored stays. */
  readonly failingForMs: number | null;
  readonly failures: number;
  readonly error: Fault | null;
  readonly quiet: boolean;
}

export interface HealthAnswer {
  /** False where another node was first, or the time for a probe has not come: nothing was written. */
  readonly made: boolean;
  /** As it is stored now. */
  readonly health: EndpointHealth;
}

/** The state of failing endpoints, shared by all nodes and kept over restarts. Written when it changes, not by attempts. */
export abstract class HealthStore {
  /** Of every endpoint that ever failed for a while. */
  abstract list(): Promise<EndpointHealth[]>;

  /**
   * Makes the change provided the stored state still has that version (0: none is stored). To begin `probing`, the time
   * of the probe must have come as well: of several nodes that ask, one gets it.
   */
  abstract change(endpointId: string, version: number, change: HealthChange): Promise<HealthAnswer>;
}
