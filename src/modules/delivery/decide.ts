import type { NextState } from '../model/delivery.js';
import type { RetryPolicy } from '../model/endpoint.js';
import type { Outcome } from '../model/outcome.js';
import { EXPIRED } from '../store/delivery-queue.js';
import { backoff, retriesOf } from './backoff.js';

export interface Moment {
  /** Unix time, ms. */
  readonly now: number;
  /** A number in [0, 1), for the jitter. */
  readonly random: number;
}

/** Where a delivery stands. */
export interface RetryProgress {
  /** Attempts that count against the retries, the last one included. */
  readonly attempts: number;
  /** When it was accepted, Unix ms. */
  readonly createdAt: number;
  /** True where the last attempt does not count after all: the target asked the whole endpoint to slow down. */
  readonly spared?: boolean;
  /** How long the endpoint is paused for that, ms. */
  readonly pausedMs?: number;
}

/** True when a delivery is too old to be sent at `at` (Unix ms). */
export function isExpired(policy: RetryPolicy, createdAt: number, at: number): boolean {
  return policy.ttlMs !== null && at - createdAt > policy.ttlMs;
}

/**
 * What becomes of a delivery after its latest attempt came to `outcome`. A retry waits for the schedule or for the
 * target's hint, whichever is longer; one that would come too late is not waited for. One whose endpoint is to slow down
 * waits for the end of the pause, and spends nothing.
 */
export function decide(
  outcome: Outcome,
  course: RetryProgress,
  policy: RetryPolicy,
  moment: Moment,
): NextState {
  if (outcome.kind === 'delivered') return { state: 'delivered' };
  const { attempts, spared = false, pausedMs = 0 } = course;
  if (outcome.kind !== 'retry' || (!spared && attempts > retriesOf(policy))) {
    return { state: 'failed', reason: outcome.code };
  }
  const retry = spared ? Math.min(attempts, retriesOf(policy)) : attempts;
  const wait = Math.max(backoff(policy, retry, moment.random), outcome.afterMs ?? 0, pausedMs);
  const dueAt = moment.now + wait;
  if (isExpired(policy, course.createdAt, dueAt)) return { state: 'failed', reason: EXPIRED };
  return { state: 'pending', dueAt, inMs: wait };
}
