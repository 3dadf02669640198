import { SegmentedControl, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { eventListQuery, eventQuery } from '../api/queries.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { EventRow } from './event-row.tsx';

const route = getRouteApi('/app/events');

type Choice = 'all' | 'unrouted' | 'mismatch';

const CHOICES: { readonly value: Choice; readonly label: string }[] = [
  { value: 'all', label: 'All events' },
  { value: 'unrouted', label: 'Unrouted' },
  { value: 'mismatch', label: 'Schema mismatch' },
];

const EMPTY: Readonly<Record<Choice, { readonly title: string; readonly text: string }>> = {
  all: { title: 'No events yet', text: 'Events show here as soon as the gateway accepts them.' },
  unrouted: {
    title: 'No unrouted events',
    text: 'Every event here was received by at least one endpoint.',
  },
  mismatch: {
    title: 'No schema mismatches',
    text: 'No stored event contradicts the schema of its event type.',
  },
};

/** Lists accepted events, newest first: all, those that no endpoint received, or those that contradict their schema. */
export function EventsPage(): ReactElement {
  const { unrouted, mismatch, id, type } = route.useSearch();
  const navigate = useNavigate();
  const chosen: Choice = unrouted ? 'unrouted' : mismatch ? 'mismatch' : 'all';
  const choose = (next: string): void =>
    void navigate({ to: '/events', search: { type, ...(next !== 'all' && { [next]: 'true' }) } });
  return (
    <Page
      title="Events"
      lead="Each row is one accepted event. Unrouted: no endpoint received the event. Schema mismatch: accepted, but the data contradicts the schema of the event type."
      actions={
        <SegmentedControl size="xs" data={CHOICES} value={chosen} onChange={choose} aria-label="Show" />
      }
    >
      {type !== undefined && <OnlyType type={type} />}
      {id === undefined ? <EventList chosen={chosen} type={type} /> : <OneEvent id={id} />}
    </Page>
  );
}

/** Names the type that the list is limited to, with the way to all types. */
function OnlyType({ type }: { readonly type: string }): ReactElement {
  return (
    <Text>
      Only{' '}
      <Link to="/event-types/$type" params={{ type }} className="link">
        {type}
      </Link>
      .{' '}
      <Link to="/events" search={(before) => ({ ...before, type: undefined })} className="link">
        Show all types
      </Link>
    </Text>
  );
}

interface ListProps {
  readonly chosen: Choice;
  readonly type: string | undefined;
}

function EventList({ chosen, type }: ListProps): ReactElement {
  const [trail, go] = useTrail();
  const filter = { ...(type !== undefined && { type }), ...(chosen !== 'all' && { [chosen]: true }) };
  const query = useQuery(eventListQuery(filter, trail.at(-1)));
  return (
    <Loaded query={query} height={480}>
      {({ events, next_cursor: next }) => (
        <div className="panel" style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          {events.length === 0 ? (
            <Empty title={EMPTY[chosen].title} icon={<IconInbox size={30} stroke={1.5} />}>
              {EMPTY[chosen].text}
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
