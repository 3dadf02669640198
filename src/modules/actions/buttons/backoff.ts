/** First and longest wait after a failure, ms. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** Wait after a failure that only an operator can end, ms. */
export const HOPELESS_MS = 300_000;

/**
 * Returns the wait before the next try, ms: it doubles from a second to a minute, and is shortened by up to half at random, so that
 * gateways do not try in step.
 *
 * @param failures failures in a row, from 1
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(full * (1 - random / 2));
}
