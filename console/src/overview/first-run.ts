import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpointsQuery, eventListQuery } from '../api/queries.ts';
import type { EventSummary } from '../api/types.ts';

const DONE_KEY = 'first-steps-done';

/** How far the first steps are. */
export interface FirstRun {
  readonly endpoints: number;
  /** The newest event from outside; null: none has arrived yet. */
  readonly event: EventSummary | null;
  readonly finish: () => void;
}

/** True for events of the gateway itself, which tell nothing of the first steps. */
const isOwn = ({ type }: EventSummary): boolean => /^(webhook|action)\./.test(type);

/**
 * Tells how far a new gateway is: null where it has endpoints and events already, or somebody has finished the first steps in this browser.
 * They stay until then, so that the first event is seen to arrive.
 */
export function useFirstRun(): FirstRun | null {
  const { data: endpoints } = useQuery(endpointsQuery);
  const [done, setDone] = useState(() => localStorage.getItem(DONE_KEY) !== null);
  const [begun, begin] = useState(false);
  const { data: events } = useQuery({ ...eventListQuery({}, undefined), enabled: !done });
  if (endpoints === undefined || events === undefined || done)
    return endpoints?.length === 0 ? NOTHING : null;
  const event = events.events.find((one) => !isOwn(one)) ?? null;
  const isNew = endpoints.length === 0 || event === null;
  if (isNew && !begun) begin(true);
  if (!isNew && !begun) return null;
  const finish = (): void => {
    localStorage.setItem(DONE_KEY, 'true');
    setDone(true);
  };
  return { endpoints: endpoints.length, event, finish };
}

const NOTHING: FirstRun = { endpoints: 0, event: null, finish: () => undefined };
