import { Group, SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { afterPaint } from '../parts/after-paint.ts';
import { count, duration } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { peaksOf } from './backlog.ts';

const TrafficChart = lazy(() => afterPaint(() => import('./traffic-chart.tsx')));
const BacklogChart = lazy(() => afterPaint(() => import('./backlog-chart.tsx')));
const LatencyChart = lazy(() => afterPaint(() => import('./latency-chart.tsx')));

const CHART_HEIGHT = 232;

type View = 'traffic' | 'backlog' | 'latency';

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'traffic', label: 'Deliveries' },
  { value: 'backlog', label: 'Waiting' },
  { value: 'latency', label: 'Response time' },
];
const CHARTS = { traffic: TrafficChart, backlog: BacklogChart, latency: LatencyChart };
const WORDS = { traffic: trafficWords, backlog: backlogWords, latency: latencyWords };
const LEGENDS = { traffic: TrafficLegend, backlog: BacklogLegend, latency: LatencyLegend };

interface TrafficProps {
  readonly stats: Stats;
  readonly range: Range;
}

/** How many deliveries, what waited, or how long attempts took, over the span of time. */
export function TrafficPanel({ stats, range }: TrafficProps): ReactElement {
  const [view, setView] = useState<View>('traffic');
  const [Chart, Legend] = [CHARTS[view], LEGENDS[view]];
  const picker = (
    <SegmentedControl size="xs" data={[...VIEWS]} value={view} onChange={setView} aria-label="What to show" />
  );
  return (
    <Panel title="Over time" fill side={picker}>
      <div role="img" aria-label={WORDS[view](stats)} style={{ flex: 1, minHeight: CHART_HEIGHT }}>
        <Suspense fallback={<Skeleton height={CHART_HEIGHT} />}>
          <Chart stats={stats} range={range} />
        </Suspense>
      </div>
      <Group gap="lg" mt={8} fz="xs" c="dimmed" className="num">
        <Legend stats={stats} />
      </Group>
    </Panel>
  );
}

type Figures = Pick<TrafficProps, 'stats'>;

function TrafficLegend({ stats: { totals } }: Figures): ReactElement {
  return (
    <>
      <Mark tone="good">{`${count(totals.delivered)} delivered`}</Mark>
      <Mark tone="bad">{`${count(totals.failed)} failed`}</Mark>
      <Mark tone="warn">{`${count(totals.retried)} tried again`}</Mark>
    </>
  );
}

function BacklogLegend({ stats }: Figures): ReactElement {
  const { waiting, pastDue } = peaksOf(stats.backlog);
  return (
    <>
      <Mark tone="accent">{`At most ${many(waiting)} waiting`}</Mark>
      <Mark tone="warn">{`at most ${many(pastDue)} past due`}</Mark>
    </>
  );
}

function LatencyLegend({ stats: { totals } }: Figures): ReactElement {
  return (
    <>
      <Mark tone="accent">{`Median ${ms(totals.p50_ms)}`}</Mark>
      <Mark tone="warn">{`95 % within ${ms(totals.p95_ms)}`}</Mark>
    </>
  );
}

function trafficWords({ totals: { delivered, failed, retried } }: Stats): string {
  return `Deliveries over time: ${count(delivered)} delivered, ${count(failed)} failed, ${count(retried)} tried again.`;
}

function backlogWords({ backlog }: Stats): string {
  const { waiting, pastDue } = peaksOf(backlog);
  return `What waited over time: at most ${many(waiting)} waiting, at most ${many(pastDue)} past due.`;
}

function latencyWords({ totals: { p50_ms: median, p95_ms: most } }: Stats): string {
  return `Response times: median ${ms(median)}, 95 % within ${ms(most)}.`;
}

function many(value: number | null): string {
  return value === null ? 'unknown' : count(value);
}

function ms(value: number | null): string {
  return value === null ? 'unknown' : duration(value);
}
