import { isoTime } from '../model/iso-time.js';
import { errorRate, percentile } from '../model/durations.js';
import {
  addSums,
  attemptsOf,
  nothingSettled,
  type BacklogRow,
  type QueueRow,
  type SettledPoint,
  type SettledSums,
  type Statistics,
  type StatisticsQuery,
} from '../store/statistics.js';
import type {
  StatsBacklogPointView,
  StatsEndpointPointView,
  StatsFiguresView,
  StatsQueuePointView,
  StatsView,
} from './stats.response.js';

/** A range of time in equal steps. */
export interface StatsRange {
  /** Unix ms, the beginning of a step. */
  readonly from: number;
  /** Unix ms, exclusive. */
  readonly to: number;
  readonly stepMs: StatisticsQuery['stepMs'];
}

const NO_POINT: Readonly<SettledPoint> = { delivered: 0, failed: 0, attempts: 0 };

/** Presents the backlog: a point for every step of the range. */
export function backlogSeries(rows: readonly BacklogRow[], range: StatsRange): StatsBacklogPointView[] {
  const byStep = new Map(rows.map((row) => [row.at, row]));
  return stepsOf(range).map(({ at, label }) => {
    const row = byStep.get(at);
    return { at: label, waiting: row?.waiting ?? null, past_due: row?.pastDue ?? null };
  });
}

/**
 * Presents the queue of an endpoint: a point for every step of the range. An endpoint without a row had no queue in the step, if the queues
 * were recorded in it.
 */
export function queueSeries(
  rows: readonly QueueRow[],
  backlog: readonly BacklogRow[],
  range: StatsRange,
): StatsQueuePointView[] {
  const byStep = new Map(rows.map((row) => [row.at, row]));
  const recorded = new Set(backlog.flatMap(({ at, queues }) => (queues === null ? [] : [at])));
  return stepsOf(range).map(({ at, label }) => {
    const row = byStep.get(at) ?? (recorded.has(at) ? { queued: 0, oldestMs: 0 } : null);
    return { at: label, queued: row?.queued ?? null, oldest_ms: row?.oldestMs ?? null };
  });
}

/** Presents figures: a point for every step of the range, steps without activity included. */
export function statsView(
  statistics: Statistics,
  range: StatsRange,
  nameOf: (endpointId: string) => string | null,
): Omit<StatsView, 'backlog' | 'queue' | 'unrouted' | 'errors'> {
  const steps = stepsOf(range);
  const all = nothingSettled();
  for (const { sums } of statistics.endpoints.values()) addSums(all, sums);
  const endpoints = [...statistics.endpoints].map(([id, { sums, points }]) => ({
    endpoint_id: id,
    webhook_id: nameOf(id),
    ...figures(sums),
    series: steps.map(({ at, label }) => ({ at: label, ...pointFigures(points.get(at) ?? NO_POINT) })),
  }));
  return {
    step_ms: range.stepMs,
    series: steps.map(({ at, label }) => ({
      at: label,
      ...figures(statistics.steps.get(at) ?? nothingSettled()),
    })),
    totals: figures(all),
    endpoints: endpoints.sort((one, other) => String(one.webhook_id).localeCompare(String(other.webhook_id))),
  };
}

/** The steps of a range, `label` in ISO 8601. */
function stepsOf({ from, to, stepMs }: StatsRange): { readonly at: number; readonly label: string }[] {
  return Array.from({ length: Math.ceil((to - from) / stepMs) }, (_, nth) => {
    const at = from + nth * stepMs;
    return { at, label: isoTime(at) };
  });
}

function figures(sums: SettledSums): StatsFiguresView {
  const { retried, cancelled, durations } = sums;
  const [p50, p95] = [percentile(durations, 0.5), percentile(durations, 0.95)];
  const { delivered, failed, ...attempts } = pointFigures({ ...sums, attempts: attemptsOf(sums) });
  // A repair counts in the step of the failure, whose own count may have been deleted since.
  const repaired = Math.min(sums.repaired, failed);
  const error_rate = errorRate(attempts.attempts, attempts.failed_attempts);
  return {
    delivered,
    failed,
    repaired,
    retried,
    cancelled,
    ...attempts,
    error_rate,
    p50_ms: p50,
    p95_ms: p95,
  };
}

/** Derives failed attempts: each delivered delivery took exactly one attempt that did not fail. */
function pointFigures({ delivered, failed, attempts }: SettledPoint): Omit<StatsEndpointPointView, 'at'> {
  const failedAttempts = Math.max(0, attempts - delivered);
  return { delivered, failed: Math.max(0, failed), attempts, failed_attempts: failedAttempts };
}
