import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import type { PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { headerSpan, longest, OFF_WAIT_MS } from '../retry-after.js';
import { spanOf } from '../wait-hint.js';

/** Meanings of the ids of Mattermost's errors, with the status where it matters; the first that matches counts. */
const REFUSALS: readonly (readonly [RegExp, 'gone' | 'rejected', string, number?])[] = [
  [/incoming_webhook\.invalid\./, 'gone', 'mattermost_hook_not_found'],
  [/incoming_webhook\.user\./, 'gone', 'mattermost_owner_gone', 403],
  [/incoming_webhook\.user\./, 'rejected', 'mattermost_user_not_found'],
  [/incoming_webhook\.channel\.|channel\.get\S*\.existing\./, 'gone', 'mattermost_channel_not_found'],
  [/incoming_webhook\.(permissions|channel_locked)\./, 'rejected', 'mattermost_not_allowed'],
  [/./, 'rejected', 'mattermost_not_found', 404],
  [/./, 'rejected', 'mattermost_bad_request', 400],
  [/./, 'rejected', 'HTTP_413', 413],
  [/incoming_webhook\./, 'rejected', 'mattermost_bad_request'],
];

/** Mattermost answers `ok`, or with an error as JSON that has an `id`. What has no such form came from something in between. */
export function judgeMattermost(response: TargetResponse): Outcome {
  const { status, body } = response;
  if (status >= 200 && status < 300) return judgeSuccess(response);
  const answer = objectIn(body) ?? {};
  const id = errorId(answer);
  const hint = hintOf(response);
  if (id === null) return judgeForeign(response, { hint });
  const detail = errorText(answer, id);
  if (/incoming_webhook\.disabled\./.test(id)) {
    const late = longest([hint, OFF_WAIT_MS]);
    return retry(response, { code: 'mattermost_webhooks_disabled', hint: late, detail });
  }
  const general = judgeStatus(response, { hint, detail });
  if (general) return general;
  const found = REFUSALS.find(([said, , , at]) => said.test(id) && (at ?? status) === status);
  if (!found) return retry(response, { hint, detail });
  const [, kind, code] = found;
  return (kind === 'gone' ? gone : rejected)(response, code, detail);
}

/** A server that is set up wrongly answers every address with a web page. */
function judgeSuccess(response: TargetResponse): Outcome {
  const { body } = response;
  const isTaken = body.trim() === 'ok' || isTakenElsewhere(response);
  if (isTaken) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads the wait of a rate limit: `Retry-After`, else the seconds until the limit is reset. */
function hintOf(response: TargetResponse): number | undefined {
  const { status, headers, receivedAt } = response;
  const reset = status === 429 ? spanOf(headers['x-ratelimit-reset'], receivedAt) : undefined;
  return headerSpan(response) ?? reset;
}

function errorId({ id, message }: PlainObject): string | null {
  return typeof id === 'string' && id.includes('.') && typeof message === 'string' ? id : null;
}

function errorText({ message }: PlainObject, id: string): string {
  return `${cleanLine(String(message), 200)} (${cleanLine(id, 80)})`;
}
