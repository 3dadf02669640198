import { filterVerdict } from '../endpoints/filter/takers.js';
import type { Endpoint } from '../model/endpoint.js';
import { matchesPattern } from '../model/event-pattern.js';
import { Pace } from '../model/pace.js';
import type { EventStore } from '../store/event-store.js';

/** An event that an endpoint asks for. */
export interface Wanted<Row> {
  readonly row: Row;
  /** The filter is too costly on this event: its delivery fails with that reason. */
  readonly tooCostly: boolean;
}

/**
 * Those of the stored events that the endpoint asks for, by its patterns and its filter; a replay brings it nothing else.
 * Only where there is a filter the events' data is read.
 */
export async function wantedBy<Row extends { readonly id: string; readonly type: string }>(
  endpoint: Pick<Endpoint, 'events' | 'filter'>,
  rows: readonly Row[],
  events: EventStore,
): Promise<Wanted<Row>[]> {
  const typed = rows.filter(({ type }) => endpoint.events.some((pattern) => matchesPattern(pattern, type)));
  if (endpoint.filter === null) return typed.map((row) => ({ row, tooCostly: false }));
  const wanted: Wanted<Row>[] = [];
  const pace = new Pace();
  for (const row of typed) {
    const event = await events.find(row.id);
    const verdict = event === null ? 'blocked' : filterVerdict(endpoint, event, pace);
    if (pace.isDue) await pace.rest();
    if (verdict !== 'blocked') wanted.push({ row, tooCostly: verdict === 'too_costly' });
  }
  return wanted;
}
