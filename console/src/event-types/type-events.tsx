import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { eventListQuery } from '../api/queries.ts';
import type { EventSummary } from '../api/types.ts';
import { EventHeads } from '../events/event-heads.tsx';
import { EventRow } from '../events/event-row.tsx';
import { useOpened } from '../events/use-opened.ts';
import { Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';

const SHOWN = 8;
const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'mismatch', label: 'Schema mismatch' },
];

/** Lists the latest events of a type, all or those that contradict the schema. */
export function TypeEvents({ type }: { readonly type: string }): ReactElement {
  const [chosen, choose] = useState('all');
  const mismatch = chosen === 'mismatch' ? { mismatch: 'true' } : {};
  const query = useQuery(eventListQuery({ type, ...mismatch }, undefined));
  const search = { q: chosen === 'mismatch' ? `type:${type} mismatch:yes` : `type:${type}` };
  return (
    <Panel
      title="Latest events"
      flush
      side={
        <>
          <SegmentedControl
            size="xs"
            data={CHOICES}
            value={chosen}
            onChange={choose}
            aria-label="Show events"
          />
          <Link to="/events" search={search} className="link">
            All events of this type
          </Link>
        </>
      }
    >
      <Loaded query={query} height={120}>
        {({ events }) =>
          events.length === 0 ? (
            <Text c="dimmed" p="md">
              {chosen === 'mismatch'
                ? 'No stored event of this type contradicts the schema.'
                : 'No stored event of this type.'}
            </Text>
          ) : (
            <div style={{ overflowX: 'auto' }}>
              <table className="rows rows-cards rows-fixed">
                <thead>
                  <tr>
                    <EventHeads />
                  </tr>
                </thead>
                <Rows events={events.slice(0, SHOWN)} />
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Rows({ events }: { readonly events: readonly EventSummary[] }): ReactElement {
  const opened = useOpened();
  return (
    <tbody>
      {events.map((event) => (
        <EventRow
          key={event.id}
          event={event}
          open={opened.isOpen(event.id)}
          onOpen={() => opened.toggle(event.id)}
        />
      ))}
    </tbody>
  );
}
