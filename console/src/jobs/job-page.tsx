import { Button, Group, Text } from '@mantine/core';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import { endpointsQuery, jobQuery, mutesQuery, statusQuery } from '../api/queries.ts';
import { isNotFound } from '../api/request.ts';
import type { Endpoint, Job } from '../api/types.ts';
import { MuteNotes } from '../mutes/mute-notes.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { count, plural } from '../parts/format.ts';
import { Note } from '../parts/note.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Steady } from '../parts/steady.tsx';
import { useTime } from '../parts/ago.tsx';
import { JobActions } from './job-actions.tsx';
import { JobEvents } from './job-events.tsx';
import { JobMessages } from './job-messages.tsx';
import { JobSummary } from './job-summary.tsx';
import { LaneList } from './lane-list.tsx';
import { lanesOf } from './lanes.ts';
import { Swimlane } from './swimlane.tsx';

const route = getRouteApi('/app/jobs/$jobId');

/** One job: what it is, what became of its events at every endpoint, and its messages. */
export function JobPage(): ReactElement {
  const { jobId } = route.useParams();
  const query = useQuery(jobQuery(jobId));
  // The note of a mute loads beside the job.
  usePrefetchQuery(mutesQuery);
  const unknown = isNotFound(query.error);
  return (
    <Page
      title={jobId}
      lead={
        <Group gap={8}>
          <Link to="/deliveries" className="link">
            Deliveries
          </Link>
          <Text span inherit>
            Events reported for this job and their deliveries.
          </Text>
        </Group>
      }
      actions={!unknown && <JobActions jobId={jobId} job={query.data} />}
    >
      {unknown ? (
        <Unknown />
      ) : (
        <Loaded query={query} height={320}>
          {(job) => <Whole job={job} />}
        </Loaded>
      )}
    </Page>
  );
}

function Whole({ job }: { readonly job: Job }): ReactElement {
  const { isPending } = useQuery(mutesQuery);
  return (
    <>
      {job.truncated && (
        <Note tone="warn" title="Not all of this job is shown">
          The job has {count(job.events_total)}
          {job.events_total >= 10_000 && ' or more'} events. The newest {plural(job.events.length, 'event')}{' '}
          and their deliveries are listed.
        </Note>
      )}
      <MuteNotes of={{ jobId: job.job_id }} />
      <Steady ready={!isPending}>
        <JobSummary job={job} />
        <Lanes job={job} />
        <JobMessages job={job} />
        <JobEvents job={job} />
      </Steady>
    </>
  );
}

/** Steps in which open spans grow, ms: a chart that moves each second cannot be read. */
const STEP_MS = 10_000;

const NO_ENDPOINTS: readonly Endpoint[] = [];

function Lanes({ job }: { readonly job: Job }): ReactElement | null {
  const { data: endpoints = NO_ENDPOINTS } = useQuery(endpointsQuery);
  const now = useTime((ms) => Math.ceil(ms / STEP_MS) * STEP_MS);
  const lanes = useMemo(
    () => lanesOf(job, new Map(endpoints.map(({ id, conversation }) => [id, conversation])), now),
    [job, endpoints, now],
  );
  return (
    <Panel title="Timeline by endpoint">
      <div className="wide-only">
        <Swimlane job={job} lanes={lanes} />
      </div>
      <div className="narrow-only">
        <LaneList lanes={lanes} />
      </div>
    </Panel>
  );
}

function Unknown(): ReactElement {
  const { data: status } = useQuery(statusQuery);
  return (
    <div className="panel">
      <Empty
        title="Nothing found for this id"
        action={
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/deliveries" />}>
            All deliveries
          </Button>
        }
      >
        No job, delivery or event has this id.
        {status && ` Finished deliveries are kept for ${plural(status.config.retention_days, 'day')}.`}
      </Empty>
    </div>
  );
}
