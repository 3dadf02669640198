import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { deliveriesQuery } from '../api/queries.ts';
import type { DeliveryFilter } from '../api/types.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { moment } from '../parts/format.ts';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { useKeys } from '../parts/use-keys.ts';
import { ExportMenu, filesOf } from '../query/export-menu.tsx';
import { faultOf, QueryField } from '../query/query-field.tsx';
import { queryOfFilter, withQuery } from '../query/query-of-filter.ts';
import { ViewsMenu } from '../query/views-menu.tsx';
import { BulkRepair } from './bulk-repair.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { given } from '../search.ts';

const route = getRouteApi('/app/deliveries');

export function DeliveriesPage(): ReactElement {
  const filter = given(route.useSearch());
  const [trail, go] = useTrail();
  const [live, setLive] = useState(true);
  // A paused list is loaded once; another page or filter is another query.
  const still = live ? {} : ({ staleTime: 'static', refetchInterval: false } as const);
  const query = useQuery({ ...deliveriesQuery(filter, trail.at(-1)), ...still });
  const navigate = useNavigate();
  const ask = (q: string): void => void navigate({ to: '/deliveries', search: withQuery({}, q) });
  // Overdue deliveries are picked out by the console: an export has all that the gateway filters.
  const { overdue: _overdue, ...shownFilter } = filter;
  const toggle = (): void => {
    setLive(!live);
    if (!live) void query.refetch();
  };
  useKeys([['l', toggle]]);
  return (
    <Page
      title="Deliveries"
      lead="Each row is one event sent to one endpoint. Newest first."
      actions={
        <>
          <LiveButton live={live} toggle={toggle} />
          <ViewsMenu page="deliveries" query={queryOfFilter(filter)} onChoose={ask} />
          <ExportMenu fileOf={filesOf('deliveries', shownFilter)} />
          <BulkRepair filter={filter} />
        </>
      }
    >
      <QueryField
        page="deliveries"
        query={filter.q ?? ''}
        onApply={(q) => void navigate({ to: '/deliveries', search: withQuery(filter, q) })}
        error={query.error}
      />
      <FilterBar filter={filter} />
      {!(query.error && faultOf(query.error)) && (
        <Loaded query={query} height={480}>
          {(page) => (
            <div className="panel" style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
              <DeliveryTable
                key={trail.at(-1) ?? JSON.stringify(filter)}
                deliveries={page.items}
                empty={<Nothing filter={filter} more={page.next !== null} searchedTo={page.searchedTo} />}
              />
              <Pager next={page.next} trail={trail} go={go} />
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function LiveButton({ live, toggle }: { readonly live: boolean; readonly toggle: () => void }): ReactElement {
  return (
    <Button
      variant="default"
      className="icon-on-phone"
      aria-pressed={!live}
      onClick={toggle}
      leftSection={live ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
    >
      {live ? 'Pause live updates' : 'Resume live updates'}
    </Button>
  );
}

interface NothingProps {
  readonly filter: DeliveryFilter;
  /** Whether deliveries remain that were not searched yet. */
  readonly more: boolean;
  readonly searchedTo: string | null;
}

function Nothing({ filter, more, searchedTo }: NothingProps): ReactElement {
  if (more)
    return (
      <Empty title="No match so far">
        No delivery matched{searchedTo === null ? '' : ` back to ${moment(searchedTo)}`}. “Older” searches
        further back; a time range or a state makes the search faster.
      </Empty>
    );
  const filtered = Object.keys(filter).length > 0;
  return filtered ? (
    <Empty
      title="No delivery matches"
      action={
        <Button variant="default" renderRoot={(props) => <Link {...props} to="/deliveries" search={{}} />}>
          Show all deliveries
        </Button>
      }
    >
      Remove a filter or widen the time range.
    </Empty>
  ) : (
    <Empty
      title="No deliveries yet"
      action={
        <Button renderRoot={(props) => <Link {...props} to="/playground" />}>
          Send an event from the playground
        </Button>
      }
    >
      As soon as an event arrives that an endpoint subscribes to, its delivery shows here.
    </Empty>
  );
}
