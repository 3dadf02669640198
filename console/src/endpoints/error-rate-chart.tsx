import '@mantine/charts/styles.css';
import { AreaChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { CHART_PROPS, tick } from '../overview/chart-look.ts';
import { rateText } from '../parts/health.ts';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

const SERIES = [{ name: 'error_rate', label: 'Error rate', color: 'var(--bad)' }];

/** Charts the share of failed attempts; a step without attempts has none. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function ErrorRateChart({ stats, range }: ChartProps): ReactElement {
  return (
    <AreaChart
      {...CHART_PROPS}
      data={stats.series.map(({ at, error_rate: rate }) => ({ error_rate: rate, time: tick(at, range) }))}
      series={SERIES}
      curveType="step"
      connectNulls={false}
      withDots={false}
      areaProps={{ isAnimationActive: false }}
      valueFormatter={rateText}
      yAxisProps={{ width: 48, domain: [0, 1], ticks: [0, 0.5, 1] }}
    />
  );
}
