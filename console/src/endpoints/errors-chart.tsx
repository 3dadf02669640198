import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { axes, CHART_PROPS, tick } from '../overview/chart-look.ts';
import { errorColor, errorName } from './error-colors.ts';

interface ChartProps {
  readonly stats: Stats;
  readonly range: Range;
}

/** Charts failed attempts, stacked by error code. */
export function ErrorsChart({ stats, range }: ChartProps): ReactElement {
  const { errors } = stats;
  const data = stats.series.map(({ at }, nth) => ({
    time: tick(at, range),
    ...Object.fromEntries(errors.map(({ series }, place) => [`error${place}`, series[nth] ?? 0])),
  }));
  const series = errors.map(({ code }, place) => ({
    name: `error${place}`,
    label: errorName(code),
    color: errorColor(place),
    stackId: 'errors',
  }));
  return (
    <BarChart
      {...CHART_PROPS}
      data={data}
      series={series}
      barProps={{ isAnimationActive: false }}
      {...axes(data.length, range, { allowDecimals: false, width: 48 })}
    />
  );
}
