import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import { AdapterMark } from '../parts/adapter-mark.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';
import { HealthMark } from '../parts/state.tsx';
import { isReserved } from '../parts/own-events.ts';
import { subscribes } from './words.ts';

/** Lists the endpoints that subscribe to a type; their filters may leave out single events. */
export function TypeEndpoints({ type }: { readonly type: string }): ReactElement {
  const query = useQuery(endpointsQuery);
  return (
    <Panel title="Subscribed endpoints">
      <Loaded query={query} height={60}>
        {(endpoints) => {
          const own = endpoints.filter(({ events }) => events.some((pattern) => subscribes(pattern, type)));
          if (own.length === 0) return <Text c="dimmed">{nobody(type)}</Text>;
          return (
            <Stack gap={8}>
              {own.map((endpoint) => (
                <Group key={endpoint.id} gap={10} wrap="nowrap">
                  <AdapterMark type={endpoint.adapter} />
                  <Link
                    to="/endpoints/$id"
                    params={{ id: endpoint.webhook_id }}
                    className="link break"
                    style={{ flex: 1, minWidth: 0 }}
                  >
                    <bdi>{endpoint.name}</bdi>
                  </Link>
                  {endpoint.filter !== null && (
                    <Text size="sm" c="dimmed">
                      filtered
                    </Text>
                  )}
                  <HealthMark endpoint={endpoint} />
                </Group>
              ))}
            </Stack>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function nobody(type: string): string {
  return isReserved(type)
    ? 'No endpoint subscribes. Subscribe to webhook.* or to this type by name: * leaves out events of the gateway.'
    : 'No endpoint subscribes to this type.';
}
