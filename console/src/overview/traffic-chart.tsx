import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

const SERIES = [
  { name: 'delivered', label: 'Delivered', color: 'var(--good)' },
  { name: 'retried', label: 'Retried', color: 'var(--warn)' },
  { name: 'failed', label: 'Failed', color: 'var(--bad)' },
];

/** Loaded after the page: the chart library is half of all code here. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function TrafficChart({ stats, range }: ChartProps): ReactElement {
  const data = filled(stats).map((point) => ({ ...point, time: tick(point.at, range) }));
  return (
    <BarChart
      h="100%"
      data={data}
      dataKey="time"
      type="stacked"
      series={SERIES}
      tickLine="none"
      gridAxis="x"
      strokeDasharray="0"
      gridColor="var(--line)"
      textColor="var(--calm)"
      withLegend={false}
      barProps={{ isAnimationActive: false }}
      xAxisProps={{ interval: 'equidistantPreserveStart', minTickGap: 24 }}
      yAxisProps={{ allowDecimals: false, width: 44 }}
      tooltipAnimationDuration={0}
    />
  );
}

type Bar = Pick<Stats['series'][number], 'at' | 'delivered' | 'failed' | 'retried'>;

/** With a bar for each step, also where nothing happened. */
function filled({ series, step_ms: step }: Stats): readonly Bar[] {
  const [first, last] = [series[0], series.at(-1)];
  if (!first || !last) return [];
  const known = new Map(series.map((point) => [Date.parse(point.at), point]));
  const bars: Bar[] = [];
  for (let at = Date.parse(first.at); at <= Date.parse(last.at) && bars.length < 500; at += step) {
    bars.push(known.get(at) ?? { at: new Date(at).toISOString(), delivered: 0, failed: 0, retried: 0 });
  }
  return bars;
}

function tick(iso: string, range: Range): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return range === '7d' ? `${at.toLocaleDateString(undefined, { weekday: 'short' })} ${time}` : time;
}
