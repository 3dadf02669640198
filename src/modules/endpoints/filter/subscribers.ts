import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { Pace } from '../../timing/pace.js';
import { compileFilter, filteredEvent, type EventFilter, type FilteredEvent } from './event-filter.js';
import { Work } from './filter-work.js';
import { getOrMake } from '../../model/get-or-make.js';

/** The verdict of a filter on an event; `too_costly`: it would take more steps than it may. */
export type FilterVerdict = 'passes' | 'blocked' | 'too_costly';

/** The endpoints that get an event. */
export interface Subscribers {
  readonly endpoints: readonly Endpoint[];
  /** Endpoints whose filters are too costly on this event: their deliveries fail with that reason. */
  readonly tooCostly: readonly Endpoint[];
}

const NONE: readonly Endpoint[] = [];

/** The compiled form of each filter. */
const compiled = new WeakMap<object, EventFilter>();

/** Counts the steps of the filter even where they are too many. */
function verdictOf(filter: object, event: FilteredEvent, work: Work): FilterVerdict {
  try {
    return getOrMake(compiled, filter, () => compileFilter(filter))(event, work) ? 'passes' : 'blocked';
  } catch {
    // Lists may also be nested too deeply to be scanned: a delivery that fails visibly is not lost.
    return 'too_costly';
  }
}

/** Runs the endpoint's filter on the event. */
export function filterVerdict(
  { filter }: Pick<Endpoint, 'filter'>,
  event: GatewayEvent,
  pace: Pace = new Pace(),
): FilterVerdict {
  if (filter === null) return 'passes';
  const work = new Work();
  const verdict = verdictOf(filter, filteredEvent(event), work);
  pace.spendOnJson(event.data.length);
  pace.spend(work.steps);
  return verdict;
}

/** Selects the endpoints that get the event. The data is parsed once, and only where an endpoint has a filter. */
export function subscribersOf(
  endpoints: readonly Endpoint[],
  event: GatewayEvent,
  pace: Pace,
): Subscribers | Promise<Subscribers> {
  return endpoints.every(({ filter }) => filter === null)
    ? { endpoints, tooCostly: NONE }
    : judged(endpoints, event, pace);
}

/** Runs the filters and lets other work in between, after each filter that took long. */
async function judged(endpoints: readonly Endpoint[], event: GatewayEvent, pace: Pace): Promise<Subscribers> {
  const seen = filteredEvent(event);
  pace.spendOnJson(event.data.length);
  const subscribed: Endpoint[] = [];
  const tooCostly: Endpoint[] = [];
  for (const endpoint of endpoints) {
    if (pace.isDue) await pace.rest();
    const work = new Work();
    const verdict = endpoint.filter === null ? 'passes' : verdictOf(endpoint.filter, seen, work);
    pace.spend(work.steps);
    if (verdict === 'passes') subscribed.push(endpoint);
    else if (verdict === 'too_costly') tooCostly.push(endpoint);
  }
  return { endpoints: subscribed, tooCostly };
}
