import type { DeliveryState } from '../model/delivery.js';
import { isExactNumber } from '../model/exact-number.js';
import type { DeliveryFilter } from '../store/history-store.js';
import { invalid } from '../http/field-faults.js';
import { Fields } from './faults.js';
import { DELIVERY_FIELDS, deliveryFilter, patterns, range } from './filters.js';

const RATE_MAX = 10_000;

export interface BulkRequest {
  readonly filter: DeliveryFilter;
  readonly dryRun: boolean;
  /** Per second. */
  readonly rate: number | null;
}

interface BulkRules {
  /** The states it can be done to; the first stands where none is asked for. */
  readonly states: readonly [DeliveryState, ...DeliveryState[]];
  readonly idOf: (given: string) => string | null;
}

/** Reads `{"filter","dry_run","rate"}`. @throws BadRequestException naming every fault */
export function bulkRequest(body: unknown, { states, idOf }: BulkRules): BulkRequest {
  const given = objectOf(body, 'body', 'The body must be a JSON object.');
  const outer = new Fields(given, ['filter', 'dry_run', 'rate']);
  const dryRun = flag(given['dry_run']) ?? outer.fault('dry_run', 'dry_run is true or false.') ?? false;
  const rate = rateOf(given, outer);
  if (given['filter'] === undefined) outer.fault('filter', 'filter is required; {} means all of them.');
  outer.done();
  const fields = new Fields(
    objectOf(given['filter'], 'filter', 'filter is a JSON object.'),
    DELIVERY_FIELDS,
    'filter.',
  );
  const filter = deliveryFilter(fields, idOf);
  const wrong = filter.states?.find((state) => !states.includes(state));
  if (wrong !== undefined) {
    fields.fault('state', `filter.state names ${wrong}; this can be done to: ${states.join(', ')}.`);
  }
  fields.done();
  return { filter: { ...filter, states: filter.states ?? [states[0]] }, dryRun, rate };
}

export interface ReplayRequest {
  readonly types: readonly string[] | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly dryRun: boolean;
  readonly rate: number | null;
}

/** Reads `{"from","to","events","dry_run","rate"}`; all of it may be missing. */
export function replayRequest(body: unknown): ReplayRequest {
  const given = objectOf(body ?? {}, 'body', 'The body must be a JSON object.');
  const fields = new Fields(given, ['from', 'to', 'events', 'dry_run', 'rate']);
  const dryRun = flag(given['dry_run']) ?? fields.fault('dry_run', 'dry_run is true or false.') ?? false;
  const rate = rateOf(given, fields);
  const { from, to } = range(fields);
  const types = patterns(fields, 'events');
  fields.done();
  return { types, from, to, dryRun, rate };
}

function rateOf(given: Readonly<Record<string, unknown>>, fields: Fields): number | null {
  const rate = given['rate'] ?? null;
  if (rate === null) return null;
  if (typeof rate === 'number' && Number.isInteger(rate) && rate >= 1 && rate <= RATE_MAX) return rate;
  return fields.fault('rate', `rate is a whole number from 1 to ${RATE_MAX}, deliveries per second.`);
}

function flag(value: unknown): boolean | null {
  return value === undefined || value === null ? false : typeof value === 'boolean' ? value : null;
}

function objectOf(value: unknown, field: string, message: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value)) {
    return value as Record<string, unknown>;
  }
  throw invalid([{ field, message }]);
}
