import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from './queries.ts';

/** The key of a mutation that signs in itself: refused calls meanwhile do not lead to the sign-in page. */
export const SIGNING_IN = ['signing-in'];

/** Reads the session again after a call was refused, which leads to the sign-in page once it has ended. */
export function reloadSession(queries: QueryClient): void {
  if (queries.isMutating({ mutationKey: SIGNING_IN }) > 0) return;
  void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
}
