import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { sessionQuery, worthRetrying } from './api/queries.ts';
import { watchAnswers } from './api/answers.ts';
import { ApiError } from './api/request.ts';

/** Signed out meanwhile: who asks for the session next is sent to sign in. */
function signedOut(error: Error): void {
  if (error instanceof ApiError && error.status === 401) {
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 2_000, refetchOnWindowFocus: true } },
});

/** Why what is shown may be old, if it may. */
export const answers = watchAnswers(queries.getQueryCache());
