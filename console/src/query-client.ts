import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { worthRetrying } from './api/queries.ts';
import { watchAnswers } from './api/answers.ts';
import { ApiError } from './api/request.ts';
import { reloadSession } from './api/session.ts';

function signedOut(error: Error): void {
  if (error instanceof ApiError && error.status === 401) reloadSession(queries);
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 2_000, refetchOnWindowFocus: true } },
});

/** Reports whether shown data may be old, and why. */
export const answers = watchAnswers(queries.getQueryCache());
