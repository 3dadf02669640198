import type { MessageRef, Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { numberOf, type PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan } from '../retry-after.js';
import { spanOf } from '../wait-hint.js';

const TOKEN_REFUSED = /^M_(UNKNOWN_TOKEN|MISSING_TOKEN|USER_(LOCKED|SUSPENDED|DEACTIVATED))$/;

/** Homeservers answer with the id of the event, or with `errcode`. What has no such form came from something in between. */
export function judgeMatrix(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const code = errorCode(answer);
  if (code === null) return judgeForeign(response);
  const detail = `${cleanLine(String(answer['error'] ?? ''), 200)} (${code})`.trim();
  if (code === 'M_LIMIT_EXCEEDED')
    return retry(response, { hint: hintOf(response, answer), slowDown: true, detail });
  if (status >= 500 || status < 400) return judgeStatus(response, { detail }) ?? retry(response, { detail });
  if (TOKEN_REFUSED.test(code)) return gone(response, 'matrix_token_refused', detail);
  const general = judgeStatus(response, { detail });
  if (general) return general;
  if (status === 401) return gone(response, 'matrix_token_refused', detail);
  if (status === 403) return gone(response, 'matrix_not_allowed', detail);
  const isUnknown = status === 404 || code === 'M_UNRECOGNIZED';
  return rejected(response, isUnknown ? 'matrix_not_found' : 'matrix_bad_request', detail);
}

/** Reads the id of the event, by which it can be replaced. A server that is set up wrongly answers with a web page. */
function judgeSuccess(response: TargetResponse, { event_id: id }: PlainObject): Outcome {
  if (typeof id === 'string' && /^\$\S{1,254}$/.test(id)) {
    const ref: MessageRef = { event_id: id };
    return { kind: 'delivered', ref };
  }
  return unexpected(response);
}

/** Reads the wait of a rate limit: `Retry-After`, and `retry_after_ms` of older servers. */
function hintOf(response: TargetResponse, { retry_after_ms: ms }: PlainObject): number | undefined {
  return headerSpan(response) ?? spanOf(numberOf(ms) / 1000, response.receivedAt);
}

function errorCode({ errcode }: PlainObject): string | null {
  return typeof errcode === 'string' && /^[A-Z][A-Z0-9_.]{1,80}$/i.test(errcode) ? errcode : null;
}
