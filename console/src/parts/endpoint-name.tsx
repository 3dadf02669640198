import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { endpointsQuery } from '../api/queries.ts';

interface Named {
  readonly endpoint_id: string;
  /** Public name; null when it is not known any more. */
  readonly webhook_id: string | null;
}

/** Returns the display name of a delivery's endpoint; for a deleted endpoint, its former public name. */
export function useEndpointName(delivery: Named): string {
  const { data } = useQuery(endpointsQuery);
  return (
    data?.find(({ id }) => id === delivery.endpoint_id)?.name ?? delivery.webhook_id ?? 'a removed endpoint'
  );
}

/** Tells which endpoints are deleted, by their id; none as long as the endpoints are not known. */
export function useIsDeleted(): (endpointId: string) => boolean {
  const { data } = useQuery(endpointsQuery);
  return (endpointId) => data !== undefined && !data.some(({ id }) => id === endpointId);
}

/** Shows an endpoint's name, isolated, because it may change the direction of writing. */
export function EndpointName({ delivery }: { readonly delivery: Named }): ReactNode {
  return <bdi>{useEndpointName(delivery)}</bdi>;
}
