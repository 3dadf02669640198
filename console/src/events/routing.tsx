import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { eventQuery } from '../api/queries.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { Loaded } from '../parts/feedback.tsx';

/** Shows why each endpoint did not receive an event, judged by the current endpoints. */
export function Routing({ id }: { readonly id: string }): ReactElement {
  const query = useQuery(eventQuery(id));
  return (
    <Loaded query={query} height={60}>
      {({ routing }) =>
        routing.length === 0 ? (
          <Text c="dimmed">
            There are no endpoints.{' '}
            <Link to="/endpoints/new" className="link">
              Add an endpoint
            </Link>
          </Text>
        ) : (
          <dl style={{ margin: 0, display: 'grid', gap: 6 }} className="break">
            {routing.map((one) => (
              <div key={one.endpoint_id}>
                <dt style={{ display: 'inline' }}>
                  <Link to="/endpoints/$id" params={{ id: one.webhook_id }} className="link">
                    <EndpointName delivery={one} />
                  </Link>
                  :{' '}
                </dt>
                <dd style={{ display: 'inline', margin: 0 }}>{one.message}</dd>
              </div>
            ))}
          </dl>
        )
      }
    </Loaded>
  );
}
