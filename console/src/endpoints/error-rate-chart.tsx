import '@mantine/charts/styles.css';
import { AreaChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { axes, STEP_PROPS, tick } from '../overview/chart-look.ts';
import { loneDots } from '../overview/lone-dot.tsx';
import { rateText } from '../parts/health.ts';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

const SERIES = [{ name: 'error_rate', label: 'Error rate', color: 'var(--bad)' }];

/** Charts the share of failed attempts; a step without attempts has none. */
export function ErrorRateChart({ stats, range }: ChartProps): ReactElement {
  return (
    <AreaChart
      {...STEP_PROPS}
      data={stats.series.map(({ at, error_rate: rate }) => ({ error_rate: rate, time: tick(at, range) }))}
      series={SERIES}
      areaProps={loneDots(stats.series)}
      valueFormatter={rateText}
      {...axes(stats.series.length, range, { width: 48, domain: [0, 1], ticks: [0, 0.5, 1] })}
    />
  );
}
