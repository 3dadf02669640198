import type { DeliveryFilter, Operation, OperationFilter } from '../api/types.ts';
import { count, moment } from '../parts/format.ts';
import type { Tone } from '../parts/tone.ts';

export const KINDS: Readonly<Record<Operation['kind'], string>> = {
  redeliver: 'Redeliver',
  retry: 'Retry',
  cancel: 'Cancel',
  replay: 'Replay',
};

export const STATES: Readonly<Record<Operation['state'], readonly [Tone, string]>> = {
  running: ['warn', 'Running'],
  done: ['good', 'Done'],
  cancelled: ['calm', 'Stopped'],
  failed: ['bad', 'Ended early'],
};

/** Returns the progress in percent; for an operation of unknown size, 0 until it has ended. */
export function progressPercent({
  processed,
  total,
  state,
}: Pick<Operation, 'processed' | 'total' | 'state'>): number {
  if (state === 'done') return 100;
  return total === null || total === 0 ? 0 : Math.min(100, (processed / total) * 100);
}

/** Converts the filter of an operation into that of the delivery list. */
export function deliveryFilterOf(filter: OperationFilter): DeliveryFilter {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => {
      if (value === undefined || value === null) return [];
      return [[name, Array.isArray(value) ? value.join(',') : String(value)]];
    }),
  );
}

/** Returns the list of what an operation covers; that of a replay has a query for events, and their ids. */
export function coveredBy({ kind, filter }: Pick<Operation, 'kind' | 'filter'>): DeliveryFilter {
  const { id, q, ...rest } = deliveryFilterOf(filter);
  return kind === 'replay' ? rest : { ...rest, ...(id && { id }), ...(q && { q }) };
}

/** Endpoints that are listed by name, at most; more of them are counted. */
const ENDPOINTS_LISTED = 3;

/** Writes a filter in words, each part with its name: `state: failed · event: bulk.*`. */
export function filterText(filter: OperationFilter): string {
  const parts = Object.entries(deliveryFilterOf(filter)).map(([name, value]) =>
    partText(name, String(value)),
  );
  return parts.length === 0 ? 'all deliveries' : parts.join(' · ');
}

/** Parts that have another name in words. */
const NAMES: Readonly<Record<string, string>> = { q: 'query', grouped_in: 'digest' };

/** Writes one part with its name. The endpoints are those at the start of the operation. */
function partText(name: string, value: string): string {
  const values = value.split(',');
  if (name === 'id') return `${count(values.length)} chosen`;
  if (name === 'endpoint' && values.length > ENDPOINTS_LISTED) return `${values.length} endpoints`;
  const words = name === 'from' || name === 'to' ? moment(value) : value;
  return `${NAMES[name] ?? name.replaceAll('_', ' ')}: ${name === 'state' || name === 'endpoint' ? values.join(' or ') : words}`;
}
