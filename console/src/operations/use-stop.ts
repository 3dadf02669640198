import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { tellError } from '../parts/feedback.tsx';

/** Ends an operation by its id; what it did stays done. */
export function useStop() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.cancelOperation(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['operation'] }),
    onError: (error) => tellError('Cannot stop the operation', error),
  });
}
