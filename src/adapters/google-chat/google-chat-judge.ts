import type { MessageRef, Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { isObject, type PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';

/** Wait after a rate limit, ms: Google names none, and counts what all apps write to the space. */
const LIMIT_WAIT_MS = 60_000;

/** Google answers with JSON: the name of the message, or `error`. What has no such form came from something in between. */
export function judgeGoogleChat(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const detail = status >= 400 ? errorText(answer) : null;
  if (detail === null) return judgeForeign(response);
  if (status === 429) {
    return retry(response, { hint: longest([headerSpan(response), LIMIT_WAIT_MS]), slowDown: true, detail });
  }
  if (status === 401 || status === 403) return gone(response, 'google_chat_refused', detail);
  if (status === 404) return gone(response, 'google_chat_not_found', detail);
  return judgeStatus(response, { detail }) ?? rejected(response, 'google_chat_bad_request', detail);
}

function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  const ref = refOf(answer);
  if (ref) return { kind: 'delivered', ref };
  if (isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads the names of the message and of its thread. */
function refOf({ name, thread }: PlainObject): MessageRef | null {
  if (typeof name !== 'string' || !/^spaces\/[^/\s]{1,100}\/messages\/\S{1,200}$/.test(name)) return null;
  const inThread = isObject(thread) ? thread['name'] : undefined;
  return typeof inThread === 'string' ? { name, thread: cleanLine(inThread, 300) } : { name };
}

/** Reads an error of Google; null where the answer is none. */
function errorText({ error }: PlainObject): string | null {
  if (!isObject(error) || typeof error['message'] !== 'string') return null;
  const message = cleanLine(error['message'], 200);
  const { status } = error;
  return typeof status === 'string' ? `${message} (${cleanLine(status, 60)})` : message;
}
