import { Link } from '@tanstack/react-router';
import type { MouseEvent, ReactElement } from 'react';
import { Middle } from './middle.tsx';
import { subjectOf } from './own-events.ts';

interface JobLinkProps {
  /** Type of the event. */
  readonly event: string;
  readonly job: string;
  /** Whether all of the id is shown, as a link in the text; otherwise its end always is. */
  readonly whole?: boolean;
  readonly onClick?: (event: MouseEvent) => void;
}

/** Links the job id of an event to the page of its job; of the gateway's own event, to the incident that the event reports. */
export function JobLink({ event, job, whole = false, onClick }: JobLinkProps): ReactElement {
  const face = whole ? job : <Middle text={job} />;
  const look = { className: whole ? 'link mono break' : 'quiet mono', 'aria-label': job, onClick };
  return subjectOf(event, job) === 'incident' ? (
    <Link to="/incidents/$id" params={{ id: job }} {...look}>
      {face}
    </Link>
  ) : (
    <Link to="/jobs/$jobId" params={{ jobId: job }} {...look}>
      {face}
    </Link>
  );
}
