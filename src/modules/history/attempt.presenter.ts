import type { Attempt } from '../model/delivery.js';
import { explanationView } from '../../adapters/explanation.js';
import { isoTime } from '../model/iso-time.js';
import type { ShownRequest } from '../model/request-archive.js';
import type { AttemptResponseView, AttemptView } from './attempt.response.js';

/** The request of an attempt, made again as far as its records allow. */
export interface RebuiltRequest {
  readonly request: ShownRequest | null;
  /** True: the request equals the one that was sent, byte for byte. */
  readonly exact: boolean;
  /** True: the body does. */
  readonly bodyExact: boolean;
  /** Why the request is not exact, or missing; null for an exact one. */
  readonly note: string | null;
}

/** Makes the view of an attempt with its request, as far as that can be made again. */
export function attemptView(attempt: Attempt, rebuilt: RebuiltRequest): AttemptView {
  const { number, startedAt, durationMs, status, outcome, errorCode, errorMessage } = attempt;
  const { request, exact, bodyExact, note } = rebuilt;
  return {
    number,
    started_at: isoTime(startedAt),
    duration_ms: durationMs,
    status,
    outcome,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
    explanation: explanationView({ code: errorCode, status }),
    note: attempt.note ?? null,
    batch: attempt.batch ?? null,
    response: responseOf(attempt),
    request: request && { ...request, exact, body_exact: bodyExact },
    request_note: note,
  };
}

function responseOf({ status, responseHeaders, responseBody }: Attempt): AttemptResponseView | null {
  if (status === null) return null;
  const headers = responseHeaders ? (JSON.parse(responseHeaders) as Record<string, string>) : {};
  return { headers, body: responseBody };
}
