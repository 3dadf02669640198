import { Injectable } from '@nestjs/common';
import { merge } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery } from '../model/delivery.js';
import { steadyNow } from '../timing/steady-now.js';
import type { AdmissionPolicy } from './admission/admission-policy.js';
import { Holds, type Hold } from './admission/holds.service.js';
import { Slots } from './admission/slots.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { Throttles } from './rate-limit/throttles.service.js';

/** Says what the lane of each endpoint lets through, and when. */
@Injectable()
export class Lanes {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly slots: Slots,
    private readonly holds: Holds,
  ) {}

  policy(endpointId: string): AdmissionPolicy<LeasedDelivery, Hold> {
    const { catalogue, breakers, throttles, holds } = this;
    const throttle = throttles.of(endpointId, catalogue.find(endpointId)?.rateLimits ?? []);
    return {
      concurrency: () => this.#concurrency(endpointId),
      throttle,
      slots: this.slots,
      now: steadyNow,
      isRetry: (delivery) => delivery.attempts > 0,
      laneHold: () => holds.ofLane(endpointId),
      itemHold: (delivery) => holds.ofDelivery(delivery),
      recheck: merge(holds.closed, catalogue.changes, breakers.changes, throttles.changes),
      onThrottled: (waiting) => throttles.heldBack(endpointId, waiting, steadyNow()),
    };
  }

  /** How long an attempt in flight may still take, ms. */
  longestAttemptMs(): number {
    return Math.max(0, ...this.catalogue.all().map(({ timeoutMs }) => timeoutMs));
  }

  /** The least of what the endpoint, its breaker and a slowed-down target allow. */
  #concurrency(endpointId: string): number {
    const own = this.catalogue.find(endpointId)?.concurrency ?? 1;
    return Math.min(own, this.breakers.allowance(endpointId), this.throttles.allowance(endpointId));
  }
}
