import '@mantine/charts/styles.css';
import { AreaChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { axes, STEP_PROPS, tick } from '../overview/chart-look.ts';
import { loneDots } from '../overview/lone-dot.tsx';
import { ageText } from './queue.ts';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

const QUEUED = [{ name: 'queued', label: 'Queued', color: 'var(--accent-text)' }];
const OLDEST = [{ name: 'oldest_ms', label: 'Oldest', color: 'var(--warn)' }];

const pointsOf = ({ stats: { queue }, range }: ChartProps) =>
  queue.map((point) => ({ ...point, time: tick(point.at, range) }));

/** Charts the longest queue of each step; a gap is a time in which it was not recorded. */
export function QueueChart(props: ChartProps): ReactElement {
  return (
    <AreaChart
      {...STEP_PROPS}
      data={pointsOf(props)}
      series={QUEUED}
      areaProps={loneDots(props.stats.queue)}
      {...axes(props.stats.queue.length, props.range, { allowDecimals: false, width: 48 })}
    />
  );
}

/** Charts the age of the oldest queued delivery, the highest of each step. */
export function QueueAgeChart(props: ChartProps): ReactElement {
  return (
    <AreaChart
      {...STEP_PROPS}
      data={pointsOf(props)}
      series={OLDEST}
      areaProps={loneDots(props.stats.queue)}
      valueFormatter={ageText}
      {...axes(props.stats.queue.length, props.range, { width: 60 })}
    />
  );
}
