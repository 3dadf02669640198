import './editor.css';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { adaptersQuery, endpointQuery } from '../api/queries.ts';
import { EndpointTabs } from '../endpoints/endpoint-tabs.tsx';
import { Lead } from '../endpoints/lead.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Editor } from './editor.tsx';

const route = getRouteApi('/app/endpoints/$id/message');

/** The page on which the messages or the payload of an endpoint are edited. */
export function MessagePage(): ReactElement {
  const { id } = route.useParams();
  const { event } = route.useSearch();
  const query = useQuery(endpointQuery(id));
  const { data: adapters } = useQuery(adaptersQuery);
  const adapter = adapters?.find(({ type }) => type === query.data?.adapter);
  return (
    <Page title={query.data?.name ?? 'Endpoint'} lead={<Lead endpoint={query.data} />}>
      <Stack>
        <EndpointTabs id={id} adapter={query.data?.adapter} />
        <Loaded query={query} height={520}>
          {(endpoint) =>
            adapter && <Editor key={endpoint.id} endpoint={endpoint} adapter={adapter} event={event} />
          }
        </Loaded>
      </Stack>
    </Page>
  );
}
