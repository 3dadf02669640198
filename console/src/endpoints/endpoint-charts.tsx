import { Group, Skeleton } from '@mantine/core';
import { Suspense, type ComponentType, type ReactElement, type ReactNode } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { peak } from '../overview/backlog.ts';
import { LatencyChart, TrafficChart } from '../overview/lazy-charts.ts';
import { count, duration, plural } from '../parts/format.ts';
import { rateText } from '../parts/health.ts';
import { Panel } from '../parts/page.tsx';
import { ageText } from './queue.ts';
import { lazyPart } from '../parts/part.ts';
import { Mark } from '../parts/state.tsx';
import { useNear } from '../parts/use-near.ts';

const ErrorRateChart = lazyPart(async () => (await import('./error-rate-chart.tsx')).ErrorRateChart);
const QueueChart = lazyPart(async () => (await import('./queue-charts.tsx')).QueueChart);
const QueueAgeChart = lazyPart(async () => (await import('./queue-charts.tsx')).QueueAgeChart);
const ErrorsChart = lazyPart(async () => (await import('./errors-chart.tsx')).ErrorsChart);

/** Loads the charts that stand first, beside their figures. */
export function preloadCharts(): void {
  for (const chart of [TrafficChart, LatencyChart, ErrorRateChart, ErrorsChart]) void chart.preload();
}

const CHART_HEIGHT = 180;

interface ChartsProps {
  /** Figures of one endpoint. */
  readonly stats: Stats;
  readonly range: Range;
}

/** Charts traffic, latency, error rate, errors and queue of an endpoint over the time range. */
export function EndpointCharts({ stats, range }: ChartsProps): ReactElement {
  const { delivered, failed, retried, p50_ms: median, p95_ms: most, error_rate: rate } = stats.totals;
  const latency = [`p50 ${ms(median)}`, `p95 ${ms(most)}`] as const;
  const traffic = [
    `${count(delivered)} delivered`,
    `${count(failed)} failed`,
    plural(retried, 'retry', 'retries'),
  ] as const;
  const chart = { stats, range };
  return (
    <>
      <div className="split split-even">
        <ChartPanel title="Traffic" words={traffic.join(', ')} chart={TrafficChart} {...chart}>
          <Mark tone="good">{traffic[0]}</Mark>
          <Mark tone="bad">{traffic[1]}</Mark>
          <Mark tone="warn">{traffic[2]}</Mark>
        </ChartPanel>
        <ChartPanel title="Latency" words={latency.join(', ')} chart={LatencyChart} {...chart}>
          <Mark tone="accent">{latency[0]}</Mark>
          <Mark tone="warn">{latency[1]}</Mark>
        </ChartPanel>
      </div>
      <div className="split split-even">
        <ChartPanel
          title="Error rate"
          words={`${rateText(rate)} of attempts`}
          chart={ErrorRateChart}
          {...chart}
        >
          <Mark tone="bad">{`${rateText(rate)} of attempts failed`}</Mark>
        </ChartPanel>
        <ChartPanel
          title="Failed attempts by error"
          words={
            stats.errors.map(({ code, attempts }) => `${code ?? 'Others'} ${attempts}`).join(', ') || 'none'
          }
          chart={ErrorsChart}
          {...chart}
        >
          <span>{plural(stats.totals.failed_attempts, 'failed attempt')}</span>
        </ChartPanel>
      </div>
      <QueueCharts {...chart} />
    </>
  );
}

function QueueCharts({ stats, range }: ChartsProps): ReactElement {
  const queued = peak(stats.queue.map((point) => point.queued));
  const oldest = peak(stats.queue.map((point) => point.oldest_ms));
  const [most, age] = [
    queued === null ? 'not recorded' : `peak: ${count(queued)} queued`,
    `peak: ${oldest === null ? 'not recorded' : ageText(oldest)}`,
  ];
  return (
    <div className="split split-even">
      <ChartPanel title="Queue" words={most} chart={QueueChart} stats={stats} range={range}>
        <Mark tone="accent">{most}</Mark>
      </ChartPanel>
      <ChartPanel
        title="Age of the oldest queued delivery"
        words={age}
        chart={QueueAgeChart}
        stats={stats}
        range={range}
      >
        <Mark tone="warn">{age}</Mark>
      </ChartPanel>
    </div>
  );
}

interface PanelProps extends ChartsProps {
  readonly title: string;
  /** Text that tells the chart's content to people who do not see it. */
  readonly words: string;
  readonly chart: ComponentType<ChartsProps>;
  /** Its legend. */
  readonly children: ReactNode;
}

function ChartPanel({ title, words, chart: Chart, children, ...props }: PanelProps): ReactElement {
  const { ref, isNear } = useNear<HTMLDivElement>();
  return (
    <Panel title={title} fill>
      <div
        ref={ref}
        role="img"
        aria-label={`${title}: ${words}.`}
        style={{ flex: 1, minHeight: CHART_HEIGHT }}
      >
        {isNear && (
          <Suspense fallback={<Skeleton height={CHART_HEIGHT} />}>
            <Chart {...props} />
          </Suspense>
        )}
      </div>
      <Group gap="lg" mt={8} fz="xs" c="dimmed" className="num">
        {children}
      </Group>
    </Panel>
  );
}

function ms(value: number | null): string {
  return value === null ? '–' : duration(value);
}
