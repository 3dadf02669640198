import type { DeliverySummary, EventSummary } from '../store/history-store.js';

/** Unix ms as the API writes it. */
export function time(at: number): string {
  return new Date(at).toISOString();
}

export function optionalTime(at: number | null): string | null {
  return at === null ? null : time(at);
}

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
    created_at: time(delivery.createdAt),
    next_attempt_at: optionalTime(delivery.nextAttemptAt),
    settled_at: optionalTime(delivery.settledAt),
    reason: delivery.reason,
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
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
    accepted_at: time(event.acceptedAt),
    job_id: event.jobId,
    deliveries: { total: delivered + failed + cancelled + open, delivered, failed, pending: open, cancelled },
  };
}
