import type { Outcome } from '../modules/model/outcome.js';
import type { TargetResponse } from './adapter.js';
import { wordsOf } from './answer-words.js';
import { retryAfter } from './retry-after.js';
import { capped } from './wait-hint.js';

/** Statuses whose hint pauses the whole endpoint, not only the delivery that met the answer. */
const PAUSING: ReadonlySet<number> = new Set([420, 429, 502, 503, 504, 529]);
/** Statuses that ask for fewer requests, with or without a hint: rate limits and overload. */
const SLOW_DOWN: ReadonlySet<number> = new Set([420, 429, 503, 529]);
/** 4xx statuses that are worth a retry. */
const PASSING: ReadonlySet<number> = new Set([408, 420, 425, 429]);

/** Facts about a failure beyond its status. */
export interface Details {
  /** Short and stable; `HTTP_<status>` where absent. */
  readonly code?: string;
  /** Follows the status in the message, in the target's own words. */
  readonly detail?: string;
  /** The wait that the target named, ms; `Retry-After` where the field is absent. */
  readonly hint?: number | undefined;
  /** True where the target's own code says that it is a rate limit, whatever the status. */
  readonly slowDown?: boolean;
}

/** Makes the outcome `retry`. A rate limit or overload asks the whole endpoint to slow down. */
export function retry(response: TargetResponse, details: Details = {}): Outcome {
  const { code = codeOf(response), detail, slowDown = SLOW_DOWN.has(response.status) } = details;
  const hint = 'hint' in details ? capped(details.hint) : retryAfter(response);
  const pauses = slowDown || PAUSING.has(response.status);
  return {
    kind: 'retry',
    code,
    message: messageOf(response, detail),
    ...(hint === undefined ? {} : { afterMs: hint }),
    ...(hint !== undefined && pauses ? { pauseMs: hint } : {}),
    ...(slowDown ? { slowDown } : {}),
  };
}

/** Makes the outcome of a 2xx answer that does not show that the message was taken: it is sent again. */
export function unexpected(response: TargetResponse, details: Omit<Details, 'code'> = {}): Outcome {
  return retry(response, { detail: wordsOf(response.body), ...details, code: 'unexpected_answer' });
}

/** Makes the outcome of a request that the target refuses for good. @param detail words behind the message; empty: none */
export function rejected(response: TargetResponse, code = codeOf(response), detail = ''): Outcome {
  return { kind: 'rejected', code, message: messageOf(response, detail) };
}

/** Meaning of a target's code for a request that it refuses: `message-closed` is a `message-gone` whose message is still there. */
export type RefusalKind = 'gone' | 'rejected' | 'message-gone' | 'message-closed';

/** Makes the outcome of a refusal that its target's code explains. */
export function refusal(kind: RefusalKind, response: TargetResponse, code: string, detail: string): Outcome {
  const message = messageOf(response, detail);
  return kind === 'message-closed'
    ? { kind: 'message-gone', code, message, closed: true }
    : { kind, code, message };
}

/** Makes the outcome of a target that no longer exists: its endpoint is disabled. @param detail words behind the message; empty: none */
export function gone(response: TargetResponse, code = codeOf(response), detail = ''): Outcome {
  return { kind: 'gone', code, message: messageOf(response, detail) };
}

/**
 * Judges by the table that every HTTP target shares: 410 is gone; 408, 425, 429, 5xx and redirects are tried again (redirects in the
 * hope that somebody corrects the URL). Null for 2xx and the other 4xx, of which each adapter knows more.
 */
export function judgeStatus(response: TargetResponse, details: Details = {}): Outcome | null {
  const { status } = response;
  if (status === 410) return gone(response, undefined, details.detail);
  if (status >= 200 && status < 300) return null;
  if (status >= 400 && status < 500 && !PASSING.has(status)) return null;
  return retry(response, details);
}

/**
 * Judges an answer without the words of its target: a proxy or a firewall in between gave it. A 4xx is tried again, except 413: a message
 * that is too large for the proxy stays too large.
 */
export function judgeForeign(response: TargetResponse, hints: Pick<Details, 'hint'> = {}): Outcome {
  const general = judgeStatus(response, hints);
  if (general) return general;
  const detail = wordsOf(response.body);
  return response.status === 413
    ? rejected(response, undefined, detail)
    : retry(response, { ...hints, detail });
}

function codeOf(response: TargetResponse): string {
  return `HTTP_${response.status}`;
}

function messageOf({ status }: TargetResponse, detail = ''): string {
  const redirect = status >= 300 && status < 400 ? 'redirects are not followed, update the URL' : '';
  const more = redirect || detail;
  return `HTTP ${status} response${more && `: ${more}`}`;
}
