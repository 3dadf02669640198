import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Repair } from '../api/types.ts';
import { tell, tellError } from '../parts/feedback.tsx';

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
      // What holds a delivery that is due now is the gateway's to say.
      tell(DONE[action], action === 'retry' && 'message' in answer ? answer.message : '');
      await Promise.all(
        ['delivery', 'deliveries', 'job', 'status'].map(async (key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
    onError: (error, { action }) => tellError(`Cannot ${action} the delivery`, error),
  });
}
