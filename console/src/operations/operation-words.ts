import type { DeliveryFilter, Operation, OperationFilter } from '../api/types.ts';
import { moment } from '../parts/format.ts';
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
export function deliveryFilterOf({
  state,
  endpoint,
  event,
  from,
  to,
  error,
  ...ids
}: OperationFilter): DeliveryFilter {
  const said = {
    state: state?.join(','),
    endpoint: endpoint?.join(','),
    event: event?.join(','),
    job_id: ids.job_id,
    event_id: ids.event_id,
    from,
    to,
    error,
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined && value !== null),
  );
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

/** Writes one part with its name. The endpoints are those at the start of the operation. */
function partText(name: string, value: string): string {
  const values = value.split(',');
  if (name === 'endpoint' && values.length > ENDPOINTS_LISTED) return `${values.length} endpoints`;
  const words = name === 'from' || name === 'to' ? moment(value) : value;
  return `${name.replaceAll('_', ' ')}: ${name === 'state' || name === 'endpoint' ? values.join(' or ') : words}`;
}
