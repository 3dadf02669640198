import '../parts/timeline.css';
import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Clock } from '../parts/ago.tsx';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { count, duration } from '../parts/format.ts';
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
          <Items spans={spans} />
        </div>
      ))}
    </Stack>
  );
}

/** Entries that are shown of a lane before it is asked for: the newest. */
const SHOWN = 6;

function Items({ spans }: Pick<Lane, 'spans'>): ReactElement {
  const [all, showAll] = useState(false);
  // One entry takes as much room as the button.
  const earlier = all || spans.length <= SHOWN + 1 ? 0 : spans.length - SHOWN;
  return (
    <>
      {earlier > 0 && (
        <Button variant="subtle" size="compact-sm" mb={6} onClick={() => showAll(true)}>
          Show {count(earlier)} earlier
        </Button>
      )}
      <ol className="timeline">
        {spans.slice(earlier).map((span, nth) => (
          <Item key={earlier + nth} span={span} />
        ))}
      </ol>
    </>
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
