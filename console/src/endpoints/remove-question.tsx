import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { isNotFound } from '../api/request.ts';
import type { Endpoint } from '../api/types.ts';
import type { Question } from '../parts/confirm.tsx';
import { notify, notifyError } from '../parts/feedback.tsx';
import { plural, visible } from '../parts/format.ts';

/** Says how many deliveries are queued and what becomes of them, and deletes. */
export function useRemoveQuestion(): (endpoint: Endpoint) => Question {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = async (): Promise<void> => {
    await navigate({ to: '/endpoints' });
    await queries.invalidateQueries({ queryKey: ['endpoints'] });
  };
  const { mutate } = useMutation({
    mutationFn: ({ id }: Endpoint) => api.deleteEndpoint(id),
    onSuccess: async ({ cancelled }, endpoint) => {
      notify(
        `${visible(endpoint.name)} is deleted`,
        cancelled === 0
          ? 'Its history is kept.'
          : `${plural(cancelled, 'queued delivery', 'queued deliveries')} cancelled.`,
      );
      await leave();
    },
    onError: async (error, endpoint) => {
      if (!isNotFound(error)) return notifyError('The endpoint was not deleted', error);
      notify(`${visible(endpoint.name)} is deleted`, 'Somebody else has deleted it meanwhile.');
      await leave();
    },
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

/** Rows that are read to tell how many deliveries are being sent. */
const READ_MAX = 100;

/** Tells the effect of deleting on queued deliveries and those being sent, counted as the question is asked. */
function Consequences({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const { data } = useQuery({
    queryKey: ['waiting', endpoint.id],
    queryFn: () => api.countForRepair('cancel', { endpoint: endpoint.webhook_id, state: 'pending' }),
    gcTime: 0,
    staleTime: 0,
  });
  const { data: sending = 0 } = useQuery({
    queryKey: ['waiting', endpoint.id, 'sending'],
    queryFn: () =>
      api
        .deliveries({ endpoint: endpoint.webhook_id, state: 'sending' }, undefined, READ_MAX)
        .then(({ items }) => items.length),
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
      The endpoint receives no more events. {queued} {sending > 0 && sendingText(sending)} Its history is
      kept. To stop it for a while, pause it instead.
    </>
  );
}

/** Deliveries count as being sent from when the gateway takes them up, a while before their requests begin. */
function sendingText(sending: number): string {
  const more = sending >= READ_MAX ? ' or more' : '';
  return sending === 1
    ? '1 is being sent: it is cancelled unless its request has begun.'
    : `${sending}${more} are being sent: those whose requests have not begun are cancelled, too.`;
}
