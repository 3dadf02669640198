import { isoTime } from '../model/iso-time.js';
import { addBuckets, percentile } from '../model/durations.js';
import type { BacklogRow, StatisticsRow } from '../store/statistics.js';

export interface StatsRange {
  /** Unix ms, the beginning of a step. */
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
}

interface Sum {
  delivered: number;
  failed: number;
  retried: number;
  cancelled: number;
  readonly durations: number[];
}

/** What waited, a point for every step of the range. */
export function backlogSeries(rows: readonly BacklogRow[], range: StatsRange): object[] {
  const byStep = new Map(rows.map((row) => [row.at, row]));
  return stepsOf(range).map((at) => {
    const row = byStep.get(at);
    return { at: isoTime(at), waiting: row?.waiting ?? null, past_due: row?.pastDue ?? null };
  });
}

/** Rows as the API shows them: a point for every step of the range, those without any activity included. */
export function statsView(
  rows: readonly StatisticsRow[],
  range: StatsRange,
  nameOf: (endpointId: string) => string | null,
): object {
  const steps = stepsOf(range);
  const byEndpoint = Map.groupBy(rows, ({ endpointId }) => endpointId);
  const endpoints = [...byEndpoint].map(([id, own]) => ({
    endpoint_id: id,
    webhook_id: nameOf(id),
    ...figures(sumOf(own)),
    series: seriesOf(own, steps, ({ delivered, failed }) => ({ delivered, failed })),
  }));
  return {
    step_ms: range.stepMs,
    series: seriesOf(rows, steps, figures),
    totals: figures(sumOf(rows)),
    endpoints: endpoints.sort((one, other) => String(one.webhook_id).localeCompare(String(other.webhook_id))),
  };
}

function stepsOf({ from, to, stepMs }: StatsRange): number[] {
  return Array.from({ length: Math.ceil((to - from) / stepMs) }, (_, nth) => from + nth * stepMs);
}

function seriesOf(
  rows: readonly StatisticsRow[],
  steps: readonly number[],
  point: (sum: Sum) => object,
): object[] {
  const byStep = Map.groupBy(rows, ({ at }) => at);
  return steps.map((at) => ({ at: isoTime(at), ...point(sumOf(byStep.get(at) ?? [])) }));
}

function sumOf(rows: readonly StatisticsRow[]): Sum {
  const sum: Sum = { delivered: 0, failed: 0, retried: 0, cancelled: 0, durations: [] };
  for (const { delivered, failed, retried, cancelled, durations } of rows) {
    sum.delivered += delivered;
    sum.failed += failed;
    sum.retried += retried;
    sum.cancelled += cancelled;
    addBuckets(sum.durations, durations);
  }
  return sum;
}

function figures({ delivered, failed, retried, cancelled, durations }: Sum) {
  const [p50, p95] = [percentile(durations, 0.5), percentile(durations, 0.95)];
  return { delivered, failed, retried, cancelled, p50_ms: p50, p95_ms: p95 };
}
