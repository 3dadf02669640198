import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpointsQuery, newestEventQuery } from '../api/queries.ts';
import type { EventSummary } from '../api/types.ts';

const DONE_KEY = 'first-steps-done';

/** Progress of the first steps. */
export interface FirstRun {
  readonly endpoints: number;
  /** The newest event from outside; null: none has arrived yet. */
  readonly event: EventSummary | null;
  readonly finish: () => void;
}

/**
 * Tells how far a new gateway is: null where it has endpoints and events already, or somebody has finished the first steps in this browser.
 * They stay until then, so that the first event is seen to arrive.
 */
export function useFirstRun(): FirstRun | null {
  const { data: endpoints } = useQuery(endpointsQuery);
  const [done, setDone] = useState(() => localStorage.getItem(DONE_KEY) !== null);
  const [begun, begin] = useState(false);
  const { data: event } = useQuery({ ...newestEventQuery, enabled: !done });
  if (endpoints === undefined || event === undefined || done) return endpoints?.length === 0 ? NOTHING : null;
  const isNew = endpoints.length === 0 || event === null;
  if (isNew && !begun) begin(true);
  if (!isNew && !begun) {
    // The gateway is not new: its events are not asked for any more.
    setDone(true);
    return null;
  }
  const finish = (): void => {
    localStorage.setItem(DONE_KEY, 'true');
    setDone(true);
  };
  return { endpoints: endpoints.length, event, finish };
}

const NOTHING: FirstRun = { endpoints: 0, event: null, finish: () => undefined };
