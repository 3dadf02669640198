import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { LOOK, tick } from './chart-look.ts';

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
  return (
    <BarChart
      {...LOOK}
      data={stats.series.map((point) => ({ ...point, time: tick(point.at, range) }))}
      type="stacked"
      series={SERIES}
      barProps={{ isAnimationActive: false }}
      yAxisProps={{ allowDecimals: false, width: 44 }}
    />
  );
}
