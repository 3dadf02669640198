import type { RetryPolicy } from '../model/endpoint.js';
import { durationText } from '../model/duration-text.js';

/** The retry policy in one sentence for the log: `Failed deliveries are retried after 1s, 2s, 4s (3 retries).` */
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
