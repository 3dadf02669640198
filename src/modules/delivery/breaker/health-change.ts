import type { BreakerStage } from '../../model/lane-states.js';
import type { EndpointHealth, HealthChange } from '../../store/health-store.js';
import type { FailureStreak } from './failure-streak.js';

/** Shorter streaks are not written down, unless they open the breaker: ms. */
const WORTH_KEEPING_MS = 10_000;

/** How an endpoint stands as this node sees it. */
export interface BreakerSnapshot {
  readonly stage: BreakerStage;
  readonly openings: number;
  readonly probeInMs: number | null;
  readonly streak: FailureStreak | null;
}

/** What the store knows of it; null: nothing. */
type Known = EndpointHealth | null;

/** What is to be written so that the others know it, null when they do. `now`: Unix ms. */
export function changeFor(local: BreakerSnapshot, known: Known, now: number): HealthChange | null {
  return isNews(local, known, now) ? changeTo(local.stage, local, known, now) : null;
}

/** The wish to probe, which the store grants to one node: for `forMs` ms nobody else does. */
export function probeFor(local: BreakerSnapshot, known: Known, forMs: number, now: number): HealthChange {
  return changeTo('probing', { ...local, probeInMs: forMs }, known, now);
}

/** An open breaker whose next probe is due as `local` says. */
export function openFor(local: BreakerSnapshot, known: Known, now: number): HealthChange {
  return changeTo('open', local, known, now);
}

function isNews({ stage, openings, streak }: BreakerSnapshot, known: Known, now: number): boolean {
  const stored = known?.stage ?? 'closed';
  // Another node's opening is not ours to write; a longer one is.
  if (stage === 'open') return stored === 'closed' || openings > (known?.openings ?? 0);
  if (stage === 'ramping') return stored === 'open' || stored === 'probing';
  if (stage === 'probing') return false;
  if (stored !== 'closed') return true;
  const since = known?.failingSince ?? null;
  return streak === null ? since !== null : since === null && now - streak.since >= WORTH_KEEPING_MS;
}

function changeTo(stage: BreakerStage, local: BreakerSnapshot, known: Known, now: number): HealthChange {
  const { openings, probeInMs, streak } = local;
  const kept = known?.failingSince !== undefined && known.failingSince !== null;
  return {
    stage,
    openings: stage === 'closed' ? 0 : openings,
    probeInMs: stage === 'open' || stage === 'probing' ? Math.ceil(probeInMs ?? 0) : null,
    // The stored beginning stays; counting it anew by this node's clock would only blur it.
    failingForMs: streak === null ? null : kept ? 0 : Math.max(0, now - streak.since),
    failures: streak?.failures ?? 0,
    error: streak?.error ?? null,
    quiet: streak?.quiet ?? known?.quiet ?? false,
  };
}
