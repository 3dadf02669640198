import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { EventSummary } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { count } from '../parts/format.ts';
import { Middle } from '../parts/middle.tsx';
import { Mark } from '../parts/state.tsx';
import { Routing } from './routing.tsx';

interface RowProps {
  readonly event: EventSummary;
  /** Whether the reasons why no endpoint received the event are shown at once. */
  readonly opened?: boolean;
}

export function EventRow({ event, opened = false }: RowProps): ReactElement {
  const { id, job_id: job, accepted_at: at, unrouted } = event;
  const [open, setOpen] = useState(opened);
  return (
    <>
      <tr>
        <TypeCell event={event} />
        <td className="card-line" style={{ maxWidth: 260 }}>
          {job !== null && (
            <Link to="/jobs/$jobId" params={{ jobId: job }} className="quiet mono" aria-label={job}>
              <Middle text={job} />
            </Link>
          )}
        </td>
        <td className="card-line">
          {unrouted ? (
            <Button
              variant="default"
              size="compact-sm"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
              leftSection={<span className="dot tone-warn" aria-hidden />}
            >
              Unrouted: {open ? 'hide reasons' : 'why?'}
            </Button>
          ) : (
            <Counts event={event} />
          )}
        </td>
        <td className="right card-side" style={{ whiteSpace: 'nowrap' }}>
          <Text size="sm" c="dimmed">
            <Ago at={at} />
          </Text>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={4} className="card-line">
            <Routing id={id} />
          </td>
        </tr>
      )}
    </>
  );
}

/** The type of the event, and what may be wrong with it: a misspelt type, data that contradicts the schema. */
function TypeCell({ event: { id, type, hint, mismatch } }: Pick<RowProps, 'event'>): ReactElement {
  return (
    <td className="break">
      <Link to="/deliveries" search={{ event_id: id }} className="quiet" title={`Event ID: ${id}`}>
        <Text span fw={500}>
          {type}
        </Text>
      </Link>
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
