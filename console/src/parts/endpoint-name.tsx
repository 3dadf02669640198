import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { endpointsQuery } from '../api/queries.ts';

interface Named {
  readonly endpoint_id: string;
  /** Null where nobody remembers it. */
  readonly webhook_id: string | null;
}

/** What people call the endpoint of a delivery; of one that is gone, the public name it had. */
export function useEndpointName(delivery: Named): string {
  const { data } = useQuery(endpointsQuery);
  return (
    data?.find(({ id }) => id === delivery.endpoint_id)?.name ?? delivery.webhook_id ?? 'a removed endpoint'
  );
}

/** Isolated: a name may turn the direction of writing. */
export function EndpointName({ delivery }: { readonly delivery: Named }): ReactNode {
  return <bdi>{useEndpointName(delivery)}</bdi>;
}
