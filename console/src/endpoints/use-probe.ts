import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { ApiError } from '../api/request.ts';
import type { Endpoint, ProbeWith } from '../api/types.ts';
import { notify, notifyError } from '../parts/feedback.tsx';
import { visible } from '../parts/format.ts';

interface Probe {
  readonly endpoint: Endpoint;
  /** Absent: a queued delivery, or a test message where nothing is queued. */
  readonly by?: ProbeWith;
}

/** Probes an endpoint whose circuit is open, at once. */
export function useProbe() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ endpoint, by }: Probe) => {
      if (by !== undefined) return api.probe(endpoint.id, by);
      try {
        return await api.probe(endpoint.id, 'delivery');
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'nothing_waiting') throw error;
        return api.probe(endpoint.id, 'test');
      }
    },
    onSuccess: async ({ message, test_result: test }, { endpoint }) => {
      if (test?.success === false) notifyError(`${visible(endpoint.name)}: probe failed`, new Error(message));
      else notify(`Probing ${visible(endpoint.name)}`, message);
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error, { endpoint }) => notifyError(`${visible(endpoint.name)}: cannot probe`, error),
  });
}
