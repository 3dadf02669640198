import type { LeasedDelivery } from '../model/delivery.js';
import type { StoredEndpoint } from './endpoint-store.js';

/** A due delivery with its event, as a claim reads it in either driver. */
export interface DueRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  webhook_id: string;
  attempts: number;
  retry_base: number;
  /** Of acceptance, or of the last redelivery. */
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
    retryBase: row.retry_base,
    createdAt: row.created_at,
    leaseToken,
  };
}

export interface ReadEndpointRow {
  id: string;
  fingerprint: string;
  webhook_id: string;
  adapter: string;
  masked_url: string;
  disabled_at: number | null;
  disabled_reason: string | null;
  paused_at: number | null;
  removed_at: number | null;
}

export function storedEndpoint(row: ReadEndpointRow): StoredEndpoint {
  const { disabled_at: at, disabled_reason: reason } = row;
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    webhookId: row.webhook_id,
    adapter: row.adapter,
    maskedUrl: row.masked_url,
    disabled: at === null || reason === null ? null : { at, reason },
    pausedAt: row.paused_at,
    removedAt: row.removed_at,
  };
}
