import '../parts/timeline.css';
import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Clock } from '../parts/ago.tsx';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { duration } from '../parts/format.ts';
import type { Lane, Span } from './lanes.ts';

/** Lists the lanes in words, where the page is too narrow for a time axis. */
export function LaneList({ lanes }: { readonly lanes: readonly Lane[] }): ReactElement {
  return (
    <Stack>
      {lanes.map(({ endpointId, webhookId, spans }) => (
        <div key={endpointId}>
          <Text fw={600} mb={6} className="break">
            <EndpointName delivery={{ endpoint_id: endpointId, webhook_id: webhookId }} />
          </Text>
          <ol className="timeline">
            {spans.map((span, nth) => (
              <Item key={nth} span={span} />
            ))}
          </ol>
        </div>
      ))}
    </Stack>
  );
}

function Item({ span }: { readonly span: Span }): ReactElement {
  const { label, detail, event, from, to, tone, delivery } = span;
  return (
    <li>
      <span className={`dot tone-${tone}`} aria-hidden />
      <Link to="/deliveries/$id" params={{ id: delivery }} className="quiet break">
        <Text fw={500} size="sm">
          {label}
        </Text>
      </Link>
      <Text size="sm" c="dimmed" className="break num">
        {event} · <Clock at={new Date(from).toISOString()} />
        {to > from && ` · ${duration(to - from)}`}
        {detail !== '' && ` · ${detail}`}
      </Text>
    </li>
  );
}
