import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { Pace } from '../../timing/pace.js';
import { compileFilter, filteredEvent, type EventFilter, type FilteredEvent } from './event-filter.js';
import { Work } from './filter-work.js';

/** What a filter says of an event; `too_costly`: it would take more steps than it may. */
export type FilterVerdict = 'passes' | 'blocked' | 'too_costly';

/** The endpoints that get an event. */
export interface Takers {
  readonly takers: readonly Endpoint[];
  /** Their filters are too costly on this event: their deliveries fail with that reason. */
  readonly tooCostly: readonly Endpoint[];
}

const NONE: readonly Endpoint[] = [];

/** Compiled once for each filter there is. */
const compiled = new WeakMap<object, EventFilter>();

function compiledFilter(filter: object): EventFilter {
  const known = compiled.get(filter) ?? compileFilter(filter);
  compiled.set(filter, known);
  return known;
}

/** The steps of the last filter are counted even where they were too many. */
function verdictOf(filter: object, event: FilteredEvent, work: Work): FilterVerdict {
  try {
    return compiledFilter(filter)(event, work) ? 'passes' : 'blocked';
  } catch {
    // Also where lists are nested too deeply to be walked: a delivery that fails visibly is not lost.
    return 'too_costly';
  }
}

/** What the endpoint's filter says of the event. */
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

/** Those of the endpoints that get the event. Only where there is a filter the data is parsed: once, and it may take time. */
export function takersOf(
  endpoints: readonly Endpoint[],
  event: GatewayEvent,
  pace: Pace,
): Takers | Promise<Takers> {
  return endpoints.every(({ filter }) => filter === null)
    ? { takers: endpoints, tooCostly: NONE }
    : judged(endpoints, event, pace);
}

/** Filters that take long give way to others, after each. */
async function judged(endpoints: readonly Endpoint[], event: GatewayEvent, pace: Pace): Promise<Takers> {
  const seen = filteredEvent(event);
  pace.spendOnJson(event.data.length);
  const takers: Endpoint[] = [];
  const tooCostly: Endpoint[] = [];
  for (const endpoint of endpoints) {
    if (pace.isDue) await pace.rest();
    const work = new Work();
    const verdict = endpoint.filter === null ? 'passes' : verdictOf(endpoint.filter, seen, work);
    pace.spend(work.steps);
    if (verdict === 'passes') takers.push(endpoint);
    else if (verdict === 'too_costly') tooCostly.push(endpoint);
  }
  return { takers, tooCostly };
}
