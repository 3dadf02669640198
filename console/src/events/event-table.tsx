import type { ReactElement } from 'react';
import type { EventSummary } from '../api/types.ts';
import { AllBox, SelectionBar, useSelection } from '../query/selection.tsx';
import { EventRow } from './event-row.tsx';
import { ReplayButton } from './replay-events.tsx';

/** Lists events, one per row, each of which can be chosen and opened. */
export function EventTable({ events }: { readonly events: readonly EventSummary[] }): ReactElement {
  const selection = useSelection(events);
  return (
    <>
      <div style={{ overflowX: 'auto' }}>
        <table className="rows rows-cards rows-fixed">
          <thead>
            <tr>
              <th style={{ width: 42 }}>
                <AllBox selection={selection} rows={events.length} />
              </th>
              <th style={{ width: '30%' }}>Event</th>
              <th style={{ width: '27%' }}>Job</th>
              <th>Deliveries</th>
              <th className="right" style={{ width: 110 }}>
                Accepted
              </th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <EventRow key={event.id} event={event} selection={selection} opened={events.length === 1} />
            ))}
          </tbody>
        </table>
      </div>
      <SelectionBar selection={selection} one="event" many="events">
        <ReplayButton events={{ id: selection.chosen }} small />
      </SelectionBar>
    </>
  );
}
