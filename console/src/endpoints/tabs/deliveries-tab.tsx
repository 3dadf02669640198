import { Group, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { deliveriesQuery, endpointQuery } from '../../api/queries.ts';
import type { Endpoint } from '../../api/types.ts';
import { BulkRepair } from '../../deliveries/bulk-repair.tsx';
import { DeliveryTable } from '../../deliveries/delivery-table.tsx';
import { stateOptions } from '../../deliveries/filter-words.ts';
import { Empty, Loaded } from '../../parts/feedback.tsx';
import { Pager, useTrail } from '../../parts/pager.tsx';

const route = getRouteApi('/app/endpoints/$id/deliveries');

/** The deliveries to one endpoint, the newest first. */
export function DeliveriesTab(): ReactElement {
  const { id } = route.useParams();
  const query = useQuery(endpointQuery(id));
  return (
    <Loaded query={query} height={480}>
      {(endpoint) => <Deliveries endpoint={endpoint} />}
    </Loaded>
  );
}

function Deliveries({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const { id } = route.useParams();
  const { state } = route.useSearch();
  const navigate = useNavigate();
  const [trail, go] = useTrail();
  const filter = { endpoint: endpoint.webhook_id, ...(state !== undefined && { state }) };
  const query = useQuery(deliveriesQuery(filter, trail.at(-1)));
  const states = stateOptions(state);
  const choose = (next: string | null): void =>
    void navigate({ to: '/endpoints/$id/deliveries', params: { id }, search: next ? { state: next } : {} });
  return (
    <Stack>
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <Select
            w={170}
            data={[...states.options]}
            value={states.value}
            onChange={choose}
            allowDeselect={false}
            aria-label="State"
          />
          <Link to="/deliveries" search={filter} className="link">
            More filters
          </Link>
        </Group>
        <BulkRepair filter={filter} />
      </Group>
      <Loaded query={query} height={480}>
        {({ items, next }) => (
          <div className="panel" style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
            <DeliveryTable
              key={trail.at(-1) ?? state ?? ''}
              deliveries={items}
              ofOneEndpoint
              empty={
                <Empty title={state === undefined ? 'No deliveries yet' : 'No delivery is in this state'}>
                  Deliveries show here once a subscribed event arrives. Tests are not listed.
                </Empty>
              }
            />
            <Pager next={next} trail={trail} go={go} />
          </div>
        )}
      </Loaded>
    </Stack>
  );
}
