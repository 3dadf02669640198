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

/** In percent; of an operation of unknown size it is known only when it has ended. */
export function shareOf({
  processed,
  total,
  state,
}: Pick<Operation, 'processed' | 'total' | 'state'>): number {
  if (state === 'done') return 100;
  return total === null || total === 0 ? 0 : Math.min(100, (processed / total) * 100);
}

/** What an operation was asked to touch, as the filter of the delivery list. */
export function searchOf({
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

/** The same in words, each part with its name: `state: failed · event: bulk.*`. */
export function wordsOf(filter: OperationFilter): string {
  const parts = Object.entries(searchOf(filter)).map(
    ([name, value]) => `${name.replaceAll('_', ' ')}: ${partWords(name, String(value))}`,
  );
  return parts.length === 0 ? 'all deliveries' : parts.join(' · ');
}

/** An operation is held to the endpoints there were when it started: named while they are few. */
function partWords(name: string, value: string): string {
  if (name === 'from' || name === 'to') return moment(value);
  const values = value.split(',');
  if (name === 'endpoint' && values.length > 3) return `${values.length} endpoints`;
  return name === 'state' || name === 'endpoint' ? values.join(' or ') : value;
}
