import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { jobQuery } from '../api/queries.ts';
import { ApiError } from '../api/request.ts';
import type { Delivery, Job } from '../api/types.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { duration, plural } from '../parts/format.ts';
import { Page, Panel } from '../parts/page.tsx';
import { StateMark } from '../parts/state.tsx';
import { When } from '../parts/when.tsx';
import type { Tone } from '../parts/tone.ts';
import { JobMessages } from './job-messages.tsx';

const route = getRouteApi('/app/jobs/$jobId');

export function JobPage(): ReactElement {
  const { jobId } = route.useParams();
  const query = useQuery(jobQuery(jobId));
  const unknown = query.error instanceof ApiError && query.error.status === 404;
  return (
    <Page title={jobId} lead="Events reported for this job and their deliveries.">
      {unknown ? (
        <Unknown />
      ) : (
        <Loaded query={query} height={320}>
          {(job) => (
            <>
              <JobMessages job={job} />
              <Events job={job} />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Unknown(): ReactElement {
  return (
    <div className="panel">
      <Empty
        title="Nothing found for this id"
        action={
          <Button variant="default" component={Link} to="/deliveries">
            All deliveries
          </Button>
        }
      >
        No job, delivery or event has this id. Finished deliveries are kept for the days of
        WEBHOOK_RETENTION_DAYS.
      </Empty>
    </div>
  );
}

function Events({ job }: { readonly job: Job }): ReactElement {
  const span = Date.parse(job.last_at) - Date.parse(job.first_at);
  return (
    <Panel title={`${plural(job.events.length, 'event')} over ${duration(span)}`}>
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
        <Link key={delivery.id} to="/deliveries/$id" params={{ id: delivery.id }} className="quiet">
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
