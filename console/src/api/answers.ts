import type { Query, QueryCache } from '@tanstack/react-query';

/** Time without an answer after which a query's data may be old, ms. Until then the query is only repeated. */
export const OLD_MS = 4_000;

interface Failing {
  /** First failure since the last answer, Unix ms. */
  readonly since: number;
  readonly error: Error;
}

export interface Answers {
  readonly subscribe: (listener: () => void) => () => void;
  /** The reason why shown data was not updated; null when all of it was. */
  readonly refusal: () => Error | null;
}

/**
 * Watches whether the queries on the page are still answered. A query's own state does not tell: a query with data
 * keeps it whatever comes after, and a query repeated with every event restarts its count of failures.
 */
export function watchAnswers(cache: QueryCache, now: () => number = Date.now): Answers {
  const failing = new Map<Query, Failing>();
  const listeners = new Set<() => void>();
  let refusal: Error | null = null;
  cache.subscribe((event) => {
    const { query } = event;
    if (event.type === 'removed') failing.delete(query);
    if (event.type === 'updated') {
      const { action } = event;
      if (action.type === 'success') failing.delete(query);
      if (action.type === 'failed' || action.type === 'error') {
        failing.set(query, { since: failing.get(query)?.since ?? now(), error: action.error as Error });
      }
    }
    const next = [...failing].find(([one, { since }]) => isOld(one, now() - since))?.[1].error ?? null;
    if (next === refusal) return;
    refusal = next;
    for (const listener of listeners) listener();
  });
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refusal: () => refusal,
  };
}

/** Tells whether a query is shown and its data may be old. */
function isOld(query: Query, failingMs: number): boolean {
  const { data, status } = query.state;
  return query.isActive() && data !== undefined && (status === 'error' || failingMs >= OLD_MS);
}
