import type { DeliveryFilter } from '../api/types.ts';
import { quotedValue } from './complete-query.ts';

/** Fields of the query language for the parts of the delivery list's filter. */
const FIELDS = {
  state: 'state',
  endpoint: 'endpoint',
  event: 'type',
  job_id: 'job',
  event_id: 'event',
  from: 'from',
  to: 'to',
  error: 'error',
} as const;

/** Writes a filter of the delivery list as one query; parts that only the console knows are left out. */
export function queryOfFilter(filter: DeliveryFilter): string {
  const terms = Object.entries(FIELDS).flatMap(([part, field]) => {
    const value = filter[part as keyof typeof FIELDS];
    return value === undefined
      ? []
      : [`${field}:${field === 'job' || field === 'error' ? quotedValue(value) : value}`];
  });
  return [...terms, filter.q ?? ''].filter((term) => term !== '').join(' ');
}

/** The filter with another query; without one where the query is empty. */
export function withQuery({ q: _before, ...filter }: DeliveryFilter, q: string): DeliveryFilter {
  return q === '' ? filter : { ...filter, q };
}
