import type { DeliveryState } from '../../model/delivery.js';
import { isEventPattern } from '../../model/event-pattern.js';
import type { DeliveryFilter, EventFilter } from '../../store/history-store.js';
import { uuidOf } from './paging.js';
import type { QueryReader } from './query-reader.js';

export const DELIVERY_STATES = ['pending', 'sending', 'delivered', 'failed', 'cancelled'] as const;

/** Names of the fields of {@link deliveryFilter}, in a query and in the `filter` of a bulk repair. */
export const DELIVERY_FIELDS = [
  'state',
  'endpoint',
  'event',
  'job_id',
  'event_id',
  'from',
  'to',
  'error',
  'grouped_in',
] as const;

/** Names of the fields of {@link eventFilter}. */
export const EVENT_FIELDS = ['type', 'job_id', 'from', 'to', 'unrouted', 'mismatch'] as const;

/** Reads a filter of deliveries. `idOf`: the id of an endpoint by its id or name; null where there is none. */
export function deliveryFilter(query: QueryReader, idOf: (given: string) => string | null): DeliveryFilter {
  return {
    states: query.list('state', readState, `states: ${DELIVERY_STATES.join(', ')}`),
    endpointIds: query.list('endpoint', idOf, 'ids or names of endpoints, such as webhook_1'),
    types: patterns(query, 'event'),
    jobId: query.textOrNumber('job_id'),
    eventId: query.text('event_id'),
    ...range(query),
    error: query.text('error'),
    groupedIn: query.read('grouped_in', uuidOf, 'the id of a delivery'),
  };
}

/** Reads a filter of events. */
export function eventFilter(query: QueryReader): EventFilter {
  return {
    types: patterns(query, 'type'),
    jobId: query.textOrNumber('job_id'),
    ...range(query),
    unrouted: query.read('unrouted', readFlag, 'true or false'),
    mismatch: query.read('mismatch', readFlag, 'true or false'),
  };
}

/** Reads a list of event types and patterns. */
export function patterns(query: QueryReader, name: string): string[] | null {
  const read = (text: string): string | null => (isEventPattern(text) ? text : null);
  return query.list(name, read, 'event types or patterns: job.completed, job.*, *');
}

/** Reads `from` (inclusive) and `to` (exclusive), Unix ms. */
export function range(query: QueryReader): { from: number | null; to: number | null } {
  const [from, to] = [query.time('from'), query.time('to')];
  if (from !== null && to !== null && from >= to) query.fault('to', 'to is later than from.');
  return { from, to };
}

function readState(text: string): DeliveryState | null {
  return DELIVERY_STATES.find((state) => state === text) ?? null;
}

/** True or false for these words; null, which is a fault, for any other. */
function readFlag(text: string): boolean | null {
  return text === 'true' || text === 'false' ? text === 'true' : null;
}
