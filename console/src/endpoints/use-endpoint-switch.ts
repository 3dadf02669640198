import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type EndpointSwitch } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import { visible } from '../parts/format.ts';
import { tell, tellError } from '../parts/feedback.tsx';

const DONE: Readonly<Record<EndpointSwitch, string>> = {
  enable: 'is enabled',
  disable: 'is disabled',
  pause: 'is paused: its deliveries wait',
  resume: 'goes on',
};

interface Change {
  readonly endpoint: Endpoint;
  readonly action: EndpointSwitch;
}

/** Turns an endpoint on or off, or lets it wait; the result is said at the edge of the page. */
export function useEndpointSwitch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ endpoint, action }: Change) => api.switchEndpoint(endpoint.id, action),
    onSuccess: async (_answer, { endpoint, action }) => {
      tell(`${visible(endpoint.name)} ${DONE[action]}`);
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error, { endpoint, action }) => tellError(`${visible(endpoint.name)}: cannot ${action}`, error),
  });
}
