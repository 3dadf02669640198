import type { GatewayEvent } from '../../model/event.js';
import type { Acceptance, NewDelivery } from '../event-store.js';
import type { NewDeliveryRow, NewEventRow } from './schema.js';

export function newEventRow({
  event,
  contentHash,
  jobId = null,
  batchIndex = 0,
  deliveries,
}: Acceptance): NewEventRow {
  return {
    id: event.id,
    type: event.type,
    size: Buffer.byteLength(event.data),
    timestamp: event.timestamp,
    accepted_at: event.acceptedAt,
    content_hash: contentHash,
    bare: deliveries.length === 0 ? 1 : 0,
    job_id: jobId,
    data: event.data,
    traceparent: event.trace?.traceparent ?? null,
    tracestate: event.trace?.tracestate ?? null,
    cloud_event: event.cloudEvent ?? null,
    place: batchIndex,
  };
}

export function newDeliveryRow(
  event: GatewayEvent,
  { id, endpointId, webhookId, leaseToken, orderKey = null }: NewDelivery,
  { position, now, leaseMs }: { position: number; now: number; leaseMs: number },
): NewDeliveryRow {
  const leased = leaseToken !== null;
  return {
    id,
    event_id: event.id,
    endpoint_id: endpointId,
    webhook_id: webhookId,
    position,
    state: leased ? 'sending' : 'pending',
    attempts: 0,
    next_attempt_at: leased ? null : now,
    lease_token: leaseToken,
    lease_until: leased ? now + leaseMs : null,
    created_at: event.acceptedAt,
    order_key: orderKey,
    order_seq: null,
  };
}
