import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { isObject } from '../plain-value.js';
import type { PlainObject } from '../plain-value.js';
import { gone, judgeStatus, longest, rejected, retry, retryAfter, secondsHint } from '../retry-after.js';

/** Unknown webhook, invalid webhook token: asking again only counts towards a ban of the IP. */
const GONE: ReadonlySet<number> = new Set([10015, 50027]);
/** Overloaded; the channel's write limit is reached. */
const PASSING: ReadonlySet<number> = new Set([130000, 20016, 20022, 20026, 20028, 20029]);

/**
 * Discord's JSON error code decides over a 4xx; one without such a code came from something in between and is tried
 * again. Any answer may add that the bucket is empty: then the endpoint is paused until it refills.
 */
export function judgeDiscord(response: TargetResponse): Outcome {
  const answer = readAnswer(response.body);
  const outcome = judgeAnswer(response, answer);
  const pauseMs = longest([outcome.pauseMs, emptyBucket(response)]);
  return pauseMs === undefined ? outcome : { ...outcome, pauseMs };
}

function judgeAnswer(response: TargetResponse, answer: PlainObject): Outcome {
  const { status } = response;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const code = answer['code'];
  const discord =
    typeof code === 'number' && Number.isSafeInteger(code) && typeof answer['message'] === 'string';
  if (!discord || status < 400 || status > 499 || status === 429) {
    const hint = longest([retryAfter(response), waitOf(response, answer)]);
    return judgeStatus(response, hint) ?? retry(response, undefined, hint);
  }
  if (GONE.has(code)) return gone(response, `DISCORD_${code}`, detail(answer));
  if (PASSING.has(code)) return retry(response, `DISCORD_${code}`);
  return judgeStatus(response) ?? rejected(response, `DISCORD_${code}`, detail(answer));
}

/** A 429 tells the wait to the millisecond, in its body and by the reset of the bucket. */
function waitOf(response: TargetResponse, answer: PlainObject): number | undefined {
  if (response.status !== 429) return undefined;
  return longest([
    secondsHint(answer['retry_after']),
    secondsHint(response.headers['x-ratelimit-reset-after']),
  ]);
}

function emptyBucket({ headers }: TargetResponse): number | undefined {
  if (headers['x-ratelimit-remaining']?.trim() !== '0') return undefined;
  return secondsHint(headers['x-ratelimit-reset-after']);
}

function detail(answer: PlainObject): string {
  return `${cleanLine(String(answer['message']), 200)} (${String(answer['code'])})`;
}

function readAnswer(body: string): PlainObject {
  if (!body.trimStart().startsWith('{')) return {};
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : {};
  } catch {
    return {};
  }
}
