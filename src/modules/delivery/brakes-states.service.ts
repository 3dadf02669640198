import { Injectable } from '@nestjs/common';
import { LaneStates, type LaneState } from '../model/lane-states.js';
import { Brakes } from './brakes.service.js';
import { steadyNow } from '../model/steady-now.js';

/** The lanes' states as their brakes know them. */
@Injectable()
export class BrakesStates extends LaneStates {
  constructor(private readonly brakes: Brakes) {
    super();
  }

  override of(endpointId: string): LaneState {
    const { breakers, throttles } = this.brakes;
    const streak = breakers.streak(endpointId);
    return {
      stage: breakers.state(endpointId),
      rateLimitUsed: throttles.used(endpointId, steadyNow()),
      failingSince: streak?.since ?? null,
      probeAt: breakers.probeAt(endpointId),
      consecutiveFailures: streak?.failures ?? 0,
      lastError: streak?.error ?? null,
    };
  }
}
