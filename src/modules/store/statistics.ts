import { addBuckets, bucketOf, LAST_BUCKET } from '../model/durations.js';
import type { Settlement } from '../model/delivery.js';
import { getOrMake } from '../model/get-or-make.js';

/** The time steps of the counters, ms: a minute and an hour. */
export const STEPS_MS = [60_000, 3_600_000] as const;

/** Sums of settled deliveries and their attempts. */
export interface SettledSums {
  delivered: number;
  failed: number;
  /** Attempts that another one follows. */
  retried: number;
  cancelled: number;
  /** Failed deliveries that a redelivery delivered later; counted in the step of the failure. */
  repaired: number;
  /** Counts of the attempts' durations by bucket: see `bucketOf`. */
  readonly durations: number[];
}

/** Sums of one time step and endpoint; several rows of both add up. */
export interface StatisticsRow extends Readonly<Omit<SettledSums, 'durations'>> {
  /** Beginning of the step, Unix ms. */
  readonly at: number;
  readonly endpointId: string;
  readonly durations: readonly number[];
}

/** Counts of one time step. */
export interface SettledPoint {
  delivered: number;
  failed: number;
  attempts: number;
}

/** Sums of a time range; steps and endpoints without settled deliveries are left out. */
export interface Statistics {
  /** Sums by the beginning of the step, Unix ms. */
  readonly steps: ReadonlyMap<number, SettledSums>;
  /** Sums by the id of the endpoint. */
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

/** Counts attempts: each is in one bucket of the durations. */
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

/** Sums rows by step and by endpoint. A day of minutes has 1,440 rows an endpoint. */
export function sumRows(rows: readonly StatisticsRow[]): Statistics {
  const steps = new Map<number, SettledSums>();
  const endpoints = new Map<string, { sums: SettledSums; points: Map<number, SettledPoint> }>();
  for (const row of rows) {
    addSums(getOrMake(steps, row.at, nothingSettled), row);
    const own = getOrMake(endpoints, row.endpointId, () => ({ sums: nothingSettled(), points: new Map() }));
    addSums(own.sums, row);
    const point = getOrMake(own.points, row.at, () => ({ delivered: 0, failed: 0, attempts: 0 }));
    point.delivered += row.delivered;
    point.failed += row.failed;
    point.attempts += attemptsOf(row);
  }
  return { steps, endpoints };
}

/** Failed attempts of one error code in one time step. */
export interface ErrorRow {
  /** Beginning of the step, Unix ms. */
  readonly at: number;
  readonly code: string;
  readonly attempts: number;
}

/** Longest error code that is counted under its own name, characters; longer ones are cut. */
export const ERROR_CODE_MAX = 64;

/** Deliveries that are neither settled nor cancelled. */
export interface Backlog {
  /** Count of all. */
  readonly waiting: number;
  /** Count of the due ones. */
  readonly pastDue: number;
}

/** The largest backlog of one time step. */
export interface BacklogRow extends Backlog {
  /** Beginning of the step, Unix ms. */
  readonly at: number;
  /** Endpoints with a queue, the most of them at once; null where queues of endpoints were not recorded. */
  readonly queues: number | null;
}

/** Pending deliveries of one endpoint, of which there are some. */
export interface QueueSample {
  readonly endpointId: string;
  /** Stops at `OUTSTANDING_CAP`. */
  readonly queued: number;
  /** Age of the oldest of them, ms. */
  readonly oldestMs: number;
}

/** The longest queue of an endpoint in one time step, and the highest age in it. */
export interface QueueRow extends Omit<QueueSample, 'endpointId'> {
  /** Beginning of the step, Unix ms. */
  readonly at: number;
}

export interface StatisticsQuery {
  readonly stepMs: (typeof STEPS_MS)[number];
  /** Unix ms; steps that begin at this time or later. */
  readonly from: number;
  /** Unix ms; steps that begin before this time. */
  readonly to: number;
  /** Null: all endpoints. */
  readonly endpointId: string | null;
}

/** A correction of the step in which a redelivered delivery had failed before. */
export interface Correction {
  readonly endpointId: string;
  /** Time of that failure, Unix ms. */
  readonly at: number;
  /** 1 where the delivery is delivered now. */
  readonly repaired: 0 | 1;
  /** -1 where the delivery has failed again: only its last failure counts. */
  readonly failed: 0 | -1;
}

/** Counts what one write settles, by endpoint. */
export class SettledCounts {
  readonly byEndpoint = new Map<string, SettledSums>();
  /** Failed attempts by endpoint and error code. */
  readonly errors = new Map<string, Map<string, number>>();
  readonly corrections: Correction[] = [];

  /** @param failedAt when the delivery had failed before it was redelivered, Unix ms; null where it had not */
  add(
    endpointId: string,
    { attempt, next }: Pick<Settlement, 'attempt' | 'next'>,
    failedAt: number | null = null,
  ): void {
    // A delivery that was handed back was not attempted.
    if (attempt === null && next.state === 'pending') return;
    const counts = this.#of(endpointId);
    // A delivered attempt that leaves its delivery pending is the edit of a message, which an announcement follows.
    const goesOn = next.state === 'pending' && attempt?.outcome === 'delivered';
    if (!goesOn) counts[next.state === 'pending' ? 'retried' : next.state] += 1;
    if (attempt !== null) counts.durations[bucketOf(attempt.durationMs)]! += 1;
    if (attempt?.errorCode) this.#countError(endpointId, attempt.errorCode.slice(0, ERROR_CODE_MAX));
    // A delivery that was not sent has repaired nothing.
    if (failedAt === null || (next.state === 'delivered' && next.reason !== undefined)) return;
    if (next.state === 'delivered')
      this.corrections.push({ endpointId, at: failedAt, repaired: 1, failed: 0 });
    if (next.state === 'failed') this.corrections.push({ endpointId, at: failedAt, repaired: 0, failed: -1 });
  }

  cancelled(endpointId: string): void {
    this.#of(endpointId).cancelled += 1;
  }

  #countError(endpointId: string, code: string): void {
    const codes = getOrMake(this.errors, endpointId, () => new Map<string, number>());
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }

  #of(endpointId: string): SettledSums {
    return getOrMake(this.byEndpoint, endpointId, () => ({
      ...nothingSettled(),
      durations: Array.from({ length: LAST_BUCKET + 1 }, () => 0),
    }));
  }
}
