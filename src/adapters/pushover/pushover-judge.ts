import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { numberOf, type PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';

/** Wait where the messages of a month are used up, ms, and the answer names no time: the endpoint tries again each hour. */
const QUOTA_WAIT_MS = 3_600_000;
/** Shortest wait after an error of the server, ms. */
const SERVER_WAIT_MS = 5000;

/** Pushover answers with JSON, whose `status` decides: 1 means taken. What has no such form came from something in between. */
export function judgePushover(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && answer['status'] === 1) return { kind: 'delivered' };
  const errors = errorText(answer);
  if (errors !== null && (isSuccess || status >= 400)) return judgeError(response, answer, errors);
  if (!isSuccess) return judgeForeign(response);
  if (isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads the faults that Pushover lists; null where the answer is no refusal of Pushover. */
function errorText({ status, errors }: PlainObject): string | null {
  if (typeof status !== 'number' || status === 1 || !Array.isArray(errors)) return null;
  return cleanLine(
    errors
      .filter((error) => typeof error === 'string')
      .slice(0, 5)
      .join(', '),
    200,
  );
}

function judgeError(response: TargetResponse, answer: PlainObject, detail: string): Outcome {
  const { status } = response;
  if (status === 429) {
    const hint = longest([headerSpan(response), resetSpan(response)]) ?? QUOTA_WAIT_MS;
    return retry(response, { code: 'pushover_quota', hint, slowDown: true, detail });
  }
  if (status >= 500)
    return retry(response, { hint: longest([headerSpan(response), SERVER_WAIT_MS]), detail });
  const general = judgeStatus(response, { detail });
  if (general) return general;
  if (answer['token'] === 'invalid') return gone(response, 'pushover_token_refused', detail);
  if (answer['user'] === 'invalid') return gone(response, 'pushover_user_refused', detail);
  return rejected(response, 'pushover_bad_request', detail);
}

/** Reads when the messages of a month are counted anew, as ms from the answer; it may be weeks ahead. */
function resetSpan({ headers, receivedAt }: TargetResponse): number | undefined {
  const ahead = numberOf(headers['x-limit-app-reset']) * 1000 - receivedAt;
  return ahead > 0 ? ahead : undefined;
}
