import { useSyncExternalStore } from 'react';
import type { Endpoint } from '../api/types.ts';

/** An endpoint that was just enabled, and since when it skipped events (ISO 8601). */
export interface ReplayOffer {
  readonly endpoint: Endpoint;
  readonly since: string;
}

let offer: ReplayOffer | null = null;
const listeners = new Set<() => void>();

/** Offers to replay the events that an endpoint skipped; null takes the offer back. The button that enabled it may be gone by then. */
export function offerReplay(next: ReplayOffer | null): void {
  offer = next;
  for (const listener of listeners) listener();
}

export function useReplayOffer(): ReplayOffer | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offer,
  );
}
