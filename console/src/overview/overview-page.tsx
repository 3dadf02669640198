import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointsQuery, statsQuery, statusQuery, type Range } from '../api/queries.ts';
import { Loaded, Problem } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { AttentionPanel } from './attention-panel.tsx';
import { EndpointsPanel } from './endpoints-panel.tsx';
import { FailuresPanel } from './failures-panel.tsx';
import { Figures } from './figures.tsx';
import { FirstSteps } from './first-steps.tsx';
import { withNow } from './backlog.ts';
import { TrafficPanel } from './traffic-panel.tsx';

const route = getRouteApi('/app/');

const RANGES = [
  { value: '1h', label: '1 hour' },
  { value: '24h', label: '24 hours' },
  { value: '7d', label: '7 days' },
];

export function OverviewPage(): ReactElement {
  const { range = '1h' } = route.useSearch();
  const endpoints = useQuery(endpointsQuery);
  return (
    <Page
      title="Overview"
      lead="Deliveries, queue and endpoints at a glance."
      actions={<RangePicker range={range} />}
    >
      {endpoints.data?.length === 0 ? <FirstSteps /> : <Everything range={range} />}
    </Page>
  );
}

function RangePicker({ range }: { readonly range: Range }): ReactElement {
  const navigate = useNavigate();
  const choose = (next: string): void => {
    void navigate({ to: '/', search: next === '1h' ? {} : { range: next as '24h' | '7d' } });
  };
  return <SegmentedControl size="xs" data={RANGES} value={range} onChange={choose} aria-label="Time range" />;
}

function Everything({ range }: { readonly range: Range }): ReactElement {
  const status = useQuery(statusQuery);
  const stats = useQuery(statsQuery(range));
  return (
    <>
      {status.error && !status.data && <Problem error={status.error} retry={() => void status.refetch()} />}
      <Figures status={status.data} stats={stats.data} range={range} />
      <div className="split split-wide">
        <Loaded query={stats} height={378}>
          {(figures) => (
            <TrafficPanel
              stats={status.data ? withNow(figures, status.data.deliveries) : figures}
              range={range}
            />
          )}
        </Loaded>
        <AttentionPanel status={status.data} stats={stats.data} range={range} />
      </div>
      <div className="split">
        <EndpointsPanel stats={stats.data} />
        <FailuresPanel />
      </div>
    </>
  );
}
