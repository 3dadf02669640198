import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isObject } from '../plain-value.js';
import { gone, judgeStatus, longest, rejected, retry, retryAfter, secondsHint } from '../retry-after.js';

/** The webhook itself is no more: nothing sent to it will ever arrive. */
const GONE: ReadonlySet<string> = new Set(['no_service', 'no_team', 'invalid_token', 'channel_is_archived']);
/** Slack's own errors that may pass. */
const PASSING: ReadonlySet<string> = new Set(['rollup_error', 'rate_limited', 'ratelimited']);
/** Refusals of this message; also read where a proxy changed the status. */
const PERMANENT: ReadonlySet<string> = new Set([
  'invalid_payload',
  'invalid_blocks',
  'no_text',
  'user_not_found',
  'action_prohibited',
  'channel_not_found',
]);

/** What Slack says: its code, and how long to wait. */
interface Answer {
  readonly code: string | null;
  readonly waitMs: number | undefined;
}

/**
 * Slack answers 200 with `ok`, or an error code as the body (as JSON when it limits the rate). The code decides before
 * the status; what carries no code of Slack's came from something in between and is judged by its status.
 */
export function judgeSlack(response: TargetResponse): Outcome {
  const { status } = response;
  if (status === 200 && response.body.trim() === 'ok') return { kind: 'delivered' };
  const { code, waitMs } = readAnswer(response.body);
  const hint = longest([retryAfter(response), waitMs]);
  if (status >= 300 && status < 400) return retry(response, undefined, hint);
  if (code && GONE.has(code)) return gone(response, code, code);
  if (code && PERMANENT.has(code) && status !== 429) return rejected(response, code, code);
  if (code && PASSING.has(code)) return retry(response, code, hint);
  return judgeStatus(response, hint) ?? judgeUnknown(response, code, hint);
}

/** A 2xx that is not `ok` did not post anything; a 4xx with a code of Slack's shape is a refusal. */
function judgeUnknown(response: TargetResponse, code: string | null, hint: number | undefined): Outcome {
  if (response.status < 300) return retry(response, 'unexpected_answer', hint);
  return code ? rejected(response, code, code) : retry(response, undefined, hint);
}

function readAnswer(body: string): Answer {
  const text = body.slice(0, 4096).trim();
  if (!text.startsWith('{')) return { code: codeIn(text), waitMs: undefined };
  try {
    const json: unknown = JSON.parse(text);
    if (!isObject(json)) return { code: null, waitMs: undefined };
    return { code: codeIn(json['error']), waitMs: secondsHint(json['retry_after']) };
  } catch {
    return { code: null, waitMs: undefined };
  }
}

function codeIn(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z]+(_[a-z]+)+$/.test(value) && value.length <= 64 ? value : null;
}
