import { explanationView } from '../../adapters/explanation.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import type { DeliverySummary, EventSummary } from '../store/history-store.js';

/** The list form of a delivery. */
export function deliveryView(delivery: DeliverySummary): object {
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
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    explanation: explanationView({
      code: delivery.lastError?.code ?? null,
      status: delivery.lastStatus,
    }),
    replay_of: delivery.operationId,
  };
}

/** The list form of an event. What is being sent counts as pending. */
export function eventView(event: EventSummary): object {
  const { delivered, failed, cancelled, pending, sending } = event.deliveries;
  const open = pending + sending;
  return {
    id: event.id,
    type: event.type,
    timestamp: event.timestamp,
    accepted_at: isoTime(event.acceptedAt),
    job_id: event.jobId,
    deliveries: { total: delivered + failed + cancelled + open, delivered, failed, pending: open, cancelled },
  };
}
