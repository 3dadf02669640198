import type { NextState } from '../model/delivery.js';
import type { RetryPolicy } from '../model/endpoint.js';
import type { Outcome } from '../model/outcome.js';
import { backoff } from './backoff.js';

export interface Moment {
  /** Unix time, ms. */
  readonly now: number;
  /** A number in [0, 1), for the jitter. */
  readonly random: number;
}

/**
 * What becomes of a delivery after its `attempts`-th attempt came to `outcome`. A retry waits for the schedule or for
 * the target's hint, whichever is longer.
 */
export function nextState(
  outcome: Outcome,
  attempts: number,
  policy: RetryPolicy,
  moment: Moment,
): NextState {
  if (outcome.kind === 'delivered') return { state: 'delivered' };
  if (outcome.kind !== 'retry' || attempts > policy.maxRetries)
    return { state: 'failed', reason: outcome.code };
  const wait = Math.max(backoff(policy, attempts, moment.random), outcome.afterMs ?? 0);
  return { state: 'pending', dueAt: moment.now + wait };
}
