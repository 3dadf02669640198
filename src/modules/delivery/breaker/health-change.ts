import type { BreakerStage } from '../../model/lane-states.js';
import type { EndpointHealth, HealthChange } from '../../store/health-store.js';
import type { FailureStreak } from './failure-streak.js';

/** Length from which a streak is stored though the breaker is closed, ms. */
const STORED_STREAK_MIN_MS = 10_000;

/** The breaker and the streak of an endpoint on this node. */
export interface BreakerSnapshot {
  readonly stage: BreakerStage;
  /** Number of openings since the breaker was last closed. */
  readonly openings: number;
  /** Time until the next probe, ms; null unless the breaker is open. */
  readonly probeInMs: number | null;
  readonly streak: FailureStreak | null;
}

/** The stored health of the endpoint; null where none is stored. */
type Known = EndpointHealth | null;

/** Returns the change to store so that other nodes learn of the local state; null where they know it. `now`: Unix ms. */
export function changeFor(local: BreakerSnapshot, known: Known, now: number): HealthChange | null {
  return differs(local, known, now) ? changeTo(local.stage, local, known, now) : null;
}

/** Returns the change by which this node claims the probe for `forMs` ms; the store takes it from one node only. */
export function probeFor(local: BreakerSnapshot, known: Known, forMs: number, now: number): HealthChange {
  return changeTo('half_open', { ...local, probeInMs: forMs }, known, now);
}

/** Returns the change to an open breaker whose next probe is due at `local.probeInMs`. */
export function openFor(local: BreakerSnapshot, known: Known, now: number): HealthChange {
  return changeTo('open', local, known, now);
}

function differs({ stage, openings, streak }: BreakerSnapshot, known: Known, now: number): boolean {
  const stored = known?.stage ?? 'closed';
  // An opening that another node has stored is not stored again, unless this node's pause is longer.
  if (stage === 'open') return stored === 'closed' || openings > (known?.openings ?? 0);
  if (stage === 'recovering') return stored === 'open' || stored === 'half_open';
  if (stage === 'half_open') return false;
  if (stored !== 'closed') return true;
  const since = known?.failingSince ?? null;
  return streak === null ? since !== null : since === null && now - streak.since >= STORED_STREAK_MIN_MS;
}

function changeTo(stage: BreakerStage, local: BreakerSnapshot, known: Known, now: number): HealthChange {
  const { openings, probeInMs, streak } = local;
  const kept = known?.failingSince !== undefined && known.failingSince !== null;
  return {
    stage,
    openings: stage === 'closed' ? 0 : openings,
    probeInMs: stage === 'open' || stage === 'half_open' ? Math.ceil(probeInMs ?? 0) : null,
    // The stored start of the streak stays: this node's clock would only make it less exact.
    failingForMs: streak === null ? null : kept ? 0 : Math.max(0, now - streak.since),
    failures: streak?.failures ?? 0,
    error: streak?.error ?? null,
    quiet: streak?.quiet ?? known?.quiet ?? false,
  };
}
