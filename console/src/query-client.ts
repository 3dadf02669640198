import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { sessionQuery, worthRetrying } from './api/queries.ts';
import { watchAnswers } from './api/answers.ts';
import { ApiError } from './api/request.ts';

/** The key of a mutation that signs in itself: refused calls meanwhile do not lead to the sign-in page. */
export const SIGNING_IN = ['signing-in'];

/** Reloads the session after a 401, which leads to the sign-in page. */
function signedOut(error: Error): void {
  if (queries.isMutating({ mutationKey: SIGNING_IN }) > 0) return;
  if (error instanceof ApiError && error.status === 401) {
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 2_000, refetchOnWindowFocus: true } },
});

/** Reports whether shown data may be old, and why. */
export const answers = watchAnswers(queries.getQueryCache());
