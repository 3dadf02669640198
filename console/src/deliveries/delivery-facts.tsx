import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { DeliveryDetail } from '../api/types.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { Fact, Facts } from '../parts/fact.tsx';
import { exact } from '../parts/format.ts';
import { JobLink } from '../parts/job-link.tsx';
import { Panel } from '../parts/page.tsx';
import { subjectOf } from '../parts/own-events.ts';
import { StateMark } from '../parts/state.tsx';

export function DeliveryFacts({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement {
  const { id, event_id: eventId, job_id: job, webhook_id: webhookId } = delivery;
  const { replay_of: original, grouped_in: digest } = delivery;
  return (
    <Panel title="Details">
      <Facts>
        <Fact name="State">
          <StateMark delivery={delivery} />
        </Fact>
        <Fact name="Endpoint">
          <Link to="/endpoints/$id" params={{ id: webhookId }} className="link">
            <EndpointName delivery={delivery} />
          </Link>
        </Fact>
        {job !== null && (
          <Fact name={subjectOf(delivery.event, job) === 'incident' ? 'Incident' : 'Job'} copy={job}>
            <JobLink event={delivery.event} job={job} whole />
          </Fact>
        )}
        <Fact name="Delivery ID" copy={id}>
          <span className="mono break">{id}</span>
        </Fact>
        <Fact name="Event ID" copy={eventId}>
          <Link to="/deliveries" search={{ event_id: eventId }} className="link mono break">
            {eventId}
          </Link>
        </Fact>
        <Fact name="Preview">
          <Link
            to="/endpoints/$id/message"
            params={{ id: webhookId }}
            search={{ event: eventId }}
            className="link"
          >
            Show the message
          </Link>
        </Fact>
        <Fact name="Accepted">{exact(delivery.created_at)}</Fact>
        {delivery.settled_at !== null && <Fact name="Completed">{exact(delivery.settled_at)}</Fact>}
        {delivery.reason !== null && <Fact name="Reason">{delivery.reason}</Fact>}
        {digest !== null && (
          <Fact name="Digest">
            <Link to="/deliveries/$id" params={{ id: digest }} className="link mono break">
              {digest}
            </Link>
          </Fact>
        )}
        {original !== null && (
          <Fact name="Replay of">
            <Link to="/deliveries/$id" params={{ id: original }} className="link mono break">
              {original}
            </Link>
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}
