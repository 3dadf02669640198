import { SegmentedControl } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { eventListQuery, eventQuery } from '../api/queries.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { EventRow } from './event-row.tsx';

const route = getRouteApi('/app/events');

const ROUTED = [
  { value: 'all', label: 'All events' },
  { value: 'unrouted', label: 'Unrouted' },
];

/** Lists accepted events, newest first, or only those that no endpoint received. */
export function EventsPage(): ReactElement {
  const { unrouted, id } = route.useSearch();
  const navigate = useNavigate();
  const choose = (next: string): void =>
    void navigate({ to: '/events', search: next === 'unrouted' ? { unrouted: 'true' } : {} });
  return (
    <Page
      title="Events"
      lead="Each row is one accepted event. Unrouted: no endpoint received the event."
      actions={
        <SegmentedControl
          size="xs"
          data={ROUTED}
          value={unrouted === undefined ? 'all' : 'unrouted'}
          onChange={choose}
          aria-label="Routing"
        />
      }
    >
      {id === undefined ? <EventList unrouted={unrouted !== undefined} /> : <OneEvent id={id} />}
    </Page>
  );
}

function EventList({ unrouted }: { readonly unrouted: boolean }): ReactElement {
  const [trail, go] = useTrail();
  const query = useQuery(eventListQuery(unrouted ? { unrouted: true } : {}, trail.at(-1)));
  return (
    <Loaded query={query} height={480}>
      {({ events, next_cursor: next }) => (
        <div className="panel" style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          {events.length === 0 ? (
            <Empty
              title={unrouted ? 'No unrouted events' : 'No events yet'}
              icon={<IconInbox size={30} stroke={1.5} />}
            >
              {unrouted
                ? 'Every event here was received by at least one endpoint.'
                : 'Events show here as soon as the gateway accepts them.'}
            </Empty>
          ) : (
            <table className="rows rows-cards">
              <thead>
                <tr>
                  <th>Event</th>
                  <th>Job</th>
                  <th>Deliveries</th>
                  <th className="right">Accepted</th>
                </tr>
              </thead>
              <tbody>
                {events.map((event) => (
                  <EventRow key={event.id} event={event} />
                ))}
              </tbody>
            </table>
          )}
          <Pager next={next} trail={trail} go={go} />
        </div>
      )}
    </Loaded>
  );
}

function OneEvent({ id }: { readonly id: string }): ReactElement {
  const query = useQuery(eventQuery(id));
  return (
    <Loaded query={query} height={200}>
      {(event) => (
        <div className="panel">
          <table className="rows rows-cards">
            <tbody>
              <EventRow event={event} opened />
            </tbody>
          </table>
        </div>
      )}
    </Loaded>
  );
}
