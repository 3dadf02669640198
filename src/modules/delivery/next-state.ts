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

/** Where a delivery stands: the attempts made, the last one included, and when it was accepted (Unix ms). */
export interface Course {
  readonly attempts: number;
  readonly createdAt: number;
}

/** True when a delivery is too old to be sent at `at` (Unix ms). */
export function isExpired(policy: RetryPolicy, createdAt: number, at: number): boolean {
  return policy.ttlMs !== null && at - createdAt > policy.ttlMs;
}

/**
 * What becomes of a delivery after its latest attempt came to `outcome`. A retry waits for the schedule or for the
 * target's hint, whichever is longer; one that would come too late is not waited for.
 */
export function nextState(outcome: Outcome, course: Course, policy: RetryPolicy, moment: Moment): NextState {
  if (outcome.kind === 'delivered') return { state: 'delivered' };
  if (outcome.kind !== 'retry' || course.attempts > retriesOf(policy)) {
    return { state: 'failed', reason: outcome.code };
  }
  const wait = Math.max(backoff(policy, course.attempts, moment.random), outcome.afterMs ?? 0);
  const dueAt = moment.now + wait;
  if (isExpired(policy, course.createdAt, dueAt)) return { state: 'failed', reason: EXPIRED };
  return { state: 'pending', dueAt, inMs: wait };
}
