import type { Attempt } from '../../model/delivery.js';
import { ERASED } from '../../model/hide-job.js';
import type { Fault, Outcome } from '../../model/outcome.js';
import type { EndpointHealth } from '../../store/health-store.js';

/** Lowest status that means a broken target, even where the answer asks for fewer requests. */
const SERVER_ERROR = 500;

/** Fewest failures for which an endpoint is disabled, however long ago the first was. */
const MIN_FAILURES = 3;

/** The failures of an endpoint since its last success. */
export interface FailureStreak {
  /** Unix time of the first, ms. */
  readonly since: number;
  readonly failures: number;
  /** Error of the last failure. */
  readonly error: Fault;
  /** True while only system events have failed. */
  readonly quiet: boolean;
}

/** True where the target took the message, be it for some of its recipients alone, or where only the message to be changed is gone. */
export function isSuccess(outcome: Outcome, { status }: Pick<Attempt, 'status'>): boolean {
  if (outcome.kind === 'retry') return outcome.unreached !== undefined && status !== null && status < 300;
  // People who delete a message do not make its endpoint fail.
  return outcome.kind === 'delivered' || outcome.kind === 'message-gone';
}

/**
 * Classifies an attempt as a failure of its target: `broken` when the target does not work, which the breaker counts; `refused` when it
 * works but refuses this message, or takes none for now; null when the attempt delivered or failed by a bug of the gateway.
 */
export function classifyFailure(outcome: Outcome, attempt: Attempt): 'broken' | 'refused' | null {
  if (isSuccess(outcome, attempt)) return null;
  if (outcome.kind === 'retry') {
    // A mail server that answers for each recipient works.
    if (outcome.unreached) return 'refused';
    const limitsRate = outcome.slowDown === true && (attempt.status ?? 0) < SERVER_ERROR;
    return limitsRate ? 'refused' : 'broken';
  }
  return attempt.errorCode === 'internal_error' ? null : 'refused';
}

/** Returns the streak with one failure more, at `at` (Unix ms). */
export function extendStreak(
  streak: FailureStreak | null,
  failure: { at: number; error: Fault; quiet: boolean },
): FailureStreak {
  const { at, error, quiet } = failure;
  return {
    since: streak?.since ?? at,
    failures: (streak?.failures ?? 0) + 1,
    error,
    quiet: quiet && (streak?.quiet ?? true),
  };
}

/**
 * Merges this node's streak with the stored one, which any node may have written. An error that an erasure took out of the store goes here,
 * too. Null after a success on any node.
 */
export function mergeStreaks(streak: FailureStreak | null, stored: EndpointHealth): FailureStreak | null {
  const { failingSince, failures, error, quiet } = stored;
  if (failingSince === null || error === null) return null;
  return {
    since: Math.min(failingSince, streak?.since ?? failingSince),
    failures: Math.max(failures, streak?.failures ?? 0),
    error: streak && error.message !== ERASED ? streak.error : error,
    quiet: quiet && (streak?.quiet ?? true),
  };
}

/** True when an endpoint has failed without a success for `afterMs` ms; never where that is null. `now`: Unix ms. */
export function hasFailedTooLong(streak: FailureStreak | null, now: number, afterMs: number | null): boolean {
  if (!streak || afterMs === null) return false;
  return streak.failures >= MIN_FAILURES && now - streak.since >= afterMs;
}
