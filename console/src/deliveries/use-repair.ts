import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Repair } from '../api/client.ts';
import { tell, tellError } from '../parts/feedback.tsx';

const DONE: Readonly<Record<Repair, string>> = {
  redeliver: 'The delivery is sent again',
  cancel: 'The delivery is cancelled',
};

/** Sends one delivery again, or cancels it. */
export function useRepair() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action }: { readonly id: string; readonly action: Repair }) => api.repair(id, action),
    onSuccess: async (_answer, { action }) => {
      tell(DONE[action]);
      await Promise.all(
        ['delivery', 'deliveries', 'job', 'status'].map(async (key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
    onError: (error, { action }) => tellError(`Cannot ${action} the delivery`, error),
  });
}
