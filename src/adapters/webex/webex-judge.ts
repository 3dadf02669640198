import type { MessageRef, Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { isObject, type PlainObject } from '../plain-value.js';
import { judgeForeign, judgeStatus, refusal, type RefusalKind, retry, unexpected } from '../judgement.js';

/** Meanings of texts and statuses of refusals; the first that matches counts. */
const REFUSALS: readonly (readonly [RegExp, RefusalKind, string, number?])[] = [
  [/./, 'gone', 'webex_token_refused', 401],
  [
    /room with provided id|not (?:a member of|in) (?:the|this) (?:room|space)/i,
    'gone',
    'webex_room_not_found',
  ],
  [
    /edit limit|maximum number of edits|edits? of messages? containing|cannot be edited/i,
    'message-closed',
    'webex_message_closed',
    400,
  ],
  // A space that is gone says so: what is left is a message of a job that was deleted.
  [/./, 'message-gone', 'webex_not_found', 404],
  [/./, 'rejected', 'webex_not_allowed', 403],
  [/./, 'rejected', 'webex_bad_request'],
];
/** Locked (RFC 4918), which Webex answers while it is being moved. */
const LOCKED = 423;

/** Webex explains refusals in `message` and `errors`. What has no such form came from something in between. */
export function judgeWebex(response: TargetResponse): Outcome {
  const { status, body } = response;
  const answer = objectIn(body) ?? {};
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const detail = detailOf(answer);
  if (detail === '') return judgeForeign(response);
  const general = judgeStatus(response, { detail });
  if (general) return general;
  if (status === LOCKED) return retry(response, { detail });
  const [, kind, code] = REFUSALS.find(
    ([said, , , at = status]) => at === status && said.test(detail),
  ) as (typeof REFUSALS)[number];
  return refusal(kind, response, code, detail);
}

/** Reads the names of message and space, by which the message can be edited and answered. */
function judgeSuccess(response: TargetResponse, { id, roomId }: PlainObject): Outcome {
  if (isName(id)) {
    const ref: MessageRef = isName(roomId) ? { message_id: id, room_id: roomId } : { message_id: id };
    return { kind: 'delivered', ref };
  }
  if (isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w=+/-]{4,200}$/.test(value);
}

/** Says what Webex says, and the number by which its support finds the request; empty where the answer is not of Webex. */
function detailOf({ message, errors, trackingId }: PlainObject): string {
  const first = Array.isArray(errors) ? (errors as readonly unknown[]).find(isObject) : undefined;
  const said = [message, first?.['description']].filter((text) => typeof text === 'string');
  const text = said.map((each) => cleanLine(each, 200)).find((each) => each !== '') ?? '';
  if (text === '' || typeof trackingId !== 'string') return '';
  return `${text} (${cleanLine(trackingId, 80)})`;
}
