import type { NextState } from '../model/delivery.js';
import type { RetryPolicy } from '../model/endpoint.js';
import type { Outcome } from '../model/outcome.js';
import { EXPIRED } from '../store/delivery-queue.js';
import type { Attempted } from './attempt.service.js';
import type { Report } from './report.js';

/** Largest part of the delay that jitter adds; jitter never shortens a delay, so no retry comes before the documented time. */
const JITTER = 0.25;

/**
 * Decides what follows an attempt: delivered, again after a backoff, or failed. Pure.
 *
 * @param pausedMs pause of an endpoint that asked to slow down, ms; 0 for any other answer
 * @param random in [0, 1), for the jitter
 */
export function decide(attempted: Attempted, pausedMs: number, random: number): Report {
  const { delivery, endpoint, outcome, attempt, failedTexts = 0, endedAt, isResized = false } = attempted;
  const { retryBase = 0, createdAt } = delivery;
  const retries = retriesOf(endpoint.retry);
  const told = failedTexts > 0 ? { failedTexts } : {};
  // An endpoint without retries gets one attempt whatever its answer is.
  const spared = isResized || (outcome.kind === 'retry' && outcome.slowDown === true && retries > 0);
  const progress = { attempts: attempt.number - retryBase, createdAt, spared, pausedMs };
  const next = isResized
    ? atOnce(endpoint.retry, createdAt, endedAt)
    : nextState(outcome, progress, endpoint.retry, { now: endedAt, random });
  return { delivery, outcome, attempt, next, spared, maxRetries: retryBase + retries, ...told };
}

/** The state of a delivery that is sent again in another request as soon as it can be. */
function atOnce(policy: RetryPolicy, createdAt: number, now: number): NextState {
  return isExpired(policy, createdAt, now)
    ? { state: 'failed', reason: EXPIRED }
    : { state: 'pending', dueAt: now, inMs: 0 };
}

/** The inputs of a decision that make it depend on time and chance. */
export interface Moment {
  /** Unix time, ms. */
  readonly now: number;
  /** In [0, 1), for the jitter. */
  readonly random: number;
}

/** The progress of a delivery, its last attempt included. */
export interface RetryProgress {
  /** Attempts that count against the retries, the last one included. */
  readonly attempts: number;
  /** Time of acceptance, Unix ms. */
  readonly createdAt: number;
  /** True where the last attempt does not count against the retries: the target asked the endpoint to slow down. */
  readonly spared?: boolean;
  /** Pause of the endpoint for that, ms. */
  readonly pausedMs?: number;
}

/**
 * Returns the state of a delivery after an attempt with this outcome. A retry waits for the backoff or for the target's hint,
 * whichever is longer. A delivery whose retry would come after its TTL fails at once. A delivery whose target asked to slow down waits
 * for the end of the pause and spends no retry. Where the endpoint pauses for longer than the backoff, the next state says how much
 * of the wait is backoff: that much remains if the pause ends early.
 */
export function nextState(
  outcome: Outcome,
  progress: RetryProgress,
  policy: RetryPolicy,
  moment: Moment,
): NextState {
  if (outcome.kind === 'delivered') return { state: 'delivered' };
  const { attempts, spared = false, pausedMs = 0 } = progress;
  if (outcome.kind !== 'retry' || (!spared && attempts > retriesOf(policy))) {
    return { state: 'failed', reason: outcome.code };
  }
  const retry = spared ? Math.min(attempts, retriesOf(policy)) : attempts;
  const backoffMs = backoff(policy, retry, moment.random);
  const wait = Math.max(backoffMs, outcome.afterMs ?? 0, pausedMs);
  const dueAt = moment.now + wait;
  if (isExpired(policy, progress.createdAt, dueAt)) return { state: 'failed', reason: EXPIRED };
  const isHeld = wait > backoffMs && (pausedMs > 0 || (outcome.pauseMs ?? 0) > 0);
  return { state: 'pending', dueAt, inMs: wait, ...(isHeld && { readyInMs: backoffMs }) };
}

/** True when the TTL of a delivery has passed at `at` (Unix ms). */
export function isExpired(policy: RetryPolicy, createdAt: number, at: number): boolean {
  return policy.ttlMs !== null && at - createdAt > policy.ttlMs;
}

/** The number of retries that may follow the first attempt. */
export function retriesOf(policy: RetryPolicy): number {
  return policy.schedule?.length ?? policy.maxRetries;
}

/**
 * Returns the delay before retry `n` (1 for the first), ms: the schedule's or, without a schedule, `delayMs` doubled with each
 * further retry up to `maxDelayMs`; plus jitter.
 *
 * @param random in [0, 1)
 */
export function backoff(policy: RetryPolicy, n: number, random: number): number {
  const delay = policy.schedule?.[n - 1] ?? Math.min(policy.delayMs * 2 ** (n - 1), policy.maxDelayMs);
  return Math.floor(delay + delay * JITTER * random);
}
