import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../model/clock.js';
import type { Attempt } from '../model/delivery.js';
import { explanationView } from '../../adapters/explanation.js';
import { deliveryHold, holdReason, type DeliveryHolder, type Hold } from '../model/hold.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
import type { DeliverySummary } from '../store/history-store.js';
import type { DeliverySummaryView } from './delivery.response.js';
import { retryOutlook, type RetryOutlook } from './retry-outlook.js';

/** Presents deliveries as lists show them, with what holds the pending ones. It reads nothing from the store. */
@Injectable()
export class DeliveryPresenter {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
    private readonly clock: Clock,
  ) {}

  readonly summary = (delivery: DeliverySummary): DeliverySummaryView => {
    const hold = this.hold(delivery);
    const { lastStatus, lastError } = delivery;
    return {
      id: delivery.id,
      event_id: delivery.eventId,
      event: delivery.type,
      job_id: delivery.jobId,
      endpoint_id: delivery.endpointId,
      webhook_id: delivery.webhookId,
      state: delivery.state,
      attempts: delivery.attempts,
      created_at: isoTime(delivery.createdAt),
      next_attempt_at: isoTimeOrNull(delivery.nextAttemptAt),
      settled_at: isoTimeOrNull(delivery.settledAt),
      reason: delivery.reason,
      last_status: lastStatus,
      last_error: lastError,
      explanation: explanationView({ code: lastError?.code ?? null, status: lastStatus }),
      replay_of: delivery.operationId,
      grouped_in: delivery.groupedIn,
      held_by: hold?.by ?? null,
      held_until: isoTimeOrNull(hold?.until ?? null),
      held_reason: hold && holdReason(hold),
    };
  };

  /** Finds the cause that holds the delivery now; null where nothing holds it, or it is not pending. */
  hold({ endpointId, ...delivery }: DeliverySummary): Hold<DeliveryHolder> | null {
    if (delivery.state !== 'pending') return null;
    const lane = this.lanes.of(endpointId);
    return deliveryHold(delivery, this.catalogue.find(endpointId), lane, this.clock.now());
  }

  /** Whether the delivery is sent again by itself. `last`: its last attempt. */
  outlook(delivery: DeliverySummary, last: Attempt | undefined): RetryOutlook {
    const { endpointId } = delivery;
    const [endpoint, lane] = [this.catalogue.find(endpointId), this.lanes.of(endpointId)];
    return retryOutlook(delivery, { last, endpoint, lane, now: this.clock.now() });
  }
}
