import type { MessageRef, Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isPage, objectIn, tellsOfError, wordsOf } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import type { PlainObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, refusal, rejected, retry, unexpected } from '../judgement.js';
import { longest } from '../retry-after.js';
import { bucketWait, limitWait } from './discord-waits.js';

/** Codes of a webhook that is gone (unknown webhook, invalid token): each further call counts towards a ban of the IP. */
const GONE: ReadonlySet<number> = new Set([10015, 50027]);
/** Codes of an edit whose message, or its thread, was deleted. */
const MESSAGE_GONE: ReadonlySet<number> = new Set([10003, 10008]);
/** Codes of an edit that is not taken (any more): too many edits of an old message, a message of another webhook, a thread that is archived. */
const MESSAGE_CLOSED: ReadonlySet<number> = new Set([30046, 50005, 50083]);
/** Code of an overloaded API. */
const OVERLOADED = 130000;
/** Codes of rate limits of the channel, the server, the account or the service. */
const LIMITED: ReadonlySet<number> = new Set([20016, 20022, 20026, 20028, 20029, 40062]);

/**
 * Discord's JSON error code decides over a 4xx; one without such a code came from something in between and is tried
 * again. Any answer may add that the bucket is empty: then the endpoint is paused until it refills.
 */
export function judgeDiscord(response: TargetResponse): Outcome {
  const answer = objectIn(response.body) ?? {};
  const outcome = judgeAnswer(response, answer);
  const pauseMs = longest([outcome.pauseMs, bucketWait(response)]);
  return pauseMs === undefined ? outcome : { ...outcome, pauseMs };
}

function judgeAnswer(response: TargetResponse, answer: PlainObject): Outcome {
  const { status } = response;
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  const code = codeOf(answer);
  if (code !== null && MESSAGE_CLOSED.has(code))
    return refusal('message-closed', response, `DISCORD_${code}`, detail(answer));
  if (code === null || status < 400 || status > 499 || status === 429) {
    return (
      judgeStatus(response, { hint: limitWait(response, answer), ...told(response, answer) }) ??
      judgeUncoded(response, answer)
    );
  }
  if (MESSAGE_GONE.has(code)) return refusal('message-gone', response, `DISCORD_${code}`, detail(answer));
  if (GONE.has(code)) return gone(response, `DISCORD_${code}`, detail(answer));
  if (LIMITED.has(code))
    return retry(response, { code: `DISCORD_${code}`, hint: limitWait(response, answer), slowDown: true });
  if (code === OVERLOADED) return retry(response, { code: `DISCORD_${code}` });
  return judgeStatus(response) ?? rejected(response, `DISCORD_${code}`, detail(answer));
}

/**
 * With `wait=true` Discord answers 200 with the message. A page, or an object that tells of an error, came from something
 * in between or from a compatible server that took nothing.
 */
function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  const { body } = response;
  const ref = refOf(answer);
  if (ref) return { kind: 'delivered', ref };
  if ('id' in answer) return { kind: 'delivered' };
  if (!tellsOfError(body) && !isPage(body)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads the name of the message, by which it can be edited. The first message of a thread in a forum has the id of the thread. */
function refOf({ id, channel_id: channel }: PlainObject): MessageRef | null {
  if (typeof id !== 'string' || !/^\d{1,25}$/.test(id)) return null;
  return id === channel ? { message_id: id, thread_id: id } : { message_id: id };
}

/**
 * A 4xx without a code of Discord's. On Discord's own host a JSON object is a refusal of the message in the form of its older
 * API (`{"embeds":["0"]}`); anything else came from a proxy.
 */
function judgeUncoded(response: TargetResponse, answer: PlainObject): Outcome {
  const words = wordsOf(response.body);
  const fields = Object.values(answer);
  const ofFields = fields.length > 0 && fields.every(Array.isArray);
  if (response.status === 400 && response.onPlatform && ofFields) return rejected(response, undefined, words);
  return judgeForeign(response);
}

/** Quotes the body of a 429 that is not in Discord's usual form: a ban, or a web page. */
function told({ status, body }: TargetResponse, answer: PlainObject): { detail?: string } {
  return status === 429 && !('retry_after' in answer) ? { detail: wordsOf(body) } : {};
}

function codeOf(answer: PlainObject): number | null {
  const code = answer['code'];
  const isCode = typeof code === 'number' && Number.isSafeInteger(code);
  return isCode && typeof answer['message'] === 'string' ? code : null;
}

function detail(answer: PlainObject): string {
  return `${cleanLine(String(answer['message']), 200)} (${String(answer['code'])})`;
}
