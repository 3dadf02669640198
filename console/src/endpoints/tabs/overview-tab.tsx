import { Group, Stack } from '@mantine/core';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { endpointQuery, endpointStatsQuery, latestDeliveriesQuery } from '../../api/queries.ts';
import { Loaded } from '../../parts/feedback.tsx';
import { RangePicker } from '../../parts/range-picker.tsx';
import { ButtonsMark } from '../button-presses.tsx';
import { EndpointCharts, preloadCharts } from '../endpoint-charts.tsx';
import { EndpointErrors } from '../endpoint-errors.tsx';
import { EndpointFigures } from '../endpoint-figures.tsx';
import { queueWithNow } from '../queue.ts';
import { LatestPanel } from '../latest-panel.tsx';

const route = getRouteApi('/app/endpoints/$id/');

/** Shows the state of an endpoint: its figures, and how they came about. */
export function OverviewTab(): ReactElement {
  const { id } = route.useParams();
  const { range = '1h' } = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(endpointQuery(id));
  const stats = useQuery(endpointStatsQuery(range, id));
  useEffect(preloadCharts, []);
  usePrefetchQuery(latestDeliveriesQuery(id));
  // As of the last answer: a chart that moves each second cannot be read.
  const now = query.dataUpdatedAt;
  return (
    <Loaded query={query} height={420}>
      {(endpoint) => (
        <Stack>
          <Group>
            <ButtonsMark endpoint={endpoint} />
            <RangePicker
              range={range}
              choose={(search) => void navigate({ to: '/endpoints/$id', params: { id }, search })}
            />
          </Group>
          <EndpointFigures endpoint={endpoint} stats={stats.data} range={range} />
          <Loaded query={stats} height={922}>
            {(figures) => (
              <>
                <EndpointCharts
                  stats={{ ...figures, queue: queueWithNow(figures.queue, endpoint.activity, now) }}
                  range={range}
                />
                <EndpointErrors endpoint={endpoint} errors={figures.errors} range={range} />
              </>
            )}
          </Loaded>
          <LatestPanel endpoint={endpoint} />
        </Stack>
      )}
    </Loaded>
  );
}
