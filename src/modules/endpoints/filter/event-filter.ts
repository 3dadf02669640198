import type { GatewayEvent } from '../../model/event.js';
import { parseJson } from '../../model/exact-json.js';
import { compileQuery } from './compile-filter.js';
import { shapeFault } from './filter-shape.js';
import { Work } from './filter-work.js';

/** The fields of an event that a filter sees. */
export interface FilteredEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id: string;
  readonly timestamp: string;
}

/**
 * Tells whether the event passes; `work` counts the steps.
 *
 * @throws FilterTooCostly where it takes too many
 */
export type EventFilter = (event: FilteredEvent, work?: Work) => boolean;

/** Says in a clause why a value is no filter; null when it is one. */
export function filterFault(filter: unknown): string | null {
  const fault = shapeFault(filter);
  if (fault !== null) return fault;
  try {
    compileFilter(filter as object);
    return null;
  } catch (error) {
    return `cannot be understood (${(error as Error).message})`;
  }
}

/** Compiles a filter. @param filter without a {@link filterFault} */
export function compileFilter(filter: object): EventFilter {
  const query = compileQuery(filter);
  return (event, work = new Work()) =>
    query((visit) => visit({ value: event, owner: undefined, key: '', whole: true }), work);
}

/** Reads an event as filters see it. The data is parsed here, once for each event. */
export function filteredEvent({ type, data, id, timestamp }: GatewayEvent): FilteredEvent {
  return { event: type, data: parseJson(data), id, timestamp };
}
