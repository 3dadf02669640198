import type { LeasedDelivery } from '../../model/delivery.js';
import type { GatewayEvent } from '../../model/event.js';
import type { StoredEndpoint } from '../endpoint-store.js';
import type { Acceptance, NewDelivery } from '../event-store.js';
import type { EndpointRow, NewDeliveryRow, NewEventRow } from './schema.js';

export function newEventRow({ event, contentHash, deliveries }: Acceptance): NewEventRow {
  return {
    id: event.id,
    type: event.type,
    size: Buffer.byteLength(event.data),
    timestamp: event.timestamp,
    accepted_at: event.acceptedAt,
    content_hash: contentHash,
    bare: deliveries.length === 0 ? 1 : 0,
    data: event.data,
  };
}

export function newDeliveryRow(
  event: GatewayEvent,
  { id, endpointId, webhookId, leaseToken }: NewDelivery,
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
  };
}

/** A due delivery with its event, as the claim reads it. */
export interface DueRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  webhook_id: string;
  attempts: number;
  created_at: number;
  type: string;
  size: number;
  timestamp: string;
  accepted_at: number;
  data: string;
}

export function leasedDelivery(row: DueRow, leaseToken: string): LeasedDelivery {
  return {
    id: row.id,
    event: {
      id: row.event_id,
      type: row.type,
      data: row.data,
      timestamp: row.timestamp,
      acceptedAt: row.accepted_at,
    },
    endpointId: row.endpoint_id,
    webhookId: row.webhook_id,
    attempts: row.attempts,
    createdAt: row.created_at,
    leaseToken,
  };
}

export function storedEndpoint(row: EndpointRow): StoredEndpoint {
  const { disabled_at: at, disabled_reason: reason } = row;
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    webhookId: row.webhook_id,
    adapter: row.adapter,
    maskedUrl: row.masked_url,
    disabled: at === null || reason === null ? null : { at, reason },
    removedAt: row.removed_at,
  };
}
