import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn, wordsOf } from '../answer-words.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';
import { spanOf } from '../wait-hint.js';

/** Codes of a webhook that is gone. */
const GONE: ReadonlySet<string> = new Set(['no_service', 'no_team', 'invalid_token', 'channel_is_archived']);
/** Codes that are worth a retry. */
const PASSING: ReadonlySet<string> = new Set(['rollup_error', 'rate_limited']);
/** Codes that refuse this message, also under a status that a proxy changed. */
const PERMANENT: ReadonlySet<string> = new Set([
  'invalid_payload',
  'invalid_blocks',
  'no_text',
  'user_not_found',
  'action_prohibited',
  'channel_not_found',
]);

/** Content of a body: Slack's code, and the wait, ms. */
interface Answer {
  readonly code: string | null;
  readonly waitMs: number | undefined;
}

/**
 * Slack answers 200 with `ok`, or an error code as the body (as JSON when it limits the rate). The code decides before
 * the status; what carries no code of Slack's came from something in between and is judged by its status. A server on
 * another host that takes Slack's messages may word its success as it likes: a 2xx that tells of no error is one.
 */
export function judgeSlack(response: TargetResponse): Outcome {
  const { status, body } = response;
  if (status === 200 && body.trim() === 'ok') return { kind: 'delivered' };
  const { code, waitMs } = readAnswer(response);
  const hint = longest([headerSpan(response), waitMs]);
  if (status >= 300 && status < 400) return retry(response, { hint });
  if (code && GONE.has(code)) return gone(response, code, code);
  if (code && PERMANENT.has(code) && status !== 429) return rejected(response, code, code);
  if (code && PASSING.has(code)) return retry(response, { code, hint, slowDown: code !== 'rollup_error' });
  if (status >= 200 && status < 300) {
    if (isTakenElsewhere(response)) return { kind: 'delivered' };
    return unexpected(response, { hint, detail: answerText(body) });
  }
  // A 4xx with a code of Slack's shape is a refusal, without one a proxy answered.
  if (code === null) return judgeForeign(response, { hint });
  return judgeStatus(response, { hint }) ?? rejected(response, code, code);
}

/** Words the fault of a 2xx whose body is not `ok`. */
function answerText(body: string): string {
  const words = wordsOf(body);
  return words ? `expected "ok", got ${words}` : 'expected "ok", got an empty body';
}

function readAnswer({ body, receivedAt }: TargetResponse): Answer {
  const text = body.slice(0, 4096).trim();
  if (!text.startsWith('{')) return { code: codeIn(text), waitMs: undefined };
  const json = objectIn(text);
  if (!json) return { code: null, waitMs: undefined };
  return { code: codeIn(json['error']), waitMs: spanOf(json['retry_after'], receivedAt) };
}

function codeIn(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z]+(_[a-z]+)+$/.test(value) && value.length <= 64 ? value : null;
}
