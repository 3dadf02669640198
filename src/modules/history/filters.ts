import type { DeliveryState } from '../model/delivery.js';
import { isEventPattern } from '../model/event-pattern.js';
import type { DeliveryFilter, EventFilter, PageRequest } from '../store/history-store.js';
import { readCursor } from './cursor.js';
import { Fields } from './faults.js';
import { uuidOf } from './uuid.js';

export const LIMIT_DEFAULT = 50;
export const LIMIT_MAX = 200;

const STATES: readonly DeliveryState[] = ['pending', 'sending', 'delivered', 'failed', 'cancelled'];
const PATTERNS = 'event types or patterns: job.completed, job.*, *';

export const DELIVERY_FIELDS = [
  'state',
  'endpoint',
  'event',
  'job_id',
  'event_id',
  'from',
  'to',
  'error',
] as const;
export const EVENT_FIELDS = ['type', 'job_id', 'from', 'to', 'unrouted'] as const;
export const PAGE_FIELDS = ['limit', 'cursor'] as const;

/** @param idOf the endpoint behind an id or name; null where there is none */
export function deliveryFilter(fields: Fields, idOf: (given: string) => string | null): DeliveryFilter {
  return {
    states: fields.list('state', readState, `states: ${STATES.join(', ')}`),
    endpointIds: fields.list('endpoint', idOf, 'ids or names of endpoints, such as webhook_1'),
    types: patterns(fields, 'event'),
    jobId: fields.textOrNumber('job_id'),
    eventId: fields.text('event_id'),
    ...range(fields),
    error: fields.text('error'),
  };
}

export function eventFilter(fields: Fields): EventFilter {
  return {
    types: patterns(fields, 'type'),
    jobId: fields.textOrNumber('job_id'),
    ...range(fields),
    unrouted: fields.read('unrouted', readFlag, 'true or false'),
  };
}

/** @param ids which ids the list is ordered by: those of deliveries are UUIDs */
export function pageRequest(fields: Fields, ids: 'uuid' | 'text'): PageRequest {
  const limit = fields.integer('limit', 1, LIMIT_MAX) ?? LIMIT_DEFAULT;
  const read = (text: string) => {
    const position = readCursor(text);
    return position && (ids === 'text' || uuidOf(position.id)) ? position : null;
  };
  return { limit, after: fields.read('cursor', read, 'what next_cursor of the page before said') };
}

/** Types of events or patterns of them. */
export function patterns(fields: Fields, name: string): string[] | null {
  return fields.list(name, readPattern, PATTERNS);
}

/** From then on, and before then. */
export function range(fields: Fields): { from: number | null; to: number | null } {
  const [from, to] = [fields.time('from'), fields.time('to')];
  if (from !== null && to !== null && from >= to) fields.fault('to', 'to is later than from.');
  return { from, to };
}

function readState(text: string): DeliveryState | null {
  return STATES.find((state) => state === text) ?? null;
}

function readPattern(text: string): string | null {
  return isEventPattern(text) ? text : null;
}

/** `false` is an answer: it must not pass for one that cannot be read. */
function readFlag(text: string): boolean | null {
  return text === 'true' || text === 'false' ? text === 'true' : null;
}
