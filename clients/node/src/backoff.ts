/** Limits of the waits between tries. */
export interface BackoffLimits {
  /** Wait before the first retry, ms. */
  readonly retryDelayMs: number;
  /** Longest wait, ms. */
  readonly maxRetryDelayMs: number;
}

/**
 * Wait before retry `n` (from 1), ms: doubled each time up to the limit, of which half is left to chance so that
 * many clients do not come back at the same instant.
 *
 * @param random from 0 to 1
 */
export function backoffMs(
  n: number,
  { retryDelayMs, maxRetryDelayMs }: BackoffLimits,
  random: number,
): number {
  const full = Math.min(retryDelayMs * 2 ** (n - 1), maxRetryDelayMs);
  return full / 2 + (full / 2) * random;
}
