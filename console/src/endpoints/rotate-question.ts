import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import type { Question } from '../parts/confirm.tsx';
import { notifyError } from '../parts/feedback.tsx';
import { visible } from '../parts/format.ts';

/** A new secret, and the name of its endpoint. */
export interface ShownSecret {
  readonly secret: string;
  readonly name: string;
}

/** Says how long both secrets sign, and rotates. @param show shows the new secret, which is told once */
export function useRotateQuestion(show: (shown: ShownSecret) => void): (endpoint: Endpoint) => Question {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ id }: Endpoint) => api.rotateSecret(id),
    onSuccess: async ({ secret }, { name }) => {
      show({ secret, name });
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error) => notifyError('The signing secret was not rotated', error),
  });
  return (endpoint) => ({
    title: `Rotate the signing secret of ${visible(endpoint.name)}?`,
    text: 'For 24 hours requests are signed with both the old and the new secret, so the receiver can switch without losing requests. The new secret is shown once.',
    confirmLabel: 'Rotate',
    no: 'Cancel',
    act: () => mutate(endpoint),
  });
}
