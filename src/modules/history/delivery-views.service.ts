import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../model/clock.js';
import type { Attempt } from '../model/delivery.js';
import { deliveryHold, holdReason, type DeliveryHolder, type Hold } from '../model/hold.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
import type { DeliverySummary } from '../store/history-store.js';
import { retryOutlook, type RetryOutlook } from './retry-reason.js';
import { deliveryView } from './views.js';

/** Deliveries as lists show them, with what holds those that are pending. Nothing is looked up in the store for it. */
@Injectable()
export class DeliveryViews {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
    private readonly clock: Clock,
  ) {}

  /** @see deliveryHold */
  hold({ endpointId, state, nextAttemptAt }: DeliverySummary): Hold<DeliveryHolder> | null {
    if (state !== 'pending') return null;
    const lane = this.lanes.of(endpointId);
    return deliveryHold({ state, nextAttemptAt }, this.catalogue.find(endpointId), lane, this.clock.now());
  }

  /** Whether the delivery is sent again by itself. `last`: its last attempt. */
  outlook(delivery: DeliverySummary, last: Attempt | undefined): RetryOutlook {
    const { endpointId } = delivery;
    const [endpoint, lane] = [this.catalogue.find(endpointId), this.lanes.of(endpointId)];
    return retryOutlook(delivery, { last, endpoint, lane, now: this.clock.now() });
  }

  readonly view = (delivery: DeliverySummary): object => {
    const hold = this.hold(delivery);
    return {
      ...deliveryView(delivery),
      held_by: hold?.by ?? null,
      held_until: isoTimeOrNull(hold?.until ?? null),
      held_reason: hold && holdReason(hold),
    };
  };
}
