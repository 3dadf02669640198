import { isoTime } from '../model/iso-time.js';
import { errorRate, percentile } from '../model/durations.js';
import {
  addSums,
  attemptsOf,
  nothingSettled,
  type BacklogRow,
  type SettledPoint,
  type SettledSums,
  type Statistics,
} from '../store/statistics.js';

export interface StatsRange {
  /** Unix ms, the beginning of a step. */
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
}

const NOTHING: Readonly<SettledPoint> = { delivered: 0, failed: 0, attempts: 0 };

/** What waited, a point for every step of the range. */
export function backlogSeries(rows: readonly BacklogRow[], range: StatsRange): object[] {
  const byStep = new Map(rows.map((row) => [row.at, row]));
  return stepsOf(range).map(({ at, label }) => {
    const row = byStep.get(at);
    return { at: label, waiting: row?.waiting ?? null, past_due: row?.pastDue ?? null };
  });
}

/** Figures as the API shows them: a point for every step of the range, those without any activity included. */
export function statsView(
  statistics: Statistics,
  range: StatsRange,
  nameOf: (endpointId: string) => string | null,
): object {
  const steps = stepsOf(range);
  const all = nothingSettled();
  for (const { sums } of statistics.endpoints.values()) addSums(all, sums);
  const endpoints = [...statistics.endpoints].map(([id, { sums, points }]) => ({
    endpoint_id: id,
    webhook_id: nameOf(id),
    ...figures(sums),
    series: steps.map(({ at, label }) => ({ at: label, ...pointFigures(points.get(at) ?? NOTHING) })),
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

/** The steps of a range, each with the time as the API shows it. */
function stepsOf({ from, to, stepMs }: StatsRange): { readonly at: number; readonly label: string }[] {
  return Array.from({ length: Math.ceil((to - from) / stepMs) }, (_, nth) => {
    const at = from + nth * stepMs;
    return { at, label: isoTime(at) };
  });
}

function figures(sums: SettledSums) {
  const { retried, cancelled, durations } = sums;
  const [p50, p95] = [percentile(durations, 0.5), percentile(durations, 0.95)];
  const { delivered, failed, ...attempts } = pointFigures({ ...sums, attempts: attemptsOf(sums) });
  // A redelivery is counted where its failure was, which may have been deleted since.
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

/** Each delivery that arrived took one attempt that did not fail. */
function pointFigures({ delivered, failed, attempts }: SettledPoint) {
  const failedAttempts = Math.max(0, attempts - delivered);
  return { delivered, failed: Math.max(0, failed), attempts, failed_attempts: failedAttempts };
}
