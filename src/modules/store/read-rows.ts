import type { LeasedDelivery } from '../model/delivery.js';
import type { ExpiredDelivery } from './delivery-queue.js';
import type { StoredEndpoint } from './endpoint-store.js';
import type { BreakerStage } from '../model/lane-states.js';
import type { EndpointHealth } from './health-store.js';

/** A claimed delivery with its event, as either driver reads it. */
export interface DueRow extends Omit<LeasedDelivery, 'event' | 'leaseToken'> {
  readonly eventId: string;
  readonly type: string;
  /** Bytes of `data`. */
  readonly size: number;
  readonly data: string;
  readonly timestamp: string;
  readonly acceptedAt: number;
  readonly traceparent: string | null;
  readonly tracestate: string | null;
}

export function leasedDelivery(row: DueRow, leaseToken: string): LeasedDelivery {
  const { eventId, type, data, timestamp, acceptedAt, traceparent, tracestate } = row;
  const trace = traceparent === null ? null : { traceparent, tracestate };
  return {
    id: row.id,
    event: { id: eventId, type, data, timestamp, acceptedAt, ...(trace && { trace }) },
    endpointId: row.endpointId,
    webhookId: row.webhookId,
    attempts: row.attempts,
    retryBase: row.retryBase!,
    createdAt: row.createdAt,
    orderKey: row.orderKey!,
    leaseToken,
  };
}

/** An expired delivery, as either driver reads it. */
export interface ExpiredRow extends Omit<ExpiredDelivery, 'event'> {
  readonly eventId: string;
  readonly type: string;
  readonly jobId: string | null;
}

export function expiredDelivery({ eventId: id, type, jobId, ...row }: ExpiredRow): ExpiredDelivery {
  return { ...row, event: { id, type, jobId } };
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
