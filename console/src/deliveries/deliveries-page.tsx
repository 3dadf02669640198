import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { deliveriesQuery } from '../api/queries.ts';
import type { DeliveryFilter } from '../api/types.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { BulkRepair } from './bulk-repair.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { FilterBar } from './filter-bar.tsx';

const route = getRouteApi('/app/deliveries');

export function DeliveriesPage(): ReactElement {
  const filter = route.useSearch();
  return <Deliveries key={JSON.stringify(filter)} filter={filter} />;
}

function Deliveries({ filter }: { readonly filter: DeliveryFilter }): ReactElement {
  const [trail, setTrail] = useState<readonly string[]>([]);
  const [live, setLive] = useState(true);
  const query = useQuery({ ...deliveriesQuery(filter, trail.at(-1)), enabled: live });
  useHotkeys([['l', () => setLive(!live)]]);
  return (
    <Page
      title="Deliveries"
      lead="One event for one endpoint each, newest first."
      actions={
        <>
          <LiveButton live={live} toggle={() => setLive(!live)} />
          <BulkRepair filter={filter} />
        </>
      }
    >
      <FilterBar filter={filter} />
      <Loaded query={query} height={480}>
        {(page) => (
          <div className="panel">
            {page.items.length === 0 ? (
              <Nothing filter={filter} more={page.next !== null} />
            ) : (
              <DeliveryTable deliveries={page.items} />
            )}
            <Pager next={page.next} trail={trail} go={setTrail} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function LiveButton({ live, toggle }: { readonly live: boolean; readonly toggle: () => void }): ReactElement {
  return (
    <Button
      variant="default"
      aria-pressed={!live}
      onClick={toggle}
      leftSection={live ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
    >
      {live ? 'Pause the list' : 'Resume the list'}
    </Button>
  );
}

interface NothingProps {
  readonly filter: DeliveryFilter;
  /** Not everything has been looked through yet. */
  readonly more: boolean;
}

function Nothing({ filter, more }: NothingProps): ReactElement {
  if (more)
    return <Empty title="Nothing so far">Nothing in this stretch matches; “Older” looks further back.</Empty>;
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
      Take a part of the filter away, or look further back.
    </Empty>
  ) : (
    <Empty
      title="Nothing was sent yet"
      action={
        <Button renderRoot={(props) => <Link {...props} to="/playground" />}>
          Send an event from the playground
        </Button>
      }
    >
      As soon as an event comes in that an endpoint wants, its delivery shows here.
    </Empty>
  );
}
