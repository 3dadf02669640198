import type { Range } from '../api/queries.ts';

/** Properties that all charts share. */
export const CHART_PROPS = {
  h: '100%',
  dataKey: 'time',
  tickLine: 'none',
  gridAxis: 'x',
  strokeDasharray: '0',
  gridColor: 'var(--line)',
  textColor: 'var(--calm)',
  withLegend: false,
  xAxisProps: { interval: 'equidistantPreserveStart', minTickGap: 24 },
  tooltipAnimationDuration: 0,
} as const;

/** Labels a moment on the time axis. */
export function tick(iso: string, range: Range): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return range === '7d' ? `${at.toLocaleDateString(undefined, { weekday: 'short' })} ${time}` : time;
}
