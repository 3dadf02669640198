import { Group, SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { count, duration } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';

const TrafficChart = lazy(() => import('./traffic-chart.tsx'));
const LatencyChart = lazy(() => import('./latency-chart.tsx'));

const CHART_HEIGHT = 232;
const VIEWS = [
  { value: 'traffic', label: 'Deliveries' },
  { value: 'latency', label: 'Response time' },
];

interface TrafficProps {
  readonly stats: Stats;
  readonly range: Range;
}

/** How many deliveries, or how long their attempts took, over the span of time. */
export function TrafficPanel({ stats, range }: TrafficProps): ReactElement {
  const [view, setView] = useState('traffic');
  const latency = view === 'latency';
  const Chart = latency ? LatencyChart : TrafficChart;
  const picker = (
    <SegmentedControl size="xs" data={VIEWS} value={view} onChange={setView} aria-label="What to show" />
  );
  return (
    <Panel title="Over time" fill side={picker}>
      <div
        role="img"
        aria-label={latency ? latencyWords(stats.totals) : trafficWords(stats.totals)}
        style={{ flex: 1, minHeight: CHART_HEIGHT }}
      >
        <Suspense fallback={<Skeleton height={CHART_HEIGHT} />}>
          <Chart stats={stats} range={range} />
        </Suspense>
      </div>
      <Group gap="lg" mt={8} fz="xs" c="dimmed" className="num">
        {latency ? <LatencyLegend totals={stats.totals} /> : <TrafficLegend totals={stats.totals} />}
      </Group>
    </Panel>
  );
}

type Totals = Stats['totals'];

function TrafficLegend({ totals }: { readonly totals: Totals }): ReactElement {
  return (
    <>
      <Mark tone="good">{`${count(totals.delivered)} delivered`}</Mark>
      <Mark tone="bad">{`${count(totals.failed)} failed`}</Mark>
      <Mark tone="warn">{`${count(totals.retried)} tried again`}</Mark>
    </>
  );
}

function LatencyLegend({ totals }: { readonly totals: Totals }): ReactElement {
  return (
    <>
      <Mark tone="accent">{`Median ${ms(totals.p50_ms)}`}</Mark>
      <Mark tone="warn">{`95 % within ${ms(totals.p95_ms)}`}</Mark>
    </>
  );
}

function trafficWords({ delivered, failed, retried }: Totals): string {
  return `Deliveries over time: ${count(delivered)} delivered, ${count(failed)} failed, ${count(retried)} tried again.`;
}

function latencyWords({ p50_ms: median, p95_ms: most }: Totals): string {
  return `Response times: median ${ms(median)}, 95 % within ${ms(most)}.`;
}

function ms(value: number | null): string {
  return value === null ? 'unknown' : duration(value);
}
