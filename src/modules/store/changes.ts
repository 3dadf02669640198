import { CHANGES_MAX, type ChangeMark, type Changes, type EventFilter } from './history-store.js';

/** A look begins so long before the last one ended, ms: what is committed may bear a somewhat earlier time. */
export const OVERLAP_MS = 2_000;

export const EVENTS_POLL = { limit: CHANGES_MAX, after: null };
export const NO_EVENT_FILTER: EventFilter = { types: null, jobId: null, from: null, to: null };

export function noChanges(mark: ChangeMark): Changes {
  return { mark, events: [], attempts: [], deliveries: [], more: false };
}
