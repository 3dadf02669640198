import type { LeasedDelivery } from '../model/delivery.js';
import type { ExpiredDelivery } from './delivery-queue.js';
import type { StoredEndpoint } from './endpoint-store.js';
import type { BreakerStage } from '../model/lane-states.js';
import type { EndpointHealth } from './health-store.js';

/** A claimed delivery with its event, as either driver reads it. */
export interface DueRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  webhook_id: string;
  attempts: number;
  retry_base: number;
  /** Unix ms of acceptance, or of the last redelivery. */
  created_at: number;
  order_key: string | null;
  type: string;
  size: number;
  timestamp: string;
  accepted_at: number;
  data: string;
  traceparent: string | null;
  tracestate: string | null;
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
      ...(row.traceparent !== null && {
        trace: { traceparent: row.traceparent, tracestate: row.tracestate },
      }),
    },
    endpointId: row.endpoint_id,
    webhookId: row.webhook_id,
    attempts: row.attempts,
    retryBase: row.retry_base,
    createdAt: row.created_at,
    orderKey: row.order_key,
    leaseToken,
  };
}

/** An expired delivery, as either driver reads it. */
export interface ExpiredRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  webhook_id: string;
  attempts: number;
  /** Unix ms of acceptance, or of the last redelivery. */
  since: number;
  order_key: string | null;
  type: string;
  job_id: string | null;
}

export function expiredDelivery(row: ExpiredRow): ExpiredDelivery {
  return {
    id: row.id,
    event: { id: row.event_id, type: row.type, jobId: row.job_id },
    endpointId: row.endpoint_id,
    webhookId: row.webhook_id,
    attempts: row.attempts,
    createdAt: row.since,
    orderKey: row.order_key,
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
  created_at: number;
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
    createdAt: row.created_at,
  };
}

export interface ReadHealthRow {
  endpoint_id: string;
  version: number;
  stage: BreakerStage;
  openings: number;
  opened_at: number | null;
  probe_at: number | null;
  failing_since: number | null;
  failures: number;
  error_code: string | null;
  error_message: string | null;
  quiet: boolean;
}

export function endpointHealth(row: ReadHealthRow, readAt: number): EndpointHealth {
  const { error_code: code, error_message: message } = row;
  return {
    endpointId: row.endpoint_id,
    version: row.version,
    stage: row.stage,
    openings: row.openings,
    openedAt: row.opened_at,
    probeAt: row.probe_at,
    failingSince: row.failing_since,
    failures: row.failures,
    error: code === null || message === null ? null : { code, message },
    quiet: row.quiet,
    readAt,
  };
}
