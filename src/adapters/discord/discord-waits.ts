import type { TargetResponse } from '../adapter.js';
import type { PlainObject } from '../plain-value.js';
import { headerSpan, longest } from '../retry-after.js';
import { capped, inSeconds, spanOf } from '../wait-hint.js';

/** Rounding of waits against `X-RateLimit-Reset-After`, which counts seconds in every version of the API, ms. */
const ROUNDED_MS = 50;
/** Rounding of `Retry-After`, which counts whole seconds, ms. */
const WHOLE_SECOND_MS = 1_050;

/**
 * Reads how long a 429 asks to wait, ms: by the body's `retry_after`, by `Retry-After` and by the reset of the bucket, whichever is
 * longest. Versions of the API before 8, also where the address names none, count the first two in milliseconds;
 * `X-RateLimit-Reset-After` (or `X-RateLimit-Reset`, a Unix time) shows which it is, else the two show it of one another.
 */
export function limitWait(response: TargetResponse, answer: PlainObject): number | undefined {
  const { status, headers, receivedAt } = response;
  const header = headerSpan(response);
  if (status !== 429) return header;
  const body = spanOf(answer['retry_after'], receivedAt);
  const reset = resetOf(response);
  const ofHeader = inSeconds(inSeconds(header, reset, ROUNDED_MS), body, WHOLE_SECOND_MS);
  const ofBody = inSeconds(inSeconds(body, reset, ROUNDED_MS), ofHeader, WHOLE_SECOND_MS);
  return longest([ofHeader, ofBody, spanOf(headers['x-ratelimit-reset-after'], receivedAt)]);
}

/** Reads in how many ms the bucket refills; undefined unless the answer says that it is empty. */
export function bucketWait({ headers, receivedAt }: TargetResponse): number | undefined {
  if (headers['x-ratelimit-remaining']?.trim() !== '0') return undefined;
  return capped(spanOf(headers['x-ratelimit-reset-after'], receivedAt));
}

function resetOf({ headers, receivedAt }: TargetResponse): number | undefined {
  return (
    spanOf(headers['x-ratelimit-reset-after'], receivedAt) ?? spanOf(headers['x-ratelimit-reset'], receivedAt)
  );
}
