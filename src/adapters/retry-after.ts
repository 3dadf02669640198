import type { Outcome } from '../modules/model/outcome.js';
import type { TargetResponse } from './adapter.js';

/** A hint is believed up to an hour, ms. */
export const LONGEST_HINT_MS = 3_600_000;

/** Answers that ask for quiet: the whole endpoint is paused, not only the delivery. */
const SLOW_DOWN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** Seconds as a target states them → ms, at most an hour. Undefined for negatives and what is no number. */
export function secondsHint(seconds: unknown): number | undefined {
  // Digits without end are a number too: they mean "very long" and are capped.
  const number =
    typeof seconds === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(seconds) ? Number(seconds) : seconds;
  if (typeof number !== 'number') return undefined;
  const ms = Math.ceil(number * 1000);
  return ms >= 0 ? Math.min(ms, LONGEST_HINT_MS) : undefined;
}

/**
 * `Retry-After` (RFC 9110 §10.2.3: seconds or an HTTP date) → ms from the answer's arrival, at most an hour.
 * Undefined where it is missing, past or garbage. Of a repeated header the longest counts.
 */
export function retryAfter(response: TargetResponse): number | undefined {
  const value = response.headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^[A-Z][a-z]{2,8},? /.test(value)) {
    const at = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
    return secondsHint((at - response.receivedAt) / 1000);
  }
  const hints = value.split(',').map(secondsHint);
  return hints.includes(undefined) ? undefined : longest(hints);
}

/** The longest of several hints; undefined when there is none. */
export function longest(hints: readonly (number | undefined)[]): number | undefined {
  const known = hints.filter((hint) => hint !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Worth another try, with what the target says of when; `hint` replaces `Retry-After` where a target says more. */
export function retry(
  response: TargetResponse,
  code = codeOf(response),
  hint = retryAfter(response),
): Outcome {
  const outcome: Outcome = { kind: 'retry', code, message: messageOf(response) };
  if (hint === undefined) return outcome;
  return { ...outcome, afterMs: hint, ...(SLOW_DOWN.has(response.status) ? { pauseMs: hint } : {}) };
}

export function rejected(response: TargetResponse, code = codeOf(response), detail = ''): Outcome {
  return { kind: 'rejected', code, message: messageOf(response, detail) };
}

export function gone(response: TargetResponse, code = codeOf(response), detail = ''): Outcome {
  return { kind: 'gone', code, message: messageOf(response, detail) };
}

/**
 * The table every HTTP target shares: 410 is gone; 408, 425, 429, 5xx and redirects are tried again (redirects in the
 * hope that somebody corrects the URL). Null for 2xx and the other 4xx, of which each adapter knows more.
 */
export function judgeStatus(response: TargetResponse, hint = retryAfter(response)): Outcome | null {
  const { status } = response;
  if (status === 410) return gone(response);
  if (status >= 200 && status < 300) return null;
  if (status >= 400 && status < 500 && !PASSING.has(status)) return null;
  return retry(response, codeOf(response), hint);
}

function codeOf(response: TargetResponse): string {
  return `HTTP_${response.status}`;
}

function messageOf({ status }: TargetResponse, detail = ''): string {
  const redirect = status >= 300 && status < 400 ? 'redirects are not followed, update the URL' : '';
  const more = detail || redirect;
  return `HTTP ${status} response${more && `: ${more}`}`;
}
