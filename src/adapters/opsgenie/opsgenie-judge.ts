import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { isObject, type PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';

/**
 * The Alert API answers with JSON: `result` and `requestId` of a request that it will process, or a `message` that refuses it. What has
 * no such form came from something in between.
 */
export function judgeOpsgenie(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const detail = errorText(answer);
  if (detail === null) return judgeForeign(response);
  const general = judgeStatus(response, { detail });
  if (general) return general;
  if (status === 401 || status === 403) return gone(response, 'opsgenie_key_refused', detail);
  // A wrong address answers 404, for an unknown alias is told of later.
  if (status === 402 || status === 404) return retry(response, { detail });
  return rejected(response, 'opsgenie_bad_alert', detail);
}

function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  const isTaken = typeof answer['requestId'] === 'string' || typeof answer['result'] === 'string';
  if (isTaken || isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads what the API finds wrong, field by field; null where the answer is no refusal of the API. */
function errorText({ message, errors }: PlainObject): string | null {
  if (typeof message !== 'string') return null;
  const fields = isObject(errors)
    ? Object.entries(errors)
        .slice(0, 5)
        .map(([field, fault]) => `${field}: ${typeof fault === 'string' ? fault : 'invalid'}`)
    : [];
  return cleanLine([message, ...fields].join(' '), 200);
}
