import '@mantine/charts/styles.css';
import { AreaChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { CHART_PROPS, tick } from './chart-look.ts';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

const SERIES = [
  { name: 'waiting', label: 'Queued', color: 'var(--accent-text)' },
  { name: 'past_due', label: 'Overdue', color: 'var(--warn)' },
];

// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function BacklogChart({ stats, range }: ChartProps): ReactElement {
  return (
    <AreaChart
      {...CHART_PROPS}
      data={stats.backlog.map((point) => ({ ...point, time: tick(point.at, range) }))}
      series={SERIES}
      curveType="step"
      connectNulls={false}
      withDots={false}
      areaProps={{ isAnimationActive: false }}
      yAxisProps={{ allowDecimals: false, width: 44 }}
    />
  );
}
