import { ActionIcon, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement } from 'react';
import type { EventSummary } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { count } from '../parts/format.ts';
import { JobLink } from '../parts/job-link.tsx';
import { Mark } from '../parts/state.tsx';
import { RowBox, type Selection } from '../query/selection.tsx';
import { EventDetails } from './event-details.tsx';

interface RowProps {
  readonly event: EventSummary;
  /** Absent: the row cannot be chosen. */
  readonly selection?: Selection;
  /** Whether the details are shown. */
  readonly open: boolean;
  readonly onOpen: () => void;
  /** Whether the row is selected by keyboard. */
  readonly current?: boolean;
}

/** A row that opens the details of its event below it. */
export function EventRow({ event, selection, open, onOpen, current = false }: RowProps): ReactElement {
  const { id, type, job_id: job, accepted_at: at, unrouted } = event;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <>
      <tr ref={row} data-current={current}>
        {selection && (
          <td className="card-box">
            <RowBox selection={selection} id={id} name={`${type} ${job ?? id}`} />
          </td>
        )}
        <TypeCell event={event} open={open} onOpen={onOpen} />
        <td className="card-line">{job !== null && <JobLink event={type} job={job} />}</td>
        <td className="card-line">
          {unrouted ? <Mark tone="warn">Unrouted</Mark> : <Counts event={event} />}
        </td>
        <td className="right card-side" style={{ whiteSpace: 'nowrap' }}>
          <Text size="sm" c="dimmed">
            <Ago at={at} />
          </Text>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={selection ? 5 : 4} className="card-line">
            <EventDetails event={event} />
          </td>
        </tr>
      )}
    </>
  );
}

interface TypeProps {
  readonly event: EventSummary;
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** The type of the event, and what may be wrong with it: a misspelt type, data that contradicts the schema. */
function TypeCell({ event: { id, type, hint, mismatch }, open, onOpen }: TypeProps): ReactElement {
  return (
    <td className="break">
      <span style={{ display: 'flex', alignItems: 'center', gap: 6 }}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={open}
          aria-label={`${open ? 'Hide' : 'Show'} details of ${type} ${id}`}
          onClick={onOpen}
        >
          <IconChevronRight size={15} style={{ transform: open ? 'rotate(90deg)' : 'none' }} />
        </ActionIcon>
        <Link to="/deliveries" search={{ event_id: id }} className="quiet" title={`Event ID: ${id}`}>
          <Text span fw={500}>
            {type}
          </Text>
        </Link>
      </span>
      {hint !== null && (
        <Text size="xs" className="tone-warn">
          {hint}
        </Text>
      )}
      {mismatch !== null && (
        <Text size="xs" className="tone-warn">
          Schema mismatch: {mismatch}
        </Text>
      )}
    </td>
  );
}

const STATES = [
  ['failed', 'bad'],
  ['pending', 'warn'],
  ['delivered', 'good'],
  ['cancelled', 'calm'],
] as const;

function Counts({ event: { deliveries } }: Pick<RowProps, 'event'>): ReactElement {
  const some = STATES.filter(([state]) => deliveries[state] > 0);
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '2px 14px' }}>
      {some.map(([state, tone]) => (
        <Mark key={state} tone={tone}>{`${count(deliveries[state])} ${state}`}</Mark>
      ))}
    </span>
  );
}
