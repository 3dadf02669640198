import './editor.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { adaptersQuery, endpointQuery } from '../api/queries.ts';
import { Loaded } from '../parts/feedback.tsx';
import { Editor } from './editor.tsx';

const route = getRouteApi('/app/endpoints/$id/message');

/** The tab in which the messages or the payload of an endpoint are previewed and edited. */
export function MessagePage(): ReactElement {
  const { id } = route.useParams();
  const { event } = route.useSearch();
  const query = useQuery(endpointQuery(id));
  const { data: adapters } = useQuery(adaptersQuery);
  const adapter = adapters?.find(({ type }) => type === query.data?.adapter);
  return (
    <Loaded query={query} height={520}>
      {(endpoint) =>
        adapter && (
          <Editor key={`${endpoint.id} ${event ?? ''}`} endpoint={endpoint} adapter={adapter} event={event} />
        )
      }
    </Loaded>
  );
}
