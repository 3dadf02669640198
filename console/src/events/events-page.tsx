import { Button, SegmentedControl } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { eventListQuery } from '../api/queries.ts';
import type { EventPage } from '../api/types.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { moment } from '../parts/format.ts';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { termsOf, withCondition } from '../query/complete-query.ts';
import { ExportMenu, filesOf } from '../query/export-menu.tsx';
import { faultOf, QueryField } from '../query/query-field.tsx';
import { ViewsMenu } from '../query/views-menu.tsx';
import { EventTable } from './event-table.tsx';
import { Histogram } from './histogram.tsx';
import { ReplayButton } from './replay-events.tsx';

const route = getRouteApi('/app/events');

/** Conditions that people ask for most, one click away. */
const CHOICES = [
  { value: '', label: 'All events' },
  { value: 'unrouted:yes', label: 'Unrouted' },
  { value: 'mismatch:yes', label: 'Schema mismatch' },
];

/** Lists accepted events, newest first, that match a query. */
export function EventsPage(): ReactElement {
  const { q = '' } = route.useSearch();
  const navigate = useNavigate();
  const ask = (query: string): void =>
    void navigate({ to: '/events', search: query === '' ? {} : { q: query } });
  const [trail, go] = useTrail();
  const filter = q === '' ? {} : { q };
  const query = useQuery(eventListQuery(filter, trail.at(-1)));
  const fault = query.error && faultOf(query.error);
  const terms = termsOf(q);
  const chosen = CHOICES.find(({ value }) => terms.includes(value))?.value ?? '';
  return (
    <Page
      title="Events"
      lead="Accepted events, newest first. Unrouted: no endpoint received the event."
      actions={
        <>
          <ViewsMenu page="events" query={q} onChoose={ask} />
          <ExportMenu fileOf={filesOf('events', filter)} />
          <ReplayButton events={filter} />
        </>
      }
    >
      <QueryField page="events" query={q} onApply={ask} error={query.error} />
      <SegmentedControl
        size="xs"
        data={CHOICES}
        value={chosen}
        onChange={(next) => ask(withCondition(q, ['unrouted', 'mismatch'], next))}
        aria-label="Show"
        style={{ alignSelf: 'flex-start' }}
      />
      {!fault && (
        <Histogram
          filter={filter}
          onRange={(range) => ask(withCondition(q, ['last', 'from', 'to'], range))}
        />
      )}
      {!fault && (
        <Loaded query={query} height={480}>
          {(page) => (
            <div style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
              <div className="panel">
                <EventTable
                  key={trail.at(-1) ?? q}
                  events={page.events}
                  empty={<Nothing page={page} filtered={q !== ''} onAll={() => ask('')} />}
                />
                <Pager next={page.next_cursor} trail={trail} go={go} />
              </div>
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}

interface NothingProps {
  readonly page: EventPage;
  readonly filtered: boolean;
  readonly onAll: () => void;
}

function Nothing({ page, filtered, onAll }: NothingProps): ReactElement {
  if (page.next_cursor !== null)
    return (
      <Empty title="No match so far">
        No event matched{page.searched_to === null ? '' : ` back to ${moment(page.searched_to)}`}. “Older”
        searches further back; a time range such as last:2h or a type makes the search faster.
      </Empty>
    );
  return filtered ? (
    <Empty
      title="No event matches"
      action={
        <Button variant="default" onClick={onAll}>
          Show all events
        </Button>
      }
    >
      Remove a condition or widen the time range.
    </Empty>
  ) : (
    <Empty title="No events yet" icon={<IconInbox size={30} stroke={1.5} />}>
      Events show here as soon as the gateway accepts them.
    </Empty>
  );
}
