import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { numberOf, type PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';

/** Wait where the messages of a day are used up, ms: ntfy counts anew at midnight UTC. */
const QUOTA_WAIT_MS = 3_600_000;
const DAILY_QUOTA = 42_908;

/** Meanings of ntfy's error codes; the first that matches counts. The first three digits are the status of HTTP. */
const REFUSALS: readonly (readonly [RegExp, 'gone' | 'rejected', string])[] = [
  [/^401/, 'gone', 'ntfy_unauthorized'],
  [/^403/, 'gone', 'ntfy_forbidden'],
  [/^404/, 'rejected', 'ntfy_not_found'],
  [/^413/, 'rejected', 'ntfy_too_large'],
  [/^400(09|10)$/, 'rejected', 'ntfy_bad_topic'],
  [/^400/, 'rejected', 'ntfy_bad_request'],
];

/** ntfy answers with JSON: the message, or an error whose `code` decides. What has no such form came from something in between. */
export function judgeNtfy(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const code = numberOf(answer['code']);
  if (!(code >= 40_000 && code < 60_000) || status < 400) return judgeForeign(response);
  return judgeError(response, code, errorText(answer));
}

function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  const { id, event } = answer;
  if (typeof id === 'string' && /^[-\w]{1,64}$/.test(id) && event === 'message')
    return { kind: 'delivered', ref: { id } };
  if (isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

function errorText({ error }: PlainObject): string {
  return typeof error === 'string' ? cleanLine(error, 200) : '';
}

function judgeError(response: TargetResponse, code: number, detail: string): Outcome {
  if (code === DAILY_QUOTA) {
    const hint = longest([headerSpan(response), QUOTA_WAIT_MS]);
    return retry(response, { code: 'ntfy_daily_quota', hint, slowDown: true, detail });
  }
  if (Math.trunc(code / 100) === 429) return retry(response, { slowDown: true, detail });
  const found = REFUSALS.find(([pattern]) => pattern.test(String(code)));
  if (!found) return judgeStatus(response, { detail }) ?? retry(response, { detail });
  const [, kind, name] = found;
  return kind === 'gone' ? gone(response, name, detail) : rejected(response, name, detail);
}
