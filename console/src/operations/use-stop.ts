import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { notifyError } from '../parts/feedback.tsx';

/** Stops an operation by its id; deliveries it has changed stay changed. */
export function useStop() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.cancelOperation(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['operation'] }),
    onError: (error) => notifyError('Cannot stop the operation', error),
  });
}
