import { SEND_NOW, type LeasedDelivery } from '../model/delivery.js';
import type { UnsentDelivery } from '../model/delivery-handoff.js';

/** A claimed delivery with its event, as either driver reads it. */
export interface DueRow extends Omit<LeasedDelivery, 'event' | 'isAskedFor' | 'leaseToken' | 'unreached'> {
  readonly eventId: string;
  /** Why it was pending; null: for no reason that is told. */
  readonly reason: string | null;
  /** JSON; null: all recipients. */
  readonly unreached: string | null;
  readonly type: string;
  /** Bytes of `data`. */
  readonly size: number;
  readonly data: string;
  readonly timestamp: string;
  readonly acceptedAt: number;
  readonly traceparent: string | null;
  readonly tracestate: string | null;
  readonly cloudEvent: string | null;
}

/** Reads a due delivery with its event, under the lease of the token. */
export function leasedDelivery(row: DueRow, leaseToken: string): LeasedDelivery {
  const { eventId, type, data, timestamp, acceptedAt, traceparent, tracestate, cloudEvent } = row;
  const trace = traceparent === null ? null : { traceparent, tracestate };
  return {
    id: row.id,
    event: {
      id: eventId,
      type,
      data,
      timestamp,
      acceptedAt,
      ...(trace && { trace }),
      ...(cloudEvent !== null && { cloudEvent }),
    },
    endpointId: row.endpointId,
    webhookId: row.webhookId,
    attempts: row.attempts,
    retryBase: row.retryBase!,
    createdAt: row.createdAt,
    orderKey: row.orderKey!,
    ...(row.reason === SEND_NOW && { isAskedFor: true }),
    ...(row.unreached !== null && { unreached: JSON.parse(row.unreached) as string[] }),
    leaseToken,
  };
}

/** A delivery that ends without an attempt, as either driver reads it. */
export interface UnsentRow extends Omit<UnsentDelivery, 'event'> {
  readonly eventId: string;
  readonly type: string;
  readonly jobId: string | null;
}

/** Reads a delivery that ended without a request. */
export function unsentDelivery({ eventId: id, type, jobId, ...row }: UnsentRow): UnsentDelivery {
  return { ...row, event: { id, type, jobId } };
}
