import type { Query, QueryCache } from '@tanstack/react-query';

/** Unanswered for so long, what is shown of a query may be old, ms. Shorter than that it is only asked again. */
export const OLD_MS = 4_000;

interface Failing {
  /** Unix ms of the first failure since the last answer. */
  readonly since: number;
  readonly error: Error;
}

export interface Answers {
  readonly subscribe: (listener: () => void) => () => void;
  /** Why something that is shown was not brought up to date; null while all of it was. */
  readonly refusal: () => Error | null;
}

/**
 * Watches whether what is on the page is still answered. A query that has data keeps it whatever comes after, and one that is asked
 * anew with every event begins to count its failures anew too, so that neither tells by itself.
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

/** It is on the page, and its answer is not the last word. */
function isOld(query: Query, failingMs: number): boolean {
  const { data, status } = query.state;
  return query.isActive() && data !== undefined && (status === 'error' || failingMs >= OLD_MS);
}
