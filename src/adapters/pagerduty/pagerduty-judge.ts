import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import type { PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';

/** Shortest wait after PagerDuty's own refusal by rate, ms: it counts by the minute. */
const RATE_WAIT_MS = 30_000;

/** PagerDuty answers with JSON that has `status` and `message`. What has no such form came from something in between. */
export function judgePagerDuty(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const detail = errorText(answer);
  if (detail === null) return judgeForeign(response);
  if (status === 429) {
    return retry(response, { hint: longest([headerSpan(response), RATE_WAIT_MS]), detail });
  }
  const general = judgeStatus(response, { detail });
  if (general) return general;
  // Events API V1 refused by rate with 403, and so do services that imitate it.
  if (status === 403)
    return retry(response, { hint: longest([headerSpan(response), RATE_WAIT_MS]), slowDown: true, detail });
  if (/routing.?key|integration.?key|service.?key/i.test(detail))
    return gone(response, 'pagerduty_key_refused', detail);
  return rejected(response, 'pagerduty_bad_event', detail);
}

function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  const isTaken = answer['status'] === 'success';
  if (isTaken || isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads what PagerDuty finds wrong; null where the answer is no refusal of PagerDuty. */
function errorText({ status, message, errors }: PlainObject): string | null {
  if (typeof status !== 'string' || typeof message !== 'string') return null;
  const listed = Array.isArray(errors) ? errors.filter((error) => typeof error === 'string').slice(0, 5) : [];
  return cleanLine([message, listed.join(', ')].filter(Boolean).join(': '), 200);
}
