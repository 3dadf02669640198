import { Injectable } from '@nestjs/common';
import { Clock } from '../model/clock.js';
import { LaneStates, type LaneState, type Throttling } from '../model/lane-states.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { Throttles } from './rate-limit/throttles.service.js';
import { steadyNow } from '../timing/steady-now.js';

/** Reads the state of each lane off its breaker and its throttle. */
@Injectable()
export class LaneStatesService extends LaneStates {
  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly clock: Clock,
  ) {
    super();
  }

  override of(endpointId: string): LaneState {
    const { breakers, throttles } = this;
    const streak = breakers.streak(endpointId);
    const throttling = this.#throttling(endpointId);
    return {
      stage: breakers.state(endpointId),
      rateLimitUsed: throttles.used(endpointId, steadyNow()),
      throttling,
      failingSince: streak?.since ?? null,
      probeAt: this.#probeAt(endpointId, throttling),
      consecutiveFailures: streak?.failures ?? 0,
      lastError: streak?.error ?? null,
    };
  }

  /** The time of the next probe, Unix ms: not before the end of a pause that the target asked for. */
  #probeAt(endpointId: string, throttling: Throttling | null): number | null {
    const at = this.breakers.probeAt(endpointId);
    return at === null || throttling?.by !== 'target_pause' ? at : Math.max(at, throttling.until ?? 0);
  }

  override rewriteErrors(rewrite: (message: string) => string): void {
    this.breakers.rewriteErrors(rewrite);
  }

  #throttling(endpointId: string): Throttling | null {
    const throttled = this.throttles.throttled(endpointId, steadyNow());
    if (throttled === null) return null;
    const { by, forMs } = throttled;
    return { by, until: Number.isFinite(forMs) ? Math.ceil(this.clock.now() + forMs) : null };
  }
}
