import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { axes, CHART_PROPS, tick } from './chart-look.ts';

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
 * Charts finished deliveries, stacked by outcome, and retries in bars beside them, because retries are attempts. It is
 * loaded after the page: the chart library is half of the console's code.
 */
export function TrafficChart({ stats, range }: ChartProps): ReactElement {
  return (
    <BarChart
      {...CHART_PROPS}
      data={stats.series.map((point) => ({ ...point, time: tick(point.at, range) }))}
      series={SERIES}
      barProps={{ isAnimationActive: false }}
      {...axes(stats.series.length, range, { allowDecimals: false, width: 44 })}
    />
  );
}
