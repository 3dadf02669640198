import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { DeliveryDetail } from '../api/types.ts';
import { Copy } from '../parts/code.tsx';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { exact, plural } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { StateMark } from '../parts/state.tsx';

export function DeliveryFacts({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement {
  const { id, event_id: eventId, job_id: job, webhook_id: webhookId } = delivery;
  const { replay_of: original, grouped_in: digest } = delivery;
  const batch = lastBatch(delivery);
  return (
    <Panel title="Details">
      <dl style={{ margin: 0, display: 'grid', gap: 10 }}>
        <Fact name="State">
          <StateMark delivery={delivery} />
        </Fact>
        <Fact name="Endpoint">
          <Link to="/endpoints/$id" params={{ id: webhookId }} className="link">
            <EndpointName delivery={delivery} />
          </Link>
        </Fact>
        {job !== null && (
          <Fact name="Job" copy={job}>
            <Link to="/jobs/$jobId" params={{ jobId: job }} className="link mono break">
              {job}
            </Link>
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
        {batch && (
          <Fact name="Batch">
            Attempt {batch.attempt} went with {plural(batch.size - 1, 'other event')}
          </Fact>
        )}
        {original !== null && (
          <Fact name="Replay of">
            <Link to="/deliveries/$id" params={{ id: original }} className="link mono break">
              {original}
            </Link>
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

/** The last attempt that went in a batch, and how large that was; null: each had a request of its own. */
function lastBatch({ history }: DeliveryDetail): { readonly attempt: number; readonly size: number } | null {
  const attempt = history.findLast(({ batch }) => batch !== null);
  return attempt?.batch ? { attempt: attempt.number, size: attempt.batch.size } : null;
}

interface FactProps {
  readonly name: string;
  readonly copy?: string;
  readonly children: ReactNode;
}

function Fact({ name, copy, children }: FactProps): ReactElement {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" mih={24}>
      <Text component="dt" c="dimmed" w={92} style={{ flex: 'none' }}>
        {name}
      </Text>
      <Group
        component="dd"
        m={0}
        gap={4}
        wrap="nowrap"
        style={{ flex: 1, minWidth: 0 }}
        justify="space-between"
      >
        <div style={{ minWidth: 0 }}>{children}</div>
        {copy !== undefined && <Copy value={copy} label={`Copy ${name}`} />}
      </Group>
    </Group>
  );
}
