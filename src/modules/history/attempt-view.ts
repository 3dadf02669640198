import { explanationView } from '../../adapters/explanation.js';
import { isoTime } from '../model/iso-time.js';
import type { Attempt } from '../model/delivery.js';
import type { ShownRequest } from '../model/request-archive.js';

/** What can be said of the request of an attempt. */
export interface RequestView {
  readonly request: ShownRequest | null;
  /** True where the request is, byte for byte, the one that was sent. */
  readonly exact: boolean;
  /** True where its body is. */
  readonly bodyExact: boolean;
  /** Why it is not exact, or not there. */
  readonly note: string | null;
}

export function attemptView(attempt: Attempt, { request, exact, bodyExact, note }: RequestView): object {
  const { number, startedAt, durationMs, status, outcome, errorCode, errorMessage } = attempt;
  return {
    number,
    started_at: isoTime(startedAt),
    duration_ms: durationMs,
    status,
    outcome,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
    explanation: explanationView({ code: errorCode, status }),
    note: attempt.note ?? null,
    response: responseOf(attempt),
    request: request && { ...request, exact, body_exact: bodyExact },
    request_note: note,
  };
}

function responseOf({ status, responseHeaders, responseBody }: Attempt): object | null {
  if (status === null) return null;
  const headers = responseHeaders ? (JSON.parse(responseHeaders) as object) : {};
  return { headers, body: responseBody };
}
