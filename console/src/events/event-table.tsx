import type { ReactElement, ReactNode } from 'react';
import type { EventSummary } from '../api/types.ts';
import { SelectionBar, useSelection, SelectionTable } from '../query/selection.tsx';
import { useRowKeys } from '../deliveries/use-row-keys.ts';
import { EventHeads } from './event-heads.tsx';
import { EventRow } from './event-row.tsx';
import { ReplayButton } from './replay-events.tsx';
import { useOpened } from './use-opened.ts';

interface TableProps {
  readonly events: readonly EventSummary[];
  /** Shown in the place of the rows where there are none. */
  readonly empty: ReactNode;
}

/** Lists events, one per row, each of which can be chosen and opened. `j` and `k` move, Enter shows the details, `x` chooses. */
export function EventTable({ events, empty }: TableProps): ReactElement {
  const selection = useSelection(events);
  const opened = useOpened(events.length === 1 ? [events[0]!.id] : []);
  const current = useRowKeys(events, {
    open: ({ id }) => opened.toggle(id),
    choose: ({ id }) => selection.toggle(id, false),
  });
  return (
    <>
      <SelectionTable selection={selection} rows={events.length} empty={empty} heads={<EventHeads />}>
        {events.map((event) => (
          <EventRow
            key={event.id}
            event={event}
            selection={selection}
            open={opened.isOpen(event.id)}
            onOpen={() => opened.toggle(event.id)}
            current={event.id === current}
          />
        ))}
      </SelectionTable>
      <SelectionBar selection={selection} one="event" many="events">
        <ReplayButton events={{ id: selection.chosen.map(({ id }) => id) }} small />
      </SelectionBar>
    </>
  );
}
