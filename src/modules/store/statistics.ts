import { addBuckets, bucketOf, LAST_BUCKET } from '../model/durations.js';
import type { Settlement } from '../model/delivery.js';

/** The steps that are counted by, ms: a minute and an hour. */
export const STEPS_MS = [60_000, 3_600_000] as const;

/** What was settled. */
export interface SettledSums {
  delivered: number;
  failed: number;
  /** Attempts after which another one follows. */
  retried: number;
  cancelled: number;
  /** Of the failed ones: those that were delivered later, by a redelivery. Counted where the failure was. */
  repaired: number;
  /** The attempts' durations, counted in buckets: see `bucketOf`. */
  readonly durations: number[];
}

/** What was settled in one step of time for one endpoint; several rows of both add up. */
export interface StatisticsRow extends Readonly<Omit<SettledSums, 'durations'>> {
  /** Beginning of the step, Unix ms. */
  readonly at: number;
  readonly endpointId: string;
  readonly durations: readonly number[];
}

/** What was settled in one step. */
export interface SettledPoint {
  delivered: number;
  failed: number;
  attempts: number;
}

/** What was settled in a range of time; steps and endpoints without any are left out. */
export interface Statistics {
  /** By the beginning of the step, Unix ms. */
  readonly steps: ReadonlyMap<number, SettledSums>;
  /** By id. */
  readonly endpoints: ReadonlyMap<
    string,
    { readonly sums: SettledSums; readonly points: ReadonlyMap<number, SettledPoint> }
  >;
}

export const nothingSettled = (): SettledSums => ({
  delivered: 0,
  failed: 0,
  retried: 0,
  cancelled: 0,
  repaired: 0,
  durations: [],
});

/** Every attempt stands in one bucket of the durations. */
export function attemptsOf({ durations }: { readonly durations: readonly number[] }): number {
  return durations.reduce((sum, count) => sum + count, 0);
}

export function addSums(to: SettledSums, sums: Omit<StatisticsRow, 'at' | 'endpointId'>): void {
  to.delivered += sums.delivered;
  to.failed += sums.failed;
  to.retried += sums.retried;
  to.cancelled += sums.cancelled;
  to.repaired += sums.repaired;
  addBuckets(to.durations, sums.durations);
}

/** Summed beside the database, where the rows are many and what comes of them is little: a day of minutes has 1,440 an endpoint. */
export function sumRows(rows: readonly StatisticsRow[]): Statistics {
  const steps = new Map<number, SettledSums>();
  const endpoints = new Map<string, { sums: SettledSums; points: Map<number, SettledPoint> }>();
  for (const row of rows) {
    addSums(getOrCreate(steps, row.at, nothingSettled), row);
    const own = getOrCreate(endpoints, row.endpointId, () => ({ sums: nothingSettled(), points: new Map() }));
    addSums(own.sums, row);
    const point = getOrCreate(own.points, row.at, () => ({ delivered: 0, failed: 0, attempts: 0 }));
    point.delivered += row.delivered;
    point.failed += row.failed;
    point.attempts += attemptsOf(row);
  }
  return { steps, endpoints };
}

function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
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

/** What the end of a redelivered delivery changes in the step in which it had failed before. */
export interface Correction {
  readonly endpointId: string;
  /** Unix ms of that failure. */
  readonly at: number;
  /** 1: it is delivered now. */
  readonly repaired: 0 | 1;
  /** -1: it has failed again, and counts as failed once, by its last failure. */
  readonly failed: 0 | -1;
}

/** Counts of one write, by endpoint. */
export class SettledCounts {
  readonly byEndpoint = new Map<string, SettledSums>();
  readonly corrections: Correction[] = [];

  /** @param failedAt when the delivery had failed before it was redelivered, Unix ms; null where it had not */
  add(
    endpointId: string,
    { attempt, next }: Pick<Settlement, 'attempt' | 'next'>,
    failedAt: number | null = null,
  ): void {
    // Handed back, nothing has happened.
    if (attempt === null && next.state === 'pending') return;
    const counts = this.#of(endpointId);
    counts[next.state === 'pending' ? 'retried' : next.state] += 1;
    if (attempt !== null) counts.durations[bucketOf(attempt.durationMs)]! += 1;
    if (failedAt === null) return;
    if (next.state === 'delivered')
      this.corrections.push({ endpointId, at: failedAt, repaired: 1, failed: 0 });
    if (next.state === 'failed') this.corrections.push({ endpointId, at: failedAt, repaired: 0, failed: -1 });
  }

  cancelled(endpointId: string): void {
    this.#of(endpointId).cancelled += 1;
  }

  #of(endpointId: string): SettledSums {
    return getOrCreate(this.byEndpoint, endpointId, () => ({
      ...nothingSettled(),
      durations: Array.from({ length: LAST_BUCKET + 1 }, () => 0),
    }));
  }
}
