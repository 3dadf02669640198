import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { IncidentAttempt, IncidentDetail } from '../api/types.ts';
import { JobLink } from '../parts/job-link.tsx';
import { Panel } from '../parts/page.tsx';
import { When } from '../parts/when.tsx';

/** The first and the last attempt that show the cause. */
export function IncidentEvidence({ incident }: { readonly incident: IncidentDetail }): ReactElement | null {
  const { first_attempt: first, last_attempt: last } = incident;
  if (first === null || last === null) return null;
  const isOne = first.delivery_id === last.delivery_id && first.number === last.number;
  return (
    <div className={isOne ? undefined : 'split'}>
      <Shown title={isOne ? 'Evidence' : 'First failure'} attempt={first} />
      {!isOne && <Shown title="Latest failure" attempt={last} />}
    </div>
  );
}

interface ShownProps {
  readonly title: string;
  readonly attempt: IncidentAttempt;
}

function Shown({ title, attempt }: ShownProps): ReactElement {
  const { number, error, event, job_id: job, delivery_id: id, at } = attempt;
  return (
    <Panel
      title={title}
      side={
        <Link to="/deliveries/$id" params={{ id }} className="link">
          Open delivery
        </Link>
      }
    >
      <Text className="break tone-bad">{error}</Text>
      <Text className="break">
        {event}
        {job !== null && (
          <>
            {' · '}
            <JobLink event={event} job={job} whole />
          </>
        )}
      </Text>
      <Text size="sm" c="dimmed">
        {number === null ? 'No attempt' : `Attempt ${number}`} · <When at={at} />
      </Text>
    </Panel>
  );
}
