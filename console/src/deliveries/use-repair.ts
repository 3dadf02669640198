import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Repair } from '../api/types.ts';
import { notify, notifyError } from '../parts/feedback.tsx';

const DONE: Readonly<Record<Repair, string>> = {
  retry: 'Retrying now',
  redeliver: 'Redelivery queued',
  cancel: 'Delivery cancelled',
};

/** Redelivers, retries or cancels one delivery. */
export function useRepair() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action }: { readonly id: string; readonly action: Repair }) => api.repair(id, action),
    onSuccess: async (answer, { action }) => {
      // The gateway's message tells what holds a delivery that is due now.
      notify(DONE[action], action === 'retry' && 'message' in answer ? answer.message : '');
      await Promise.all(
        ['delivery', 'deliveries', 'job', 'status'].map(async (key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
    onError: (error, { action }) => notifyError(`Cannot ${action} the delivery`, error),
  });
}
