import '../parts/timeline.css';
import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Delivery, Job } from '../api/types.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { duration, plural } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { StateMark } from '../parts/state.tsx';
import type { Tone } from '../parts/tone.ts';
import { When } from '../parts/when.tsx';

/** Lists the events of the job, the newest first, with the deliveries of each. */
export function JobEvents({ job }: { readonly job: Job }): ReactElement {
  const span = Date.parse(job.last_at) - Date.parse(job.first_at);
  const over = span === 0 ? '' : ` over ${duration(span)}`;
  return (
    <Panel title={`${plural(job.events_total, 'event')}${over}`}>
      <ol className="timeline">
        {job.events.map((event) => (
          <li key={event.id}>
            <span className={`dot tone-${toneOf(event.deliveries_list)}`} aria-hidden />
            <Group justify="space-between" gap="xs">
              <Link to="/deliveries" search={{ event_id: event.id }} className="quiet break">
                <Text fw={500}>{event.type}</Text>
              </Link>
              <Text size="sm" c="dimmed">
                <When at={event.accepted_at} />
              </Text>
            </Group>
            <Targets deliveries={event.deliveries_list} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Targets({ deliveries }: { readonly deliveries: readonly Delivery[] }): ReactElement {
  if (deliveries.length === 0) return <Text c="dimmed">No endpoint received this event.</Text>;
  return (
    <Group gap="lg" mt={4}>
      {deliveries.map((delivery) => (
        <Link key={delivery.id} to="/deliveries/$id" params={{ id: delivery.id }} className="quiet break">
          <Group gap={8}>
            <Text span size="sm">
              <EndpointName delivery={delivery} />
            </Text>
            <Text span size="sm" c="dimmed">
              <StateMark delivery={delivery} />
            </Text>
          </Group>
        </Link>
      ))}
    </Group>
  );
}

function toneOf(deliveries: readonly Delivery[]): Tone {
  if (deliveries.some(({ state }) => state === 'failed')) return 'bad';
  if (deliveries.some(({ state }) => state === 'pending' || state === 'sending')) return 'warn';
  return deliveries.some(({ state }) => state === 'delivered') ? 'good' : 'calm';
}
