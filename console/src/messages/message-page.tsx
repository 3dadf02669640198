import './editor.css';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import {
  actionsQuery,
  endpointQuery,
  eventsQuery,
  eventTypesQuery,
  latestDeliveriesQuery,
  samplesQuery,
} from '../api/queries.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { Loaded } from '../parts/feedback.tsx';
import { usePreloadedDrawing } from '../preview/previews.ts';
import { Editor } from './editor.tsx';
import { templateWordsQuery } from './queries.ts';

const route = getRouteApi('/app/endpoints/$id/message');

/** The tab in which the messages or the payload of an endpoint are previewed and edited. */
export function MessagePage(): ReactElement {
  const { id } = route.useParams();
  const { event } = route.useSearch();
  const query = useQuery(endpointQuery(id));
  const adapter = useAdapter(query.data?.adapter);
  const { data: samples } = useQuery(samplesQuery);
  // Types, words, actions, events and deliveries, which the editor shows, load beside the endpoint.
  usePrefetchQuery(eventTypesQuery);
  usePrefetchQuery(templateWordsQuery);
  usePrefetchQuery(actionsQuery);
  usePrefetchQuery(eventsQuery(''));
  usePrefetchQuery(latestDeliveriesQuery(id));
  usePreloadedDrawing(query.data?.adapter);
  return (
    <Loaded query={query} height={520}>
      {(endpoint) =>
        adapter &&
        samples && (
          <Editor
            key={`${endpoint.id} ${event ?? ''}`}
            endpoint={endpoint}
            adapter={adapter}
            samples={samples}
            event={event}
          />
        )
      }
    </Loaded>
  );
}
