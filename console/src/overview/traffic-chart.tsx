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
  { name: 'delivered', label: 'Delivered', color: 'var(--good)', stackId: 'deliveries' },
  { name: 'failed', label: 'Failed', color: 'var(--bad)', stackId: 'deliveries' },
  { name: 'retried', label: 'Retries', color: 'var(--warn)', stackId: 'retries' },
];

/**
 * Deliveries that ended, one upon another; retries are attempts, not deliveries, so they have a bar of their own beside them. Loaded
 * after the page: the chart library is half of all code here.
 */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function TrafficChart({ stats, range }: ChartProps): ReactElement {
  return (
    <BarChart
      {...LOOK}
      data={stats.series.map((point) => ({ ...point, time: tick(point.at, range) }))}
      series={SERIES}
      barProps={{ isAnimationActive: false }}
      yAxisProps={{ allowDecimals: false, width: 44 }}
    />
  );
}
