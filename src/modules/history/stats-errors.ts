import { explanationView } from '../../adapters/explanation.js';
import { getOrMake } from '../model/get-or-make.js';
import type { ErrorRow } from '../store/statistics.js';
import type { StatsRange } from './stats.presenter.js';
import type { StatsErrorView } from './stats.response.js';

/** Error codes that are shown on their own, at most. */
const CODES_MAX = 8;

/** Presents failed attempts by error code: the most frequent codes, then all others together. */
export function errorsView(rows: readonly ErrorRow[], { from, to, stepMs }: StatsRange): StatsErrorView[] {
  const steps = Math.ceil((to - from) / stepMs);
  const byCode = new Map<string, number[]>();
  for (const { at, code, attempts } of rows) {
    const series = getOrMake(byCode, code, () => Array.from({ length: steps }, () => 0));
    series[Math.floor((at - from) / stepMs)]! += attempts;
  }
  const views = [...byCode]
    .map(([code, series]) => viewOf(code, series))
    .sort((one, other) => other.attempts - one.attempts || one.code!.localeCompare(other.code!));
  const rest = views.slice(CODES_MAX);
  if (rest.length === 0) return views;
  const others = Array.from({ length: steps }, (_, nth) =>
    rest.reduce((sum, { series }) => sum + series[nth]!, 0),
  );
  return [...views.slice(0, CODES_MAX), viewOf(null, others)];
}

function viewOf(code: string | null, series: number[]): StatsErrorView {
  const summary = explanationView({ code, status: statusIn(code) })?.summary ?? null;
  return { code, summary, attempts: series.reduce((sum, n) => sum + n, 0), series };
}

/** Reads the HTTP status that a code such as `HTTP_503` names; null for any other. */
function statusIn(code: string | null): number | null {
  const [, status] = /^HTTP_(\d{3})$/.exec(code ?? '') ?? [];
  return status === undefined ? null : Number(status);
}
