import type { DeliveryFilter } from './api/types.ts';

const FILTERS = [
  'state',
  'endpoint',
  'event',
  'job_id',
  'event_id',
  'from',
  'to',
  'error',
  'overdue',
] as const;

/** A part of the address as text; the router reads `?id=12` as a number. Undefined where it says nothing. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The filter of the delivery list out of the address. */
export function deliverySearch(raw: Record<string, unknown>): DeliveryFilter {
  const pairs = FILTERS.map((name) => [name, text(raw[name])] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
