import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { duration } from '../parts/format.ts';
import { axes, CHART_PROPS, tick } from './chart-look.ts';
import { loneDots } from './lone-dot.tsx';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

const SERIES = [
  { name: 'p50_ms', label: 'p50', color: 'var(--accent-text)' },
  { name: 'p95_ms', label: 'p95', color: 'var(--warn)' },
];

export function LatencyChart({ stats, range }: ChartProps): ReactElement {
  return (
    <LineChart
      {...CHART_PROPS}
      data={stats.series.map((point) => ({ ...point, time: tick(point.at, range) }))}
      series={SERIES}
      curveType="linear"
      connectNulls
      withDots={false}
      lineProps={loneDots(stats.series, true)}
      valueFormatter={duration}
      {...axes(stats.series.length, range, { width: 60 })}
    />
  );
}
