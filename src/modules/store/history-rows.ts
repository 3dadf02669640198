import { SEND_NOW, type Attempt, type DeliveryState } from '../model/delivery.js';
import type { GatewayEvent } from '../model/event.js';
import type {
  DeliveryRecord,
  DeliverySummary,
  EventRecord,
  EventSummary,
  Position,
} from './history-store.js';
import { dueTime } from './order-keys.js';

/** A delivery `d`, its event `e` and its last attempt `a`, as a {@link SummaryRow}. */
export const SUMMARY_COLUMNS = `d.id, d.event_id as "eventId", e.type, e.job_id as "jobId", d.endpoint_id as "endpointId",
  d.webhook_id as "webhookId", d.state, d.attempts, d.created_at as "createdAt", d.next_attempt_at as "nextAttemptAt",
  d.settled_at as "settledAt",
  case d.state when 'sending' then null else nullif(d.reason, '${SEND_NOW}') end as reason, a.status as "lastStatus", a.error_code as "errorCode",
  a.error_message as "errorMessage", d.operation_id as "operationId", d.grouped_in as "groupedIn"`;

export interface SummaryRow extends Omit<DeliverySummary, 'lastError'> {
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Reads a row of the list of deliveries. */
export function summaryOf({ errorCode: code, errorMessage, ...row }: SummaryRow): DeliverySummary {
  return {
    ...row,
    nextAttemptAt: dueTime(row.nextAttemptAt),
    lastError: code === null ? null : { code, message: errorMessage ?? '' },
  };
}

export const positionOf = ({ createdAt, id }: DeliverySummary): Position => ({ at: createdAt, id });

/** The event of one delivery `d` and its endpoint `p`, beside what a summary holds. */
export const RECORD_COLUMNS = `e.data, e.timestamp, e.accepted_at as "acceptedAt", e.cloud_event as "cloudEvent",
  d.retry_base as "retryBase", p.masked_url as "maskedUrl"`;

export type RecordRow = Pick<GatewayEvent, 'data' | 'timestamp' | 'acceptedAt'> &
  Pick<DeliveryRecord, 'retryBase' | 'maskedUrl'> & { readonly cloudEvent: string | null };

/** @param attempts the last first */
export function deliveryRecord(
  summary: DeliverySummary,
  { retryBase, maskedUrl, cloudEvent, ...event }: RecordRow,
  attempts: readonly Attempt[],
): DeliveryRecord {
  return {
    summary,
    event: {
      id: summary.eventId,
      type: summary.type,
      ...event,
      ...(cloudEvent !== null && { cloudEvent }),
    },
    attempts: attempts.toReversed(),
    retryBase,
    maskedUrl,
  };
}

/** An {@link AttemptRow}. */
export const ATTEMPT_COLUMNS = `number, started_at as "startedAt", duration_ms as "durationMs", status, outcome,
  error_code as "errorCode", error_message as "errorMessage", response_body as "responseBody",
  response_headers as "responseHeaders", form, note, batch_id as "batchId", batch_size as "batchSize"`;

export interface AttemptRow extends Omit<Attempt, 'batch'> {
  readonly batchId: string | null;
  readonly batchSize: number | null;
}

/** Reads a row of an attempt. */
export function attemptOf({ batchId, batchSize, ...attempt }: AttemptRow): Attempt {
  return { ...attempt, batch: batchId === null ? null : { id: batchId, size: batchSize ?? 0 } };
}

/** A {@link JobAttempt}. */
export const JOB_ATTEMPT_COLUMNS = `delivery_id as "deliveryId", number, started_at as "startedAt",
  duration_ms as "durationMs", status, outcome, error_code as "errorCode", error_message as "errorMessage", note`;

/** An {@link AttemptChange}. */
export const ATTEMPT_CHANGE_COLUMNS = `id, delivery_id as "deliveryId", number, outcome, status,
  duration_ms as "durationMs"`;

/** An event `e` as an {@link EventRow}. */
export const EVENT_COLUMNS = `e.id, e.type, e.timestamp, e.accepted_at as "acceptedAt", e.job_id as "jobId",
  e.place as "batchIndex", e.mismatch`;

export interface EventRow extends Omit<EventSummary, 'deliveries'> {
  readonly batchIndex: number;
}

/** An event with its bodies. */
export type WholeEventRow = EventRow & Pick<EventRecord, 'data' | 'cloudEvent'>;

export const eventPosition = ({ acceptedAt: at, batchIndex, id }: EventRow): Position => ({
  at,
  batchIndex,
  id,
});

/** @param counts of the event's deliveries by state; a state without any may be missing */
export function eventSummary(
  { id, type, timestamp, acceptedAt, jobId, mismatch }: EventRow,
  counts: Iterable<{ readonly state: DeliveryState; readonly count: number }>,
): EventSummary {
  const deliveries = { pending: 0, sending: 0, delivered: 0, failed: 0, cancelled: 0 };
  for (const { state, count } of counts) deliveries[state] = count;
  return { id, type, timestamp, acceptedAt, jobId, mismatch, deliveries };
}
