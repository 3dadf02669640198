import './swimlane.css';
import { Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Fragment, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Job } from '../api/types.ts';
import { Clock } from '../parts/ago.tsx';
import { useEndpointName } from '../parts/endpoint-name.tsx';
import { duration, plural, visible } from '../parts/format.ts';
import { quotedValue } from '../query/complete-query.ts';
import { axisOf, type Axis } from './axis.ts';
import type { Lane, Span } from './lanes.ts';
import { nextPlace, type Place } from './places.ts';

interface SwimlaneProps {
  readonly job: Job;
  readonly lanes: readonly Lane[];
}

/**
 * Draws the events of a job and what every endpoint made of them on one time axis. It is one stop of the Tab key; arrow keys move inside, and
 * Enter opens the delivery.
 */
export function Swimlane({ job, lanes }: SwimlaneProps): ReactElement {
  const rows = useMemo(() => [eventsOf(job), ...lanes.map(({ spans }) => spans)], [job, lanes]);
  const axis = useMemo(() => axisOf(rows.flat().flatMap(({ from, to }) => [from, to])), [rows]);
  const [chosen, choose] = useState<Place>({ row: 0, nth: 0 });
  const navigate = useNavigate();
  const chart = useRef<HTMLDivElement>(null);
  const place = rows[chosen.row]?.[chosen.nth] === undefined ? { row: 0, nth: 0 } : chosen;
  const span = rows[place.row]?.[place.nth];
  const open = ({ kind, delivery }: Span): void => {
    if (kind === 'event') void navigate({ to: '/events', search: { q: `id:${quotedValue(delivery)}` } });
    else void navigate({ to: '/deliveries/$id', params: { id: delivery } });
  };
  const move = (event: KeyboardEvent): void => {
    const next = nextPlace(rows, place, event.key);
    if (next === null) return;
    event.preventDefault();
    choose(next);
    chart.current?.querySelector<HTMLElement>(`[data-place="${next.row}-${next.nth}"]`)?.focus();
  };
  return (
    <div ref={chart}>
      <div className="lanes" role="group" aria-label="Timeline by endpoint. Arrow keys move, Enter opens.">
        {rows.map((spans, row) => (
          <Fragment key={row === 0 ? 'events' : lanes[row - 1]!.endpointId}>
            {row === 0 ? (
              <Text size="sm" fw={500}>
                {plural(spans.length, 'event')}
              </Text>
            ) : (
              <LaneName lane={lanes[row - 1]!} />
            )}
            <div className="lane-track">
              <Cuts axis={axis} />
              {spans.map((one, nth) => (
                <SpanButton
                  key={nth}
                  span={one}
                  axis={axis}
                  place={`${row}-${nth}`}
                  chosen={row === place.row && nth === place.nth}
                  choose={() => choose({ row, nth })}
                  open={() => open(one)}
                  move={move}
                />
              ))}
            </div>
          </Fragment>
        ))}
        <span />
        <AxisLine axis={axis} />
      </div>
      {span && <Details span={span} />}
    </div>
  );
}

/** The events of the job as marks; `delivery` holds the id of the event. */
function eventsOf({ events }: Job): readonly Span[] {
  return events.toReversed().map(({ id, type, accepted_at: at, deliveries }) => ({
    kind: 'event',
    from: Date.parse(at),
    to: Date.parse(at),
    tone: deliveries.failed > 0 ? 'bad' : deliveries.total === 0 ? 'calm' : 'accent',
    label: type,
    detail:
      deliveries.total === 0
        ? 'No endpoint received this event.'
        : `${deliveries.delivered} of ${plural(deliveries.total, 'delivery', 'deliveries')} delivered`,
    delivery: id,
    event: type,
  }));
}

function LaneName({ lane: { endpointId, webhookId } }: { readonly lane: Lane }): ReactElement {
  const name = useEndpointName({ endpoint_id: endpointId, webhook_id: webhookId });
  return (
    <Text size="sm" fw={500} className="clip" title={visible(name)}>
      <bdi>{name}</bdi>
    </Text>
  );
}

interface SpanProps {
  readonly span: Span;
  readonly axis: Axis;
  readonly place: string;
  readonly chosen: boolean;
  readonly choose: () => void;
  readonly open: () => void;
  readonly move: (event: KeyboardEvent) => void;
}

function SpanButton({ span, axis, place, chosen, choose, open, move }: SpanProps): ReactElement {
  const { kind, from, to, tone } = span;
  const left = axis.at(from);
  const isMoment = kind === 'end' || kind === 'event';
  return (
    <button
      type="button"
      className={`span span-${kind} tone-${tone}`}
      style={{ left: `${left}%`, ...(!isMoment && { width: `${axis.at(to) - left}%` }) }}
      data-place={place}
      data-chosen={chosen}
      tabIndex={chosen ? 0 : -1}
      aria-label={textOf(span)}
      onMouseEnter={choose}
      onFocus={choose}
      onClick={open}
      onKeyDown={move}
    />
  );
}

function textOf({ label, event, kind, from, to }: Span): string {
  const took = to > from ? `, ${duration(to - from)}` : '';
  return kind === 'event' ? `Event ${label}` : `${label}${took}, ${event}`;
}

function Cuts({ axis }: { readonly axis: Axis }): ReactElement {
  return (
    <>
      {axis.cuts.map(({ left, width }) => (
        <div key={left} className="lane-cut" style={{ left: `${left}%`, width: `${width}%` }} aria-hidden />
      ))}
    </>
  );
}

/** Labels the axis with times since its beginning, and the cuts with their lengths. */
function AxisLine({ axis: { ticks, cuts, start } }: { readonly axis: Axis }): ReactElement {
  return (
    <div className="lane-axis num" aria-hidden>
      {ticks.map(({ time, left }) => (
        <span key={left} style={{ left: `${left}%` }}>
          {time - start < 1 ? '0' : `+${duration(time - start)}`}
        </span>
      ))}
      {cuts.map(({ left, width, from, to }) => (
        <span key={`cut ${left}`} style={{ left: `${left + width / 2}%`, transform: 'translateX(-50%)' }}>
          {duration(to - from)}
        </span>
      ))}
    </div>
  );
}

/** Tells in words about the span under the pointer, or with the focus. */
function Details({ span }: { readonly span: Span }): ReactElement {
  const { label, detail, event, kind, from, to, tone } = span;
  return (
    <Group gap="xs" mt="sm" mih={44} align="flex-start" wrap="nowrap">
      <span className={`dot tone-${tone}`} style={{ marginTop: 6 }} aria-hidden />
      <div style={{ minWidth: 0 }} aria-live="polite">
        <Text size="sm" fw={500} className="break">
          {label}
          {kind !== 'event' && (
            <Text span c="dimmed" size="sm">
              {' '}
              · {event}
            </Text>
          )}
        </Text>
        <Text size="sm" c="dimmed" className="break num">
          <Clock at={new Date(from).toISOString()} />
          {to > from && ` · ${duration(to - from)}`}
          {detail !== '' && ` · ${detail}`}
        </Text>
      </div>
    </Group>
  );
}
