import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { deliveriesQuery } from '../api/queries.ts';
import type { EventSummary } from '../api/types.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { StateMark } from '../parts/state.tsx';

interface ArrivalProps {
  /** The newest event; null before the first. */
  readonly event: EventSummary | null;
  /** Whether an endpoint is there. */
  readonly waiting: boolean;
}

/** Shows the first event as it arrives, and what becomes of its deliveries. */
export function Arrival({ event, waiting }: ArrivalProps): ReactElement {
  return (
    <div aria-live="polite">
      {event === null ? (
        <Group gap={8}>
          {waiting && <span className="dot pulse tone-accent" aria-hidden />}
          <Text c="dimmed">
            {waiting
              ? 'Waiting for the first event…'
              : 'Once an event arrives, it shows here with its deliveries.'}
          </Text>
        </Group>
      ) : (
        <Arrived event={event} />
      )}
    </div>
  );
}

function Arrived({ event }: { readonly event: EventSummary }): ReactElement {
  const { data } = useQuery(deliveriesQuery({ event_id: event.id }, undefined));
  return (
    <Stack gap={6}>
      <Group gap={6}>
        <Text span>
          <b>{event.type}</b> arrived{event.job_id !== null && ' for'}
        </Text>
        {event.job_id !== null && (
          <Link to="/jobs/$jobId" params={{ jobId: event.job_id }} className="link mono break">
            {event.job_id}
          </Link>
        )}
      </Group>
      {data?.items.length === 0 && (
        <Text className="tone-warn">
          {event.hint ?? 'No endpoint subscribes to this type, or the filters do not match.'}
        </Text>
      )}
      {data?.items.map((delivery) => (
        <Link key={delivery.id} to="/deliveries/$id" params={{ id: delivery.id }} className="quiet">
          <Group gap={8}>
            <EndpointName delivery={delivery} />
            <StateMark delivery={delivery} />
          </Group>
        </Link>
      ))}
    </Stack>
  );
}
