import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import type { Question } from '../parts/confirm.tsx';
import { notify, notifyError } from '../parts/feedback.tsx';
import { plural, visible } from '../parts/format.ts';

/** Says how many deliveries are queued and what becomes of them, and deletes. */
export function useRemoveQuestion(): (endpoint: Endpoint) => Question {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ id }: Endpoint) => api.deleteEndpoint(id),
    onSuccess: async ({ cancelled }, endpoint) => {
      notify(
        `${visible(endpoint.name)} is deleted`,
        `${plural(cancelled, 'queued delivery', 'queued deliveries')} cancelled.`,
      );
      await navigate({ to: '/endpoints' });
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error) => notifyError('The endpoint was not deleted', error),
  });
  return (endpoint) => ({
    title: `Delete ${visible(endpoint.name)}?`,
    text: <Consequences endpoint={endpoint} />,
    confirmLabel: 'Delete endpoint',
    no: 'Cancel',
    dangerous: true,
    act: () => mutate(endpoint),
  });
}

/** Tells the effect of deleting on queued deliveries, counted as the question is asked. */
function Consequences({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const { data } = useQuery({
    queryKey: ['waiting', endpoint.id],
    queryFn: () => api.countForRepair('cancel', { endpoint: endpoint.webhook_id, state: 'pending' }),
    gcTime: 0,
    staleTime: 0,
  });
  const many = data && plural(data.count, 'queued delivery is', 'queued deliveries are');
  const queued =
    data?.count === 0
      ? 'No deliveries are queued.'
      : data
        ? `${data.complete ? '' : 'At least '}${many} cancelled.`
        : 'Queued deliveries are cancelled.';
  return (
    <>
      The endpoint receives no more events. {queued} Its history is kept. To stop it for a while, pause it
      instead.
    </>
  );
}
