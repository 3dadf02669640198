import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { notifyError } from '../parts/feedback.tsx';

/** Ends the session and leads to the sign-in page. */
export function useSignOut(): () => void {
  const router = useRouter();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: api.logout,
    onSuccess: async () => {
      queries.clear();
      await queries.fetchQuery(sessionQuery);
      await router.navigate({ to: '/login' });
    },
    onError: (error) => notifyError('You are still signed in', error),
  });
  return mutate;
}
