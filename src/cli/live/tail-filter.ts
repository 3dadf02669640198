import { matchesPattern } from '../../modules/model/event-pattern.js';
import type { Json } from '../api.js';

/** Conditions on messages of the live stream, lists with commas. A condition that is undefined holds. */
export interface TailFilter {
  readonly state?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly job?: string | undefined;
  readonly type?: string | undefined;
}

/**
 * Makes the test of a message's data; a message without a field that a condition needs does not pass. `*` is every type of event,
 * those of the gateway itself included.
 */
export function tailFilter({ state, endpoint, job, type }: TailFilter): (data: Json) => boolean {
  const tests = [
    among(state, (data) => [data['state'] ?? data['outcome']]),
    among(endpoint, (data) => [data['webhook_id'], data['endpoint_id'] ?? data['id']]),
    among(job, (data) => [data['job_id']]),
    ofType(type),
  ];
  return (data) => tests.every((test) => test(data));
}

function among(
  list: string | undefined,
  valuesOf: (data: Json) => readonly unknown[],
): (data: Json) => boolean {
  if (list === undefined) return () => true;
  const wanted = partsOf(list);
  return (data) => valuesOf(data).some((value) => wanted.includes(String(value)));
}

function ofType(list: string | undefined): (data: Json) => boolean {
  if (list === undefined) return () => true;
  const patterns = partsOf(list);
  return (data) => {
    const type = String(data['event'] ?? data['type'] ?? '');
    return type !== '' && patterns.some((pattern) => pattern === '*' || matchesPattern(pattern, type));
  };
}

/** Splits a list with commas. */
export function partsOf(list: string): string[] {
  return list.split(',').map((part) => part.trim());
}
