import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { compileFilter, filteredEvent, type EventFilter, type FilteredEvent } from './event-filter.js';

/** Compiled once for each filter there is. */
const compiled = new WeakMap<object, EventFilter>();

function passes(filter: object, event: FilteredEvent): boolean {
  const known = compiled.get(filter) ?? compileFilter(filter);
  compiled.set(filter, known);
  try {
    return known(event);
  } catch {
    // Data nobody thought of: an event too many can be ignored, one too few is lost.
    return true;
  }
}

/** Those of the endpoints whose filter lets the event pass. The data is parsed once, and only where there is a filter. */
export function takersOf(endpoints: readonly Endpoint[], event: GatewayEvent): readonly Endpoint[] {
  if (endpoints.every(({ filter }) => filter === null)) return endpoints;
  const seen = filteredEvent(event);
  return endpoints.filter(({ filter }) => filter === null || passes(filter, seen));
}
