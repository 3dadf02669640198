import type { DeliveryFilter, Operation, OperationFilter } from '../api/types.ts';
import type { Tone } from '../parts/tone.ts';

export const KINDS: Readonly<Record<Operation['kind'], string>> = {
  redeliver: 'Redeliver',
  cancel: 'Cancel',
  replay: 'Replay',
  retry: 'Retry',
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

/** The same in words: `failed, event bulk.*`. */
export function wordsOf(filter: OperationFilter): string {
  const { state, endpoint, ...rest } = searchOf(filter);
  const parts = Object.entries(rest).map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`);
  const where = endpoint === undefined ? [] : [endpointWords(endpoint.split(','))];
  return [state?.replaceAll(',', ' or ') ?? 'everything', ...where, ...parts].join(', ');
}

/** An operation is held to the endpoints there were when it began: named while they are few. */
function endpointWords(names: readonly string[]): string {
  return names.length > 3 ? `${names.length} endpoints` : names.join(' or ');
}
