import { Group, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, type ReactElement } from 'react';
import type { Range } from '../api/queries.ts';
import type { Stats } from '../api/types.ts';
import { count } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';

const TrafficChart = lazy(() => import('./traffic-chart.tsx'));

const CHART_HEIGHT = 232;

interface TrafficProps {
  readonly stats: Stats;
  readonly range: Range;
}

export function TrafficPanel({ stats, range }: TrafficProps): ReactElement {
  const { delivered, failed, retried } = stats.totals;
  const summary = `${count(delivered)} delivered, ${count(failed)} failed, ${count(retried)} attempts repeated`;
  return (
    <Panel
      title="Deliveries over time"
      fill
      side={
        <Group gap="md" fz="xs">
          <Mark tone="good">Delivered</Mark>
          <Mark tone="bad">Failed</Mark>
          <Mark tone="warn">Retried</Mark>
        </Group>
      }
    >
      <div
        role="img"
        aria-label={`Deliveries over time: ${summary}.`}
        style={{ flex: 1, minHeight: CHART_HEIGHT }}
      >
        <Suspense fallback={<Skeleton height={CHART_HEIGHT} />}>
          <TrafficChart stats={stats} range={range} />
        </Suspense>
      </div>
      <Text size="xs" c="dimmed" mt={6} className="num">
        {summary}
      </Text>
    </Panel>
  );
}
