import { Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { Delivery } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { Due } from '../parts/due.tsx';
import { useEndpointName } from '../parts/endpoint-name.tsx';
import { capitalised } from '../parts/format.ts';
import { Held } from '../parts/held.tsx';
import { JobLink } from '../parts/job-link.tsx';
import { useRefusal } from '../parts/roles.ts';
import { reasonWords } from '../parts/state-words.ts';
import { StateMark } from '../parts/state.tsx';
import { RowBox, SelectionBar, useSelection, type Selection, SelectionTable } from '../query/selection.tsx';
import { RepairDialog, type AskedRepair } from './bulk-repair.tsx';
import { RepairSelected } from './repair-selected.tsx';
import { useRepair } from './use-repair.ts';
import { useRowKeys } from './use-row-keys.ts';

interface TableProps {
  readonly deliveries: readonly Delivery[];
  /** True where all of them are to the endpoint of the page. */
  readonly ofOneEndpoint?: boolean;
  /** Shown in the place of the rows where there are none. */
  readonly empty?: ReactNode;
}

/** Lists deliveries, one per row. `j` and `k` move, Enter opens, `x` chooses, `r` redelivers, or retries a pending one. */
export function DeliveryTable({ deliveries, ofOneEndpoint = false, empty }: TableProps): ReactElement {
  const navigate = useNavigate();
  const repair = useRepair();
  const mayRepair = useRefusal('operator') === null;
  const selection = useSelection(deliveries);
  // The dialog stays while what it does takes the rows off the list.
  const [asked, ask] = useState<AskedRepair | null>(null);
  const current = useRowKeys(deliveries, {
    open: ({ id }) => void navigate({ to: '/deliveries/$id', params: { id } }),
    choose: ({ id }) => selection.toggle(id, false),
    redeliver: ({ id, state }) =>
      mayRepair && repair.mutate({ id, action: state === 'pending' ? 'retry' : 'redeliver' }),
  });
  return (
    <>
      <SelectionTable
        selection={selection}
        rows={deliveries.length}
        empty={empty}
        heads={
          <>
            <th style={{ width: 104 }}>State</th>
            <th style={{ width: '20%' }}>Event</th>
            <th style={{ width: '22%' }}>Job</th>
            {!ofOneEndpoint && <th>Endpoint</th>}
            <th className="right wide-only" style={{ width: 74 }}>
              Attempts
            </th>
            <th style={{ width: ofOneEndpoint ? undefined : '16%' }}>Response</th>
            <th className="right" style={{ width: 86 }}>
              Accepted
            </th>
          </>
        }
      >
        {deliveries.map((delivery) => (
          <Row
            key={delivery.id}
            delivery={delivery}
            selection={selection}
            ofOneEndpoint={ofOneEndpoint}
            current={delivery.id === current}
            onOpen={() => void navigate({ to: '/deliveries/$id', params: { id: delivery.id } })}
          />
        ))}
      </SelectionTable>
      <SelectionBar selection={selection} one="delivery" many="deliveries">
        <RepairSelected deliveries={selection.chosen} ask={ask} />
      </SelectionBar>
      <RepairDialog repair={asked} close={() => ask(null)} onBegun={() => selection.all(false)} />
    </>
  );
}

interface RowProps {
  readonly delivery: Delivery;
  readonly selection: Selection;
  readonly ofOneEndpoint: boolean;
  readonly current: boolean;
  readonly onOpen: () => void;
}

/** A row that opens the delivery on click; for the keyboard and screen readers, the event's name is the link. */
function Row({ delivery, selection, ofOneEndpoint, current, onOpen }: RowProps): ReactElement {
  const { id, event, job_id: job, attempts } = delivery;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <tr ref={row} data-current={current} onClick={onOpen} style={{ cursor: 'pointer' }}>
      <td className="card-box">
        <RowBox selection={selection} id={id} name={`${event} ${job ?? id}`} />
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        <StateMark delivery={delivery} short />
      </td>
      <td>
        <Link
          to="/deliveries/$id"
          params={{ id }}
          className="quiet clip"
          title={event}
          onClick={(click) => click.stopPropagation()}
        >
          <Text span fw={500}>
            {event}
          </Text>
        </Link>
      </td>
      <td className={isLong(delivery) ? 'card-after card-line' : 'card-after'}>
        {job !== null && <JobLink event={event} job={job} onClick={(click) => click.stopPropagation()} />}
      </td>
      {!ofOneEndpoint && (
        <td>
          <EndpointOf delivery={delivery} />
        </td>
      )}
      <td className="right wide-only">{attempts}</td>
      <td className={isLong(delivery) ? 'card-line card-last' : 'card-after card-right'}>
        <Response delivery={delivery} />
      </td>
      <td className="right card-side" style={{ whiteSpace: 'nowrap' }}>
        <Text size="sm" c="dimmed">
          <Ago at={delivery.created_at} />
        </Text>
      </td>
    </tr>
  );
}

function EndpointOf({ delivery }: { readonly delivery: Delivery }): ReactElement {
  const name = useEndpointName(delivery);
  // The name is isolated, because it may change the direction of writing.
  return (
    <span className="clip" title={name}>
      <bdi>{name}</bdi>
    </span>
  );
}

/** Tells whether the response needs a line of its own in a card: an error, a hold, or a reason in words. */
function isLong(delivery: Delivery): boolean {
  const { last_error: error, state } = delivery;
  return error !== null || state === 'pending' || reasonWords(delivery) !== undefined;
}

/** Shows the result of the last attempt, and the time of the next one or the hold. */
function Response({ delivery }: { readonly delivery: Delivery }): ReactElement | null {
  const { last_status: status, last_error: error, reason, state } = delivery;
  // The reason of a delivery that ended without a request says more than the error of an earlier attempt.
  const ended = reasonWords(delivery);
  if (ended !== undefined) return <>{capitalised(ended)}</>;
  const text = error?.message ?? reason ?? (status ? `HTTP ${status}` : '');
  if (text === '' && state !== 'pending') return null;
  return (
    <>
      <span className={error ? 'clip tone-bad' : 'clip'} title={text}>
        {text}
      </span>
      {state === 'pending' && (
        <Text size="xs" c="dimmed">
          <Next delivery={delivery} />
        </Text>
      )}
    </>
  );
}

function Next({ delivery }: { readonly delivery: Delivery }): ReactElement | null {
  const { held_by: by, held_until: until, next_attempt_at: next, attempts } = delivery;
  if (by !== null) return <Held held_by={by} held_until={until} />;
  return next === null ? null : <Due at={next} before={attempts > 0 ? 'retry ' : ''} />;
}
