import { Group, SegmentedControl, Skeleton } from '@mantine/core';
import { Suspense, useState, type ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { lazyPart } from '../parts/part.ts';
import { count, duration, plural } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { peaksOf } from './backlog.ts';
import { LatencyChart, TrafficChart } from './lazy-charts.ts';

const BacklogChart = lazyPart(async () => (await import('./backlog-chart.tsx')).BacklogChart);

const CHART_HEIGHT = 232;
/** A long list beside the chart does not draw it out. */
const CHART_HEIGHT_MAX = 420;

type View = 'traffic' | 'backlog' | 'latency';

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'traffic', label: 'Deliveries' },
  { value: 'backlog', label: 'Queue' },
  { value: 'latency', label: 'Latency' },
];
const CHARTS = { traffic: TrafficChart, backlog: BacklogChart, latency: LatencyChart };
const WORDS = { traffic: trafficWords, backlog: backlogWords, latency: latencyWords };
const LEGENDS = { traffic: TrafficLegend, backlog: BacklogLegend, latency: LatencyLegend };

interface TrafficProps {
  readonly stats: Stats;
  readonly range: Range;
}

/** Charts deliveries, the queue, or the latency of attempts over the time range. */
export function TrafficPanel({ stats, range }: TrafficProps): ReactElement {
  const [view, setView] = useState<View>('traffic');
  const [Chart, Legend] = [CHARTS[view], LEGENDS[view]];
  const picker = (
    <SegmentedControl size="xs" data={[...VIEWS]} value={view} onChange={setView} aria-label="What to show" />
  );
  return (
    <Panel title="Traffic" fill side={picker}>
      <div
        role="img"
        aria-label={WORDS[view](stats)}
        style={{ flex: 1, minHeight: CHART_HEIGHT, maxHeight: CHART_HEIGHT_MAX }}
      >
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
      <Mark tone="warn">{plural(totals.retried, 'retry', 'retries')}</Mark>
    </>
  );
}

function BacklogLegend({ stats }: Figures): ReactElement {
  const { waiting, pastDue } = peaksOf(stats.backlog);
  return (
    <>
      <Mark tone="accent">{`Peak: ${many(waiting)} queued`}</Mark>
      <Mark tone="warn">{`peak: ${many(pastDue)} overdue`}</Mark>
    </>
  );
}

function LatencyLegend({ stats: { totals } }: Figures): ReactElement {
  return (
    <>
      <Mark tone="accent">{`p50 ${ms(totals.p50_ms)}`}</Mark>
      <Mark tone="warn">{`p95 ${ms(totals.p95_ms)}`}</Mark>
    </>
  );
}

function trafficWords({ totals: { delivered, failed, retried } }: Stats): string {
  return `Traffic: ${count(delivered)} delivered, ${count(failed)} failed, ${plural(retried, 'retry', 'retries')}.`;
}

function backlogWords({ backlog }: Stats): string {
  const { waiting, pastDue } = peaksOf(backlog);
  return `Queue: peak ${many(waiting)} queued, peak ${many(pastDue)} overdue.`;
}

function latencyWords({ totals: { p50_ms: median, p95_ms: most } }: Stats): string {
  return `Latency: p50 ${ms(median)}, p95 ${ms(most)}.`;
}

function many(value: number | null): string {
  return value === null ? 'unknown' : count(value);
}

function ms(value: number | null): string {
  return value === null ? 'unknown' : duration(value);
}
