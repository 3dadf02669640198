import type { Attempt } from '../model/delivery.js';
import type { Fault, Outcome } from '../model/outcome.js';
import type { EndpointHealth } from '../store/health-store.js';

/** Asked to slow down, which is no failure: the throttle sees to it. */
const TOO_MANY_REQUESTS = 429;

/** An endpoint is not given up for less, however long ago the first was. */
const LEAST_FAILURES = 3;

/** The failures since the last success. */
export interface Streak {
  /** Unix time of the first, ms. */
  readonly since: number;
  readonly failures: number;
  /** The last one. */
  readonly error: Fault;
  /** True while only system events have failed. */
  readonly quiet: boolean;
}

/**
 * What an attempt says against its target: `broken` when it does not work (that is for the breaker), `refused` when it does
 * not take this message, null when it says nothing.
 */
export function complaintOf(outcome: Outcome, attempt: Attempt): 'broken' | 'refused' | null {
  if (outcome.kind === 'retry') return attempt.status === TOO_MANY_REQUESTS ? null : 'broken';
  const ours = attempt.errorCode === 'internal_error';
  return outcome.kind === 'delivered' || ours ? null : 'refused';
}

/** One failure more, at `at` (Unix ms). */
export function longer(streak: Streak | null, failure: { at: number; error: Fault; quiet: boolean }): Streak {
  const { at, error, quiet } = failure;
  return {
    since: streak?.since ?? at,
    failures: (streak?.failures ?? 0) + 1,
    error,
    quiet: quiet && (streak?.quiet ?? true),
  };
}

/** What this node has seen together with what is stored, which others may have written. Null after a success anywhere. */
export function joined(streak: Streak | null, stored: EndpointHealth): Streak | null {
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
export function isHopeless(streak: Streak | null, now: number, afterMs: number | null): boolean {
  if (!streak || afterMs === null) return false;
  return streak.failures >= LEAST_FAILURES && now - streak.since >= afterMs;
}
