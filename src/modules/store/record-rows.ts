import type { Attempt } from '../model/delivery.js';
import type { Outcome } from '../model/outcome.js';
import type { DeliveryRecord, DeliverySummary, EventSummary } from './history-store.js';
import type { EventRow } from './history-queries.js';
import type { DeliveryState } from '../model/delivery.js';

/** The event of one delivery, with what else the list form does not hold. */
export interface RecordRow {
  data: string;
  timestamp: string;
  accepted_at: number;
  retry_base: number;
  masked_url: string;
}

export interface AttemptRow {
  number: number;
  started_at: number;
  duration_ms: number;
  status: number | null;
  outcome: Outcome['kind'];
  error_code: string | null;
  error_message: string | null;
  response_body: string | null;
  response_headers: string | null;
  form: string | null;
  note: string | null;
}

export const ATTEMPT_COLUMNS = `number, started_at, duration_ms, status, outcome, error_code, error_message,
  response_body, response_headers, form, note`;

export function attemptOf(row: AttemptRow): Attempt {
  return {
    number: row.number,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    status: row.status,
    outcome: row.outcome,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    responseBody: row.response_body,
    responseHeaders: row.response_headers,
    form: row.form,
    note: row.note,
  };
}

/** @param attempts the last first */
export function deliveryRecord(
  summary: DeliverySummary,
  row: RecordRow,
  attempts: readonly AttemptRow[],
): DeliveryRecord {
  return {
    summary,
    event: {
      id: summary.eventId,
      type: summary.type,
      data: row.data,
      timestamp: row.timestamp,
      acceptedAt: row.accepted_at,
    },
    attempts: attempts.map(attemptOf).reverse(),
    retryBase: row.retry_base,
    maskedUrl: row.masked_url,
  };
}

/** @param counts of the event's deliveries by state; a state without any may be missing */
export function eventSummary(
  row: EventRow,
  counts: Iterable<{ readonly state: DeliveryState; readonly count: number }>,
): EventSummary {
  const deliveries = { pending: 0, sending: 0, delivered: 0, failed: 0, cancelled: 0 };
  for (const { state, count } of counts) deliveries[state] = count;
  return {
    id: row.id,
    type: row.type,
    timestamp: row.timestamp,
    acceptedAt: row.accepted_at,
    jobId: row.job_id,
    deliveries,
  };
}
