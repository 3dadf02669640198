import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { numberOf, type PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, unexpected } from '../judgement.js';

/** Gotify answers with JSON: the message, or an error with `errorCode`. What has no such form came from something in between. */
export function judgeGotify(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const detail = errorText(answer);
  if (detail === null) return judgeForeign(response);
  if (status === 401 || status === 403) return gone(response, 'gotify_token_refused', detail);
  const general = judgeStatus(response, { detail });
  if (general) return general;
  return rejected(response, status === 404 ? 'gotify_not_found' : 'gotify_bad_request', detail);
}

/** A server that is set up wrongly answers every address with a web page. */
function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  const isMessage = numberOf(answer['id']) >= 0 && typeof answer['message'] === 'string';
  if (isMessage || isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads an error of Gotify; null where the answer is none. */
function errorText({ error, errorCode, errorDescription }: PlainObject): string | null {
  if (typeof error !== 'string' || !(numberOf(errorCode) >= 400)) return null;
  return cleanLine(typeof errorDescription === 'string' && errorDescription ? errorDescription : error, 200);
}
