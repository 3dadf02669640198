import type { TextFault } from '../../../adapters/adapter.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import { recordedKind, type Outcome } from '../../model/outcome.js';
import type { Answer, NoAnswer } from '../sender/sender.service.js';
import { noteOf } from './fault-notes.js';
import { keptHeaders } from './kept-headers.js';
import { secretsOf } from './redact.js';

/** The part of a record that all events of one request share. */
type RecordedRequest = Pick<Attempt, 'startedAt' | 'durationMs' | 'status' | 'responseHeaders' | 'note'>;

/** The part of a record that belongs to one event. */
export interface RecordedEvent {
  readonly outcome: Outcome;
  /** Templates that failed. */
  readonly faults: readonly TextFault[];
  /** Fingerprint of the event's request. */
  readonly form: string;
  /** The recorded part of the answer, free of secrets. */
  readonly responseBody: string | null;
}

/** Records a request and its answer, without secrets of the endpoint. @param startedAt Unix ms */
export function recordedRequest(
  result: Answer | NoAnswer,
  endpoint: Endpoint,
  startedAt: number,
): RecordedRequest {
  const { durationMs } = result;
  if (result.kind === 'no-answer')
    return { startedAt, durationMs, status: null, responseHeaders: null, note: null };
  const { status, headers, note } = result;
  return { startedAt, durationMs, status, responseHeaders: keptHeaders(headers, secretsOf(endpoint)), note };
}

/** Makes the record of the attempt of one event. */
export function recordOf(
  request: RecordedRequest,
  { attempts }: LeasedDelivery,
  { outcome, faults, form, responseBody }: RecordedEvent,
): Attempt {
  const failed = outcome.kind === 'delivered' ? null : outcome;
  return {
    ...request,
    number: attempts + 1,
    outcome: recordedKind(outcome),
    errorCode: failed?.code ?? null,
    errorMessage: failed?.message ?? null,
    responseBody,
    note: noteOf(request.note ?? null, faults),
    form,
  };
}
