import { Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { recentFailuresQuery } from '../api/queries.ts';
import type { Delivery } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';

export function FailuresPanel(): ReactElement {
  const query = useQuery(recentFailuresQuery);
  return (
    <Panel
      title="Latest failures"
      flush
      side={
        <Link to="/deliveries" search={{ state: 'failed' }} className="link">
          All failures
        </Link>
      }
    >
      <Loaded query={query} height={150}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No failed deliveries" icon={<IconCircleCheck size={26} stroke={1.5} />}>
              Deliveries that failed permanently show here with the reason.
            </Empty>
          ) : (
            items.map((delivery) => <Failure key={delivery.id} delivery={delivery} />)
          )
        }
      </Loaded>
    </Panel>
  );
}

function Failure({ delivery }: { readonly delivery: Delivery }): ReactElement {
  const { id, event, last_error: error, settled_at: settled, created_at: created } = delivery;
  return (
    <Group wrap="nowrap" gap="sm" px="md" py={9} style={{ borderBottom: '1px solid var(--line)' }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Link to="/deliveries/$id" params={{ id }} className="quiet">
          <Text span fw={500} className="break">
            {event}
          </Text>{' '}
          <Text span c="dimmed">
            to <EndpointName delivery={delivery} />
          </Text>
        </Link>
        <Text size="sm" className="clip tone-bad" title={error?.message}>
          {error?.message ?? delivery.reason ?? 'Failed'}
        </Text>
      </div>
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        <Ago at={settled ?? created} />
      </Text>
    </Group>
  );
}
