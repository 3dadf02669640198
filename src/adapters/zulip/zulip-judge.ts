import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { numberOf, type PlainObject } from '../plain-value.js';
import {
  gone,
  judgeForeign,
  judgeStatus,
  refusal,
  type RefusalKind,
  rejected,
  retry,
  unexpected,
} from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';
import { capped, spanOf } from '../wait-hint.js';

/** Meanings of codes and texts of Zulip's errors (`CODE: text`); the first that matches counts. */
const REFUSALS: readonly (readonly [RegExp, RefusalKind, string])[] = [
  [/^(UNAUTHORIZED|USER_DEACTIVATED|REALM_DEACTIVATED|INVALID_API_KEY):/, 'gone', 'zulip_key_refused'],
  [
    /^(STREAM|CHANNEL)_DOES_NOT_EXIST:|nonexistent|invalid (stream|channel)/i,
    'rejected',
    'zulip_channel_not_found',
  ],
  [
    /WILDCARD_MENTION_NOT_ALLOWED:|not authorized to send|permission to (send|post)/i,
    'rejected',
    'zulip_not_allowed',
  ],
  [/invalid message/i, 'message-gone', 'zulip_message_gone'],
  [/time limit for editing|permission to edit/i, 'message-closed', 'zulip_message_closed'],
];

/** Zulip answers with JSON whose `result` decides. What has no such form came from something in between. */
export function judgeZulip(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300 && answer['result'] !== 'error') return judgeSuccess(response, answer);
  if (answer['result'] !== 'error' || status < 200) return judgeForeign(response);
  const code = cleanLine(String(answer['code'] ?? ''), 60);
  const text = cleanLine(String(answer['msg'] ?? ''), 200);
  const detail = code ? `${text} (${code})` : text;
  if (code === 'RATE_LIMIT_HIT')
    return retry(response, { hint: hintOf(response, answer), slowDown: true, detail });
  const general = judgeStatus(response, { detail });
  if (general) return general;
  const found = REFUSALS.find(([said]) => said.test(`${code}: ${text}`));
  if (found) return refusal(found[1], response, found[2], detail);
  if (status === 401 || status === 403) return gone(response, 'zulip_key_refused', detail);
  return rejected(response, status === 404 ? 'zulip_not_found' : 'zulip_bad_request', detail);
}

/** Reads the id of the message, by which it can be edited, and when a used-up rate limit is reset (Unix s). */
function judgeSuccess(response: TargetResponse, { result, id }: PlainObject): Outcome {
  if (result !== 'success') return unexpected(response);
  const number = numberOf(id);
  const { headers, receivedAt } = response;
  const pause =
    headers['x-ratelimit-remaining'] === '0'
      ? capped(spanOf(headers['x-ratelimit-reset'], receivedAt))
      : undefined;
  return {
    kind: 'delivered',
    ...(Number.isSafeInteger(number) ? { ref: { id: String(number) } } : {}),
    ...(pause === undefined ? {} : { pauseMs: pause }),
  };
}

function hintOf(response: TargetResponse, answer: PlainObject): number | undefined {
  return longest([headerSpan(response), spanOf(answer['retry-after'], response.receivedAt)]);
}
