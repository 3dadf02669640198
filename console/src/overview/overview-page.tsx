import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, type ReactElement } from 'react';
import { statsQuery, statusQuery, type Range } from '../api/queries.ts';
import { Loaded, Problem } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { lazyPart } from '../parts/part.ts';
import { RangePicker } from '../parts/range-picker.tsx';
import { AttentionPanel } from './attention-panel.tsx';
import { Figures } from './figures.tsx';
import { useFirstRun } from './first-run.ts';
import { withNow } from './backlog.ts';
import { TrafficChart } from './lazy-charts.ts';
import { TrafficPanel } from './traffic-panel.tsx';

/** The way to the first message; only a new gateway loads it. */
const FirstSteps = lazyPart(async () => (await import('./first-steps.tsx')).FirstSteps);

/** The lower row, which is loaded after the rest. Nothing stands below it that it could move. */
const LatestPanels = lazyPart(async () => (await import('./latest-panels.tsx')).LatestPanels);

const route = getRouteApi('/app/');

export function OverviewPage(): ReactElement {
  const { range = '1h' } = route.useSearch();
  const navigate = useNavigate();
  const run = useFirstRun();
  return (
    <Page
      title="Overview"
      lead="Deliveries, queue and endpoints at a glance."
      actions={<RangePicker range={range} choose={(search) => void navigate({ to: '/', search })} />}
    >
      <Suspense>{run && <FirstSteps run={run} />}</Suspense>
      {run?.endpoints !== 0 && <Everything range={range} />}
    </Page>
  );
}

function Everything({ range }: { readonly range: Range }): ReactElement {
  const status = useQuery(statusQuery);
  const stats = useQuery(statsQuery(range));
  // The chart library loads beside the figures.
  useEffect(() => void TrafficChart.preload(), []);
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
      <Suspense>
        <LatestPanels stats={stats.data} />
      </Suspense>
    </>
  );
}
