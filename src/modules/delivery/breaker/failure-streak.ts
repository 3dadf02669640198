import type { Attempt } from '../../model/delivery.js';
import type { Fault, Outcome } from '../../model/outcome.js';
import type { EndpointHealth } from '../../store/health-store.js';

/** From here on a status says that the target itself does not work, also where it asks for fewer requests. */
const SERVER_ERROR = 500;

/** An endpoint is not given up for less, however long ago the first was. */
const LEAST_FAILURES = 3;

/** The failures since the last success. */
export interface FailureStreak {
  /** Unix time of the first, ms. */
  readonly since: number;
  readonly failures: number;
  /** The last one. */
  readonly error: Fault;
  /** True while only system events have failed. */
  readonly quiet: boolean;
}

/**
 * What an attempt says against its target: `broken` when it does not work (that is for the breaker), `refused` when it works
 * and does not take this message, or none for now; null when it says nothing.
 */
export function classifyFailure(outcome: Outcome, attempt: Attempt): 'broken' | 'refused' | null {
  if (outcome.kind === 'retry') {
    const limitsRate = outcome.slowDown === true && (attempt.status ?? 0) < SERVER_ERROR;
    return limitsRate ? 'refused' : 'broken';
  }
  const ours = attempt.errorCode === 'internal_error';
  return outcome.kind === 'delivered' || ours ? null : 'refused';
}

/** One failure more, at `at` (Unix ms). */
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

/** What this node has seen together with what is stored, which others may have written. Null after a success anywhere. */
export function mergeStreaks(streak: FailureStreak | null, stored: EndpointHealth): FailureStreak | null {
  const { failingSince, failures, error, quiet } = stored;
  if (failingSince === null || error === null) return null;
  return {
    since: Math.min(failingSince, streak?.since ?? failingSince),
    failures: Math.max(failures, streak?.failures ?? 0),
    error: streak?.error ?? error,
    quiet: quiet && (streak?.quiet ?? true),
  };
}

/** True when nothing but failure has come of an endpoint for `afterMs` ms (null: never enough). `now`: Unix ms. */
export function hasFailedTooLong(streak: FailureStreak | null, now: number, afterMs: number | null): boolean {
  if (!streak || afterMs === null) return false;
  return streak.failures >= LEAST_FAILURES && now - streak.since >= afterMs;
}
