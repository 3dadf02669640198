import { takersOf } from '../endpoints/filter/takers.js';
import type { Endpoint } from '../model/endpoint.js';
import { matchesPattern } from '../model/event-pattern.js';
import type { EventStore } from '../store/event-store.js';

/**
 * Those of the stored events that the endpoint asks for, by its patterns and its filter; a replay brings it nothing else.
 * Only where there is a filter the events' data is read.
 */
export async function wantedBy<Row extends { readonly id: string; readonly type: string }>(
  endpoint: Endpoint,
  rows: readonly Row[],
  events: EventStore,
): Promise<Row[]> {
  const typed = rows.filter(({ type }) => endpoint.events.some((pattern) => matchesPattern(pattern, type)));
  if (endpoint.filter === null) return typed;
  const wanted: Row[] = [];
  for (const row of typed) {
    const event = await events.find(row.id);
    if (event && takersOf([endpoint], event).length > 0) wanted.push(row);
  }
  return wanted;
}
