import type { DeliveryFilter, EventFilter, Position } from './history-store.js';
import { ERROR_COLUMNS } from './history-conditions.js';
import { highestIdAt, lowestIdAt, type Scan } from './scan-plan.js';
import type { SqlText } from './sql-text.js';

/** The direction of a list: its order, and the comparisons for rows behind a position, from it on, and up to it. */
export interface Direction {
  readonly order: 'desc' | 'asc';
  readonly behind: '<' | '>';
  readonly from: '<=' | '>=';
  readonly upTo: '>=' | '<=';
}

const NEWEST_FIRST: Direction = { order: 'desc', behind: '<', from: '<=', upTo: '>=' };
const OLDEST_FIRST: Direction = { order: 'asc', behind: '>', from: '>=', upTo: '<=' };

export const directionOf = ({ oldestFirst = false }: { readonly oldestFirst?: boolean }): Direction =>
  oldestFirst ? OLDEST_FIRST : NEWEST_FIRST;

/** The conditions of the filter on each row of a scan. */
export function matches(sql: SqlText, filter: DeliveryFilter): string[] {
  const { states, endpointIds, types, jobId, eventId, from, to, error, ids } = filter;
  return [
    ...(ids ? [sql.among('d.id', ids, 'uuid')] : []),
    ...(states ? [sql.among('d.state', states, 'text')] : []),
    ...(endpointIds ? [sql.among('d.endpoint_id', endpointIds, 'uuid')] : []),
    ...(eventId === null ? [] : [`d.event_id = ${sql.value(eventId, 'text')}`]),
    ...(jobId === null ? [] : [`e.job_id = ${sql.value(jobId, 'text')}`]),
    ...(from === null ? [] : [`d.created_at >= ${sql.value(from, 'bigint')}`]),
    ...(to === null ? [] : [`d.created_at < ${sql.value(to, 'bigint')}`]),
    ...typeMatches(sql, types),
    ...(error === null ? [] : [errorMatches(sql, error)]),
    ...within(sql, filter),
  ];
}

/** The conditions of a digest and of an incident, whose deliveries an index finds. */
function within(sql: SqlText, { groupedIn = null, incidentId = null }: DeliveryFilter): string[] {
  return [
    ...(groupedIn === null ? [] : [`d.grouped_in = ${sql.value(groupedIn, 'uuid')}`]),
    ...(incidentId === null
      ? []
      : [
          `d.id in (select delivery_id from incident_deliveries where incident_id = ${sql.value(incidentId, 'uuid')})`,
        ]),
  ];
}

/** The condition of type patterns. `job.*` compares the beginning: `like` would take underscores for wildcards. */
export function typeMatches(sql: SqlText, types: readonly string[] | null): string[] {
  if (types === null || types.includes('*')) return [];
  const alternatives = types.map((type) => {
    const begin = type.endsWith('.*') ? type.slice(0, -1) : null;
    return begin === null
      ? `e.type = ${sql.value(type, 'text')}`
      : `substr(e.type, 1, ${begin.length}) = ${sql.value(begin, 'text')}`;
  });
  return [`(${alternatives.join(' or ')})`];
}

function errorMatches(sql: SqlText, text: string): string {
  return `(${ERROR_COLUMNS.map((column) => sql.contains(column, text)).join(' or ')})`;
}

interface Bounds {
  readonly after: Position | null;
  readonly direction: Direction;
}

