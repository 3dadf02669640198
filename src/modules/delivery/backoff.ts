import type { RetryPolicy } from '../model/endpoint.js';

/** Jitter adds at most this part of the delay; it never takes away, so no retry comes before the documented time. */
const JITTER = 0.25;

/** How many retries follow the first attempt. */
export function retriesOf(policy: RetryPolicy): number {
  return policy.schedule?.length ?? policy.maxRetries;
}

/**
 * Wait before retry `n` (1 for the first), ms: what the schedule says or, without one, `delayMs` doubled with each retry
 * up to `maxDelayMs`; plus jitter.
 *
 * @param random a number in [0, 1)
 */
export function backoff(policy: RetryPolicy, n: number, random: number): number {
  const delay = policy.schedule?.[n - 1] ?? Math.min(policy.delayMs * 2 ** (n - 1), policy.maxDelayMs);
  return Math.floor(delay + delay * JITTER * random);
}
