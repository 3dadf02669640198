import type { RetryPolicy } from '../model/endpoint.js';
import type { Environment } from './environment.js';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/**
 * Waits before each retry where the environment sets none of the four retry variables, ms: the first four attempts of
 * three doubling retries, then about a day in all, so that a deploy or a reboot of a receiver loses nothing.
 */
export const DEFAULT_SCHEDULE: readonly number[] = [
  SECOND,
  2 * SECOND,
  4 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
];

/** What holds beside a retry variable that is set, and for endpoints with a number of retries of their own. */
const EXPONENTIAL = { maxRetries: 3, delayMs: SECOND, maxDelayMs: 30 * SECOND };

type RetryVariables = Pick<
  Environment,
  | 'WEBHOOK_MAX_RETRIES'
  | 'WEBHOOK_RETRY_DELAY'
  | 'WEBHOOK_MAX_RETRY_DELAY'
  | 'WEBHOOK_RETRY_SCHEDULE'
  | 'WEBHOOK_TTL'
>;

/** The gateway's retry policy: the default schedule, unless the environment sets one of the four retry variables. */
export function retryPolicyOf(env: RetryVariables): RetryPolicy {
  const { WEBHOOK_MAX_RETRIES: max, WEBHOOK_RETRY_DELAY: delay, WEBHOOK_MAX_RETRY_DELAY: longest } = env;
  const unset = max === null && delay === null && longest === null;
  return {
    maxRetries: max ?? EXPONENTIAL.maxRetries,
    delayMs: delay ?? EXPONENTIAL.delayMs,
    maxDelayMs: longest ?? EXPONENTIAL.maxDelayMs,
    schedule: env.WEBHOOK_RETRY_SCHEDULE ?? (unset ? DEFAULT_SCHEDULE : null),
    ttlMs: env.WEBHOOK_TTL,
  };
}
