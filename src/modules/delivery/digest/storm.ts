import type { StormDigest } from '../../model/digest.js';

/** The recent messages of an endpoint. All times are of one steady clock, ms. */
export interface StormState {
  /** Messages that were sent one by one, oldest first. */
  readonly sent: readonly number[];
  /** True while a digest of the endpoint gathers. */
  readonly gathers: boolean;
  /** The last digest that was closed; null: none is known. */
  readonly last: { readonly at: number; readonly members: number } | null;
}

export const CALM: StormState = { sent: [], gathers: false, last: null };

/**
 * Decides whether a message is sent by itself or gathered. Pure.
 *
 * A storm begins with the first message beyond `over` within the time of the policy. The storm goes on while a digest gathers, and for one
 * interval after a digest with more messages than the policy lets through in that time: a calm interval ends it.
 *
 * @returns the wait of the digest that it opens where none gathers, ms; null: it is sent by itself
 */
export function stormWait(
  policy: StormDigest,
  { sent, gathers, last }: StormState,
  now: number,
): number | null {
  const { over, withinMs, everyMs } = policy;
  if (gathers) return everyMs;
  if (last && last.members > usualOf(policy)) {
    const sinceMs = now - last.at;
    if (sinceMs >= 0 && sinceMs < everyMs) return everyMs - sinceMs;
  }
  return recent(sent, now - withinMs).length >= over ? everyMs : null;
}

/** Messages that an interval may have without being a storm. */
function usualOf({ over, withinMs, everyMs }: StormDigest): number {
  return over * Math.max(1, everyMs / withinMs);
}

/** The times after `since`. */
export function recent(times: readonly number[], since: number): readonly number[] {
  const first = times.findIndex((at) => at > since);
  return first < 0 ? [] : times.slice(first);
}
