import { bucketOf, LAST_BUCKET } from '../model/durations.js';
import type { Settlement } from '../model/delivery.js';

/** The steps that are counted by, ms: a minute and an hour. */
export const STEPS_MS = [60_000, 3_600_000] as const;

/** What was settled in one step of time for one endpoint. */
export interface StatisticsRow {
  /** Beginning of the step, Unix ms. */
  readonly at: number;
  readonly endpointId: string;
  readonly delivered: number;
  readonly failed: number;
  /** Attempts after which another one follows. */
  readonly retried: number;
  readonly cancelled: number;
  /** The attempts' durations, counted in buckets: see `bucketOf`. */
  readonly durations: readonly number[];
}

/** What had not arrived. */
export interface Backlog {
  /** Deliveries neither settled nor cancelled. */
  readonly waiting: number;
  /** Those of them that were due and not being sent. */
  readonly pastDue: number;
}

/** The most of both in one step of time. */
export interface BacklogRow extends Backlog {
  /** Beginning of the step, Unix ms. */
  readonly at: number;
}

export interface StatisticsQuery {
  readonly stepMs: (typeof STEPS_MS)[number];
  /** Unix ms; steps that begin then or later. */
  readonly from: number;
  /** Unix ms; before that. */
  readonly to: number;
  /** Null: all endpoints. */
  readonly endpointId: string | null;
}

export interface Counts {
  delivered: number;
  failed: number;
  retried: number;
  cancelled: number;
  readonly durations: number[];
}

/** Counts of one write, by endpoint. */
export class SettledCounts {
  readonly byEndpoint = new Map<string, Counts>();

  add(endpointId: string, { attempt, next }: Pick<Settlement, 'attempt' | 'next'>): void {
    // Handed back, nothing has happened.
    if (attempt === null && next.state === 'pending') return;
    const counts = this.#of(endpointId);
    counts[next.state === 'pending' ? 'retried' : next.state] += 1;
    if (attempt !== null) counts.durations[bucketOf(attempt.durationMs)]! += 1;
  }

  cancelled(endpointId: string): void {
    this.#of(endpointId).cancelled += 1;
  }

  #of(endpointId: string): Counts {
    const known = this.byEndpoint.get(endpointId);
    if (known) return known;
    const durations = Array.from({ length: LAST_BUCKET + 1 }, () => 0);
    const counts = { delivered: 0, failed: 0, retried: 0, cancelled: 0, durations };
    this.byEndpoint.set(endpointId, counts);
    return counts;
  }
}
