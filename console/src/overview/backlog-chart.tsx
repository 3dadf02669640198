import '@mantine/charts/styles.css';
import { AreaChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { axes, STEP_PROPS, tick } from './chart-look.ts';
import { loneDots } from './lone-dot.tsx';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

const SERIES = [
  { name: 'waiting', label: 'Queued', color: 'var(--accent-text)' },
  { name: 'past_due', label: 'Overdue', color: 'var(--warn)' },
];

export function BacklogChart({ stats, range }: ChartProps): ReactElement {
  return (
    <AreaChart
      {...STEP_PROPS}
      data={stats.backlog.map((point) => ({ ...point, time: tick(point.at, range) }))}
      series={SERIES}
      areaProps={loneDots(stats.backlog)}
      {...axes(stats.backlog.length, range, { allowDecimals: false, width: 44 })}
    />
  );
}
