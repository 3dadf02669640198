import sift from 'sift';
import type { GatewayEvent } from '../../model/event.js';
import { FILTER_OPERATORS, shapeFault } from './filter-shape.js';

/** What a filter sees of an event. */
export interface FilteredEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id: string;
  readonly timestamp: string;
}

export type EventFilter = (event: FilteredEvent) => boolean;

/** The operators by name, and no others: those that carry code are not there to be found. */
const operations = Object.fromEntries(
  Object.keys(FILTER_OPERATORS).map((name) => [name, Reflect.get(sift, name) as never]),
);

/** Why a value is no filter, in a clause; null when it is one. */
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

/** @param filter without a {@link filterFault} */
export function compileFilter(filter: object): EventFilter {
  return sift.createQueryTester<FilteredEvent>(filter as never, { operations });
}

export function filteredEvent({ type, data, id, timestamp }: GatewayEvent): FilteredEvent {
  return { event: type, data: JSON.parse(data) as unknown, id, timestamp };
}
