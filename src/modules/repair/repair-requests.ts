import {
  DELIVERY_FIELDS,
  deliveryFilter,
  REPLAY_FIELDS,
  replayFilter,
  type FilterWords,
} from '../history/query/filters.js';
import { QueryReader } from '../history/query/query-reader.js';
import { Refusal } from '../model/refusal.js';
import type { DeliveryState } from '../model/delivery.js';
import { isExactNumber } from '../model/exact-number.js';
import type { DeliveryFilter, EventFilter } from '../store/history-store.js';
import type { OperationKind } from '../store/repair-store.js';

/** Deliveries per second that a request may ask for, at most. */
export const RATE_MAX = 10_000;

export type BulkKind = Exclude<OperationKind, 'replay'>;

/** States that a bulk repair applies to; the first one is the default of its filter. */
const STATES: Readonly<Record<BulkKind, readonly [DeliveryState, ...DeliveryState[]]>> = {
  redeliver: ['failed', 'cancelled', 'delivered'],
  retry: ['pending'],
  cancel: ['pending'],
};

/** The fields that every request for an operation may have. */
interface OperationRequest {
  /** True: nothing is changed, only counted. */
  readonly dryRun: boolean;
  /** Deliveries per second, at most; null: as many as possible. */
  readonly rate: number | null;
}

export interface BulkRequest extends OperationRequest {
  readonly filter: DeliveryFilter;
}

export interface ReplayRequest extends OperationRequest {
  /** Events to consider, among those that the endpoint subscribes to. */
  readonly filter: EventFilter;
}

/**
 * Reads `{"filter","dry_run","rate"}`.
 *
 * @throws Refusal `malformed` naming every fault
 */
export function bulkRequest(kind: BulkKind, body: unknown, words: FilterWords): BulkRequest {
  const given = objectOf(body, 'body', 'The body must be a JSON object.');
  const outer = new QueryReader(given, ['filter', 'dry_run', 'rate']);
  const request = operationRequest(given, outer);
  if (given['filter'] === undefined) outer.fault('filter', 'filter is required; {} means all of them.');
  outer.throwFaults();
  const inner = objectOf(given['filter'], 'filter', 'filter is a JSON object.');
  const fields = new QueryReader(inner, DELIVERY_FIELDS, 'filter.');
  const filter = deliveryFilter(fields, words);
  const allowed = STATES[kind];
  const wrong = filter.states?.find((state) => !allowed.includes(state));
  if (wrong !== undefined)
    fields.fault('state', `filter.state names ${wrong}; this can be done to: ${allowed.join(', ')}.`);
  fields.throwFaults();
  return { ...request, filter: { ...filter, states: filter.states ?? [allowed[0]] } };
}

/** Reads `{"from","to","events","id","q","dry_run","rate"}`, all of them optional. @throws Refusal `malformed` naming every fault */
export function replayRequest(body: unknown, words: FilterWords): ReplayRequest {
  const given = objectOf(body ?? {}, 'body', 'The body must be a JSON object.');
  const fields = new QueryReader(given, [...REPLAY_FIELDS, 'dry_run', 'rate']);
  const request = operationRequest(given, fields);
  const filter = replayFilter(fields, words);
  fields.throwFaults();
  return { ...request, filter };
}

function operationRequest(given: Readonly<Record<string, unknown>>, fields: QueryReader): OperationRequest {
  const [dryRun, rate] = [given['dry_run'] ?? false, given['rate'] ?? null];
  const isFlag = typeof dryRun === 'boolean';
  if (!isFlag) fields.fault('dry_run', 'dry_run is true or false.');
  if (rate !== null && !isRate(rate))
    fields.fault('rate', `rate is a whole number from 1 to ${RATE_MAX}, deliveries per second.`);
  return { dryRun: isFlag && dryRun, rate: isRate(rate) ? rate : null };
}

function isRate(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= RATE_MAX;
}

function objectOf(value: unknown, field: string, message: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value))
    return value as Record<string, unknown>;
  throw Refusal.malformed([{ field, message }]);
}
