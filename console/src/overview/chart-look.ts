import type { AreaChartProps } from '@mantine/charts';
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
  tooltipAnimationDuration: 0,
} as const;

/** Properties of charts of what changes in steps; a gap is a time of which nothing is known. */
export const STEP_PROPS = {
  ...CHART_PROPS,
  curveType: 'step',
  connectNulls: false,
  withDots: false,
} as const;

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: 'short' });

/** Labels on the time axis, few enough for a phone; a time with AM or PM is longer. */
const LABELS: Readonly<Record<Range, number>> = TIME.resolvedOptions().hour12
  ? { '1h': 4, '24h': 4, '7d': 3 }
  : { '1h': 6, '24h': 6, '7d': 4 };

/** Makes the axes of a chart with that number of steps. Their labels are not measured: that would take as long as drawing the chart. */
export function axes(steps: number, range: Range, y: AreaChartProps['yAxisProps']) {
  return {
    xAxisProps: { interval: Math.max(0, Math.ceil(steps / LABELS[range]) - 1) },
    yAxisProps: { interval: 0, ...y },
  };
}

/** Labels a moment on the time axis. */
export function tick(iso: string, range: Range): string {
  const at = Date.parse(iso);
  return range === '7d' ? `${WEEKDAY.format(at)} ${TIME.format(at)}` : TIME.format(at);
}
