import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import type { PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest, OFF_WAIT_MS } from '../retry-after.js';
import { spanOf } from '../wait-hint.js';

/** Meanings of the errors of integrations; the first that matches counts. */
const REFUSALS: readonly (readonly [RegExp, 'gone' | 'rejected', string])[] = [
  [/invalid integration id or token/i, 'gone', 'rocketchat_hook_not_found'],
  [
    /overriding destination channel|error-(invalid|no-such)-(channel|room)|error-not-allowed/i,
    'rejected',
    'rocketchat_channel_refused',
  ],
  [/error-running-script|script/i, 'rejected', 'rocketchat_script_failed'],
  [/./, 'rejected', 'rocketchat_bad_request'],
];

/**
 * Rocket.Chat answers with JSON whose `success` decides, also with the status 200. What has no such form came from something in
 * between.
 */
export function judgeRocketChat(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  const detail = errorText(answer);
  if (status >= 200 && status < 300 && detail === null) return judgeSuccess(response, answer);
  if (status === 503 && body.trim() === 'Service Unavailable')
    return retry(response, {
      code: 'rocketchat_integration_off',
      hint: longest([headerSpan(response), OFF_WAIT_MS]),
    });
  if (detail === null || status < 200) return judgeForeign(response);
  const hint = hintOf(response, detail);
  if (/too-many-requests|too many requests/i.test(detail))
    return retry(response, { hint, slowDown: true, detail });
  const general = judgeStatus(response, { hint, detail });
  if (general) return general;
  const [, kind, code] = REFUSALS.find(([said]) => said.test(detail)) ?? REFUSALS.at(-1)!;
  return (kind === 'gone' ? gone : rejected)(response, code, detail);
}

/** A server that is set up wrongly answers every address with a web page. */
function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  const isTaken = answer['success'] === true || isTakenElsewhere(response);
  if (isTaken) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads the wait of a rate limit: `Retry-After`, when the limit is reset (Unix ms), or the seconds that the text names. */
function hintOf(response: TargetResponse, detail: string): number | undefined {
  const { headers, receivedAt } = response;
  const [, seconds] = /wait (\d{1,6}) seconds/i.exec(detail) ?? [];
  return (
    headerSpan(response) ??
    longest([spanOf(headers['x-ratelimit-reset'], receivedAt), spanOf(seconds, receivedAt)])
  );
}

/** Reads an error of Rocket.Chat; null where the answer is none. */
function errorText({ success, status, error, message }: PlainObject): string | null {
  if (success !== false && status !== 'error') return null;
  const said = [error, message].find((text) => typeof text === 'string' && text !== '');
  return cleanLine(String(said ?? 'no reason is given'), 200) || 'no reason is given';
}
