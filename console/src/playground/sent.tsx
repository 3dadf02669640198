import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { StateMark } from '../parts/state.tsx';

/** Shows the deliveries of the event just sent, live. */
export function Sent({ eventId }: { readonly eventId: string }): ReactElement {
  const query = useQuery({ queryKey: ['deliveries', 'sent', eventId], queryFn: () => api.event(eventId) });
  return (
    <Loaded query={query} height={60}>
      {({ deliveries_list: deliveries, hint }) => (
        <Stack gap={6} role="status">
          <Text fw={500}>
            {deliveries.length === 0 ? 'Stored. No endpoint received this event.' : 'Stored. Deliveries:'}
          </Text>
          {hint !== null && <Text className="tone-warn">{hint}</Text>}
          {deliveries.map((delivery) => (
            <Group key={delivery.id} justify="space-between">
              <Link to="/deliveries/$id" params={{ id: delivery.id }} className="link">
                <EndpointName delivery={delivery} />
              </Link>
              <StateMark delivery={delivery} />
            </Group>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}
