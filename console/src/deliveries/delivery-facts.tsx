import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { DeliveryDetail } from '../api/types.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { Fact, Facts } from '../parts/fact.tsx';
import { exact, plural } from '../parts/format.ts';
import { JobLink } from '../parts/job-link.tsx';
import { Panel } from '../parts/page.tsx';
import { subjectOf } from '../parts/own-events.ts';
import { StateMark } from '../parts/state.tsx';

interface FactsProps {
  readonly delivery: DeliveryDetail;
}

export function DeliveryFacts({ delivery }: FactsProps): ReactElement {
  const { id, event_id: eventId, job_id: job, webhook_id: webhookId } = delivery;
  const { replay_of: original } = delivery;
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
        <DigestFact delivery={delivery} />
        <BatchFact delivery={delivery} />
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

/** Leads to the digest that the delivery waits in, or was told by. */
function DigestFact({ delivery: { grouped_in: digest } }: FactsProps): ReactElement | null {
  if (digest === null) return null;
  return (
    <Fact name="Digest">
      <Link to="/deliveries/$id" params={{ id: digest }} className="link mono break">
        {digest}
      </Link>
    </Fact>
  );
}

/** Tells of the last attempt that went in a batch; nothing where each had a request of its own. */
function BatchFact({ delivery: { history } }: FactsProps): ReactElement | null {
  const attempt = history.findLast(({ batch }) => batch !== null);
  if (!attempt?.batch) return null;
  return (
    <Fact name="Batch">
      Attempt {attempt.number} went with {plural(attempt.batch.size - 1, 'other event')}
    </Fact>
  );
}
