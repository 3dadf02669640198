/** Longest wait that a target's hint can ask for, ms: an hour. */
export const LONGEST_HINT_MS = 3_600_000;

/** Longest span that a number of seconds can mean, ms: above a day it is a point in time, or nothing. */
const LONGEST_SPAN_MS = 86_400_000;
/** First number that counts seconds since 1970 (1973); from 1e11 on, numbers count ms. */
const FIRST_EPOCH_S = 1e8;
const FIRST_EPOCH_MS = 1e11;
const NUMBER = /^\s*\d+(\.\d+)?\s*$/;
const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;

/** Caps a hint at an hour, ms. */
export function capped(hint: number | undefined): number | undefined {
  return hint === undefined ? undefined : Math.min(hint, LONGEST_HINT_MS);
}

/**
 * Reads when a target says to come back, as ms from `now` (Unix ms), at most a day. A number up to a day is a span in
 * seconds. A larger one, or an ISO 8601 time, is read as a point in time (Unix seconds or ms) where that is less than
 * a day ahead. Undefined for anything else: negatives, points in the past, years, texts that are no number.
 */
export function spanOf(value: unknown, now: number): number | undefined {
  if (typeof value === 'string' && ISO.test(value.trim())) return spanUntil(Date.parse(value.trim()), now);
  const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= 0)) return undefined;
  const ms = Math.ceil(number * 1000);
  if (ms <= LONGEST_SPAN_MS) return ms;
  return number < FIRST_EPOCH_S ? undefined : spanUntil(number < FIRST_EPOCH_MS ? ms : number, now);
}

/** Gives the span until a point in time (Unix ms); undefined where that is past, or more than a day ahead. */
export function spanUntil(at: number, now: number): number | undefined {
  const ahead = Math.ceil(at - now);
  return ahead > 0 && ahead <= LONGEST_SPAN_MS ? ahead : undefined;
}

/**
 * Corrects a `hint` (ms) where it counts milliseconds although `reference` (ms, of the same answer) shows that it
 * should count seconds: it is then 1,000 times as long as the reference, give or take what rounding explains.
 *
 * @param slackMs how far the two may be apart by rounding
 */
export function inSeconds(
  hint: number | undefined,
  reference: number | undefined,
  slackMs: number,
): number | undefined {
  if (hint === undefined || reference === undefined || hint <= reference * 50) return hint;
  return Math.abs(hint / 1000 - reference) <= slackMs + reference * 0.05 ? Math.ceil(hint / 1000) : hint;
}
