import '@mantine/core/styles/Accordion.css';
import { Accordion, Group, Skeleton, Text, useComputedColorScheme } from '@mantine/core';
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { endpointsQuery } from '../api/queries.ts';
import type { Endpoint, EventData, Preview } from '../api/types.ts';
import { AdapterMark } from '../parts/adapter-mark.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { errorMessage } from '../parts/refusals.ts';
import { plural } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { Drawn } from '../preview/drawn.tsx';

/** Height of the placeholder of a preview, px: about that of an event's body. */
const PLACEHOLDER_HEIGHT = 530;

interface ReceivingEndpointsProps {
  readonly event: string;
  /** Data of the event; null while the text is no JSON object. */
  readonly data: EventData | null;
}

/** Shows for each endpoint whether it would receive the event, and in which form. */
export function ReceivingEndpoints({ event, data }: ReceivingEndpointsProps): ReactElement {
  const endpoints = useQuery(endpointsQuery);
  const list = endpoints.data ?? [];
  const previews = useQueries({
    queries: list.map(({ id, updated_at: version, state }) => ({
      queryKey: ['preview', 'playground', id, version, state, event, data],
      queryFn: () => api.previewEndpoint(id, { event, data: data ?? {} }),
      enabled: data !== null,
      retry: false,
      placeholderData: (before: Preview | undefined) => before,
    })),
  });
  const receiving = previews.filter(({ data: preview }) => preview?.matches).length;
  return (
    <Panel title={`Goes to ${plural(receiving, 'endpoint')}`} flush>
      <Loaded query={endpoints} height={240}>
        {() =>
          list.length === 0 ? (
            <Empty
              title="No endpoint yet"
              action={
                <Link to="/endpoints/new" className="link">
                  Add an endpoint
                </Link>
              }
            >
              Add an endpoint to preview what it would receive.
            </Empty>
          ) : (
            <Accordion
              chevronPosition="left"
              multiple
              keepMounted={false}
              defaultValue={list[0] ? [list[0].id] : []}
            >
              {list.map((endpoint, index) => (
                <Taker key={endpoint.id} endpoint={endpoint} query={previews[index]} />
              ))}
            </Accordion>
          )
        }
      </Loaded>
    </Panel>
  );
}

interface TakerProps {
  readonly endpoint: Endpoint;
  readonly query: UseQueryResult<Preview> | undefined;
}

function Taker({ endpoint, query }: TakerProps): ReactElement {
  const scheme = useComputedColorScheme('light');
  const preview = query?.data;
  return (
    <Accordion.Item value={endpoint.id}>
      <Accordion.Control>
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Group gap={9} wrap="nowrap">
            <AdapterMark type={endpoint.adapter} />
            <Text fw={500} className="break">
              <bdi>{endpoint.name}</bdi>
            </Text>
          </Group>
          <Text size="sm" component="span" style={{ whiteSpace: 'nowrap' }}>
            {preview && (
              <Mark tone={preview.matches ? 'good' : 'calm'}>
                {preview.matches ? 'Will receive it' : 'Skipped'}
              </Mark>
            )}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        {preview?.reason && (
          <Text size="sm" c="dimmed" mb="sm">
            {preview.reason}
          </Text>
        )}
        {query?.error && <Text className="tone-bad">{errorMessage(query.error)}</Text>}
        {!preview && !query?.error && <Skeleton height={PLACEHOLDER_HEIGHT} />}
        {preview && <Drawn preview={preview} adapter={endpoint.adapter} scheme={scheme} stacked />}
      </Accordion.Panel>
    </Accordion.Item>
  );
}