/** The conditions that the index of the scan answers: its state, the time span, and rows after a position. */
export function inScan(
  sql: SqlText,
  scan: Scan,
  filter: DeliveryFilter,
  { after, direction }: Bounds,
): string[] {
  if (scan.by === 'few') return after ? [`d.id ${direction.behind} ${sql.value(after.id, 'uuid')}`] : [];
  if (scan.by === 'created') {
    return [
      `d.state = '${scan.state}'`,
      ...span(sql, 'd.created_at', filter),
      ...behind(sql, after, direction),
    ];
  }
  const { from, to } = filter;
  return [
    ...within(sql, filter),
    ...(scan.state === null ? [] : [`d.state = '${scan.state}'`]),
    ...(from === null ? [] : [`d.id >= ${sql.value(lowestIdAt(from), 'uuid')}`]),
    ...(to === null ? [] : [`d.id <= ${sql.value(highestIdAt(to), 'uuid')}`]),
    ...(after === null ? [] : [`d.id ${direction.behind} ${sql.value(after.id, 'uuid')}`]),
  ];
}

/** The order of a scan. */
export function orderOf(scan: Scan, { order }: Direction): string {
  return scan.by === 'created' ? `d.created_at ${order}, d.id ${order}` : `d.id ${order}`;
}

/** The order of events: as they were accepted. */
export function orderOfEvents({ order }: Direction): string {
  return `e.accepted_at ${order}, e.place ${order}, e.id ${order}`;
}

function span(sql: SqlText, column: string, { from, to }: DeliveryFilter | EventFilter): string[] {
  return [
    ...(from === null ? [] : [`${column} >= ${sql.value(from, 'bigint')}`]),
    ...(to === null ? [] : [`${column} < ${sql.value(to, 'bigint')}`]),
  ];
}

/** The bound is given twice, so that an index by the time alone can be searched by it. */
function behind(sql: SqlText, after: Position | null, direction: Direction): string[] {
  if (after === null) return [];
  const [at, id] = [sql.value(after.at, 'bigint'), sql.value(after.id, 'uuid')];
  return [`d.created_at ${direction.from} ${at}`, `(d.created_at, d.id) ${direction.behind} (${at}, ${id})`];
}

/** The conditions of a filter on events that an index answers, after a position; {@link typeMatches} adds the types. */
export function eventsInScan(sql: SqlText, filter: EventFilter, { after, direction }: Bounds): string[] {
  const conditions = [
    ...(filter.unrouted === true ? [sql.unrouted, ...FROM_OUTSIDE] : []),
    ...(filter.mismatch === true ? ['e.mismatch is not null'] : []),
    ...(filter.ids ? [sql.among('e.id', filter.ids, 'text')] : []),
    ...(filter.jobId === null ? [] : [`e.job_id = ${sql.value(filter.jobId, 'text')}`]),
    // There is always a bound: without one SQLite would rather sort all events than scan their index.
    ...span(sql, 'e.accepted_at', { ...filter, from: filter.from ?? 0 }),
  ];
  if (after === null) return conditions;
  return [...conditions, ...eventsFrom(sql, after, direction.behind)];
}

/** Events of the gateway itself are not from outside. */
export const FROM_OUTSIDE = [`substr(e.type, 1, 8) <> 'webhook.'`, `substr(e.type, 1, 7) <> 'action.'`];

/** The conditions of events that some endpoint received, and whose data is as it should be. Most are, so no index is scanned for them. */
export function usualMatches(sql: SqlText, { unrouted, mismatch, fromOutside }: EventFilter): string[] {
  return [
    ...(fromOutside === true ? FROM_OUTSIDE : []),
    ...(unrouted === false ? [`not (${sql.unrouted})`] : []),
    ...(mismatch === false ? ['e.mismatch is null'] : []),
  ];
}

/** Events on that side of a position; the bound is given twice, as above. */
export function eventsFrom(
  sql: SqlText,
  { at, batchIndex = 0, id }: Position,
  side: '<' | '>' | '<=' | '>=',
): string[] {
  const [time, among, named] = [
    sql.value(at, 'bigint'),
    sql.value(batchIndex, 'bigint'),
    sql.value(id, 'text'),
  ];
  const edge = side === '<' || side === '<=' ? '<=' : '>=';
  return [
    `e.accepted_at ${edge} ${time}`,
    `(e.accepted_at, e.place, e.id) ${side} (${time}, ${among}, ${named})`,
  ];
}
