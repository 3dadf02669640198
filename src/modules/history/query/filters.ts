import type { DeliveryState } from '../../model/delivery.js';
import { isEventPattern } from '../../model/event-pattern.js';
import type { Condition } from '../../store/history-conditions.js';
import type { DeliveryFilter, EventFilter } from '../../store/history-store.js';
import { compileQuery, type QueryContext } from '../language/compile-query.js';
import { foldIntoDeliveries, foldIntoEvents } from '../language/fold-query.js';
import { parseQuery } from '../language/parse-query.js';
import { QUERY_MAX } from '../language/query-syntax.js';
import { DELIVERY_STATES } from '../../model/delivery.js';
import { uuidOf } from './paging.js';
import type { QueryReader } from './query-reader.js';

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
  'incident',
  'id',
  'q',
] as const;

/** Names of the fields of {@link eventFilter}. */
export const EVENT_FIELDS = ['type', 'job_id', 'from', 'to', 'unrouted', 'mismatch', 'id', 'q'] as const;

/** Names of the fields of {@link replayFilter}. */
export const REPLAY_FIELDS = ['from', 'to', 'events', 'id', 'q'] as const;

/** Context in which a filter is read. */
export interface FilterWords {
  /** The id of an endpoint by its id or public name; null where there is none. */
  readonly idOf: (given: string) => string | null;
  /** Ids of the endpoints whose name, host or id contains the text. */
  readonly endpointsLike: QueryContext['endpointsLike'];
  /** Unix ms. */
  readonly now: number;
  readonly masked: QueryContext['masked'];
}

/** Reads a filter of deliveries. */
export function deliveryFilter(query: QueryReader, words: FilterWords): DeliveryFilter {
  const filter: DeliveryFilter = {
    states: query.list('state', readState, `states: ${DELIVERY_STATES.join(', ')}`),
    endpointIds: query.list('endpoint', words.idOf, 'ids or names of endpoints, such as webhook_1'),
    types: patterns(query, 'event'),
    jobId: query.textOrNumber('job_id'),
    eventId: query.text('event_id'),
    ...range(query),
    error: query.text('error'),
    groupedIn: query.read('grouped_in', uuidOf, 'the id of a delivery'),
    incidentId: query.read('incident', uuidOf, 'the id of an incident'),
    ...idsOf(query.list('id', uuidOf, 'ids of deliveries')),
  };
  const written = query.text('q', QUERY_MAX);
  return written === null
    ? filter
    : {
        ...foldIntoDeliveries(filter, conditions(query, written, { ...words, page: 'deliveries' })),
        query: written,
      };
}

/** Reads a filter of events. */
export function eventFilter(query: QueryReader, words: FilterWords): EventFilter {
  return withQuery(query, words, {
    types: patterns(query, 'type'),
    jobId: query.textOrNumber('job_id'),
    ...range(query),
    unrouted: query.read('unrouted', readFlag, 'true or false'),
    mismatch: query.read('mismatch', readFlag, 'true or false'),
    ...idsOf(query.list('id', (id) => id, 'ids of events')),
  });
}

/** Reads the events of a replay. */
export function replayFilter(query: QueryReader, words: FilterWords): EventFilter {
  return withQuery(query, words, {
    types: patterns(query, 'events'),
    jobId: null,
    ...range(query),
    ...idsOf(query.list('id', (id) => id, 'ids of events')),
  });
}

function withQuery(query: QueryReader, words: FilterWords, filter: EventFilter): EventFilter {
  const written = query.text('q', QUERY_MAX);
  return written === null
    ? filter
    : { ...foldIntoEvents(filter, conditions(query, written, { ...words, page: 'events' })), query: written };
}

const idsOf = (ids: readonly string[] | null) => (ids === null ? {} : { ids });

/** Compiles the query of `q`; each fault of it is a fault of the field, with its column. */
function conditions(query: QueryReader, written: string, context: QueryContext): readonly Condition[] {
  const { conditions, faults } = compileQuery(parseQuery(written), context);
  for (const { column, message } of faults) query.fault('q', message, column);
  return conditions;
}

/** Reads a list of event types and patterns. */
export function patterns(query: QueryReader, name: string): string[] | null {
  const read = (text: string): string | null => (isEventPattern(text) ? text : null);
  return query.list(name, read, 'event types or patterns: job.completed, job.*, *');
}

/** Reads `from` (inclusive) and `to` (exclusive), Unix ms. */
export function range(query: QueryReader): { from: number | null; to: number | null } {
  const [from, to] = [query.time('from'), query.time('to')];
  if (from !== null && to !== null && from >= to) query.fault('to', 'to must be later than from.');
  return { from, to };
}

function readState(text: string): DeliveryState | null {
  return DELIVERY_STATES.find((state) => state === text) ?? null;
}

/** True or false for these words; null, which is a fault, for any other. */
function readFlag(text: string): boolean | null {
  return text === 'true' || text === 'false' ? text === 'true' : null;
}
