import type { RetryPolicy } from '../model/endpoint.js';
import type { Environment } from './environment.js';
import { durationText } from '../model/duration-text.js';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/**
 * Waits before each retry, ms, while none of the four retry variables is set: three doubling retries, then longer waits
 * up to about a day in all, so that a deploy or a reboot of a receiver loses nothing.
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

/** Defaults beside a retry variable that is set, and for endpoints with a number of retries of their own. */
const EXPONENTIAL = { maxRetries: 3, delayMs: SECOND, maxDelayMs: 30 * SECOND };

type RetryVariables = Pick<
  Environment,
  | 'WEBHOOK_MAX_RETRIES'
  | 'WEBHOOK_RETRY_DELAY'
  | 'WEBHOOK_MAX_RETRY_DELAY'
  | 'WEBHOOK_RETRY_SCHEDULE'
  | 'WEBHOOK_TTL'
>;

/** Builds the retry policy: the default schedule, unless one of the four retry variables is set. */
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

/** Writes the retry policy as a log line: `Failed deliveries are retried after 1s, 2s, 4s (3 retries).` */
export function retryText({ schedule, maxRetries, delayMs, maxDelayMs }: RetryPolicy): string {
  const retries = schedule?.length ?? maxRetries;
  if (retries === 0) return 'Failed deliveries are not retried: WEBHOOK_MAX_RETRIES is 0.';
  const count = retries === 1 ? '1 retry' : `${retries} retries`;
  const waits = schedule === null ? doublingText(delayMs, maxDelayMs) : schedule.map(durationText).join(', ');
  return `Failed deliveries are retried after ${waits} (${count}).`;
}

function doublingText(delayMs: number, maxDelayMs: number): string {
  if (delayMs === 0 || delayMs >= maxDelayMs) return `${durationText(Math.min(delayMs, maxDelayMs))} each`;
  return `${durationText(delayMs)}, doubling up to ${durationText(maxDelayMs)}`;
}
