import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { numberOf } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';

/** Wait after a refusal by rate whose answer names no time, ms: GitHub asks for a minute at least. */
const RATE_WAIT_MS = 60_000;

/** GitHub answers 204 without a body, or with JSON that has `message`. What has no such form came from something in between. */
export function judgeGithub(response: TargetResponse): Outcome {
  const { status, body } = response;
  if (status === 204) return { kind: 'delivered' };
  if (status >= 200 && status < 300) {
    if (isTakenElsewhere(response)) return { kind: 'delivered' };
    return unexpected(response);
  }
  const message = objectIn(body)?.['message'];
  if (typeof message !== 'string') return judgeForeign(response);
  return judgeError(response, cleanLine(message, 200));
}

function judgeError(response: TargetResponse, detail: string): Outcome {
  const { status } = response;
  if ((status === 403 || status === 429) && isByRate(response, detail)) {
    const hint = longest([headerSpan(response), resetSpan(response)]) ?? RATE_WAIT_MS;
    return retry(response, { hint, slowDown: true, detail });
  }
  const general = judgeStatus(response, { detail });
  if (general) return general;
  if (status === 401) return gone(response, 'github_token_refused', detail);
  if (status === 404) return gone(response, 'github_not_found', detail);
  if (status === 403) return rejected(response, 'github_forbidden', detail);
  return rejected(response, 'github_bad_request', detail);
}

function isByRate({ status, headers }: TargetResponse, message: string): boolean {
  const isUsedUp = headers['x-ratelimit-remaining']?.trim() === '0';
  return (
    status === 429 || isUsedUp || headers['retry-after'] !== undefined || /rate limit|abuse/i.test(message)
  );
}

/** Reads when the requests of an hour are counted anew, as ms from the answer; only where none are left. */
function resetSpan({ headers, receivedAt }: TargetResponse): number | undefined {
  if (headers['x-ratelimit-remaining']?.trim() !== '0') return undefined;
  const ahead = numberOf(headers['x-ratelimit-reset']) * 1000 - receivedAt;
  return ahead > 0 ? ahead : undefined;
}
