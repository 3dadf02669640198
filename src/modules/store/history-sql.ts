import { highestIdAt, lowestIdAt, type Scan } from './scan-plan.js';
import type { DeliveryFilter, EventFilter, Position } from './history-store.js';

/** Which way a list is walked: its order, and what lies behind a position, from it on, and up to it. */
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

type ValueType = 'uuid' | 'text' | 'bigint';

/**
 * The text of one statement and its values, for either driver. Only what the planner must see stands in the text itself.
 */
export abstract class SqlText {
  readonly values: unknown[] = [];

  /** A place for the value. */
  abstract value(value: string | number, type: ValueType): string;

  /** True where the column is one of the values. */
  abstract among(column: string, values: readonly string[], type: 'uuid' | 'text'): string;

  /** True where the column, null never, contains the text; the case of ASCII letters does not matter. */
  abstract contains(column: string, text: string): string;

  /** True where the event `e` has no delivery: an index holds just these. */
  abstract readonly unrouted: string;
  /** Each delivery `d`, in its order, with its event as `e`. */
  abstract readonly withEvent: string;
  /** Each delivery `d`, in its order, with its last attempt, if any, as `a`. */
  abstract readonly withAttempt: string;
}

/** What of a delivery, its event and its last attempt a list shows. */
export const SUMMARY_COLUMNS = `d.id, d.event_id, d.endpoint_id, d.webhook_id, d.state, d.attempts, d.created_at,
  d.next_attempt_at, d.settled_at, d.reason, d.operation_id, e.type, e.job_id, a.status, a.error_code, a.error_message`;

/** What a row must hold beyond standing in the walk. */
export function matches(sql: SqlText, filter: DeliveryFilter): string[] {
  const { states, endpointIds, types, jobId, eventId, from, to, error } = filter;
  return [
    ...(states ? [sql.among('d.state', states, 'text')] : []),
    ...(endpointIds ? [sql.among('d.endpoint_id', endpointIds, 'uuid')] : []),
    ...(eventId === null ? [] : [`d.event_id = ${sql.value(eventId, 'text')}`]),
    ...(jobId === null ? [] : [`e.job_id = ${sql.value(jobId, 'text')}`]),
    ...(from === null ? [] : [`d.created_at >= ${sql.value(from, 'bigint')}`]),
    ...(to === null ? [] : [`d.created_at < ${sql.value(to, 'bigint')}`]),
    ...typeMatches(sql, types),
    ...(error === null ? [] : [errorMatches(sql, error)]),
  ];
}

/** Of patterns, `job.*` asks for the beginning; `like` would take the underscores of types for wildcards. */
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
  const columns = ['d.reason', 'a.error_code', 'a.error_message'];
  return `(${columns.map((column) => sql.contains(column, text)).join(' or ')})`;
}

/** The rows of a walk that come after a position, as far as the walk's own index tells. */
export function inScan(
  sql: SqlText,
  walk: Scan,
  filter: DeliveryFilter,
  { after, way }: { readonly after: Position | null; readonly way: Direction },
): string[] {
  if (walk.by === 'few') return after ? [`d.id ${way.behind} ${sql.value(after.id, 'uuid')}`] : [];
  if (walk.by === 'created') {
    return [`d.state = '${walk.state}'`, ...span(sql, 'd.created_at', filter), ...behind(sql, after, way)];
  }
  const { from, to } = filter;
  return [
    ...(walk.state === null ? [] : [`d.state = '${walk.state}'`]),
    ...(from === null ? [] : [`d.id >= ${sql.value(lowestIdAt(from), 'uuid')}`]),
    ...(to === null ? [] : [`d.id <= ${sql.value(highestIdAt(to), 'uuid')}`]),
    ...(after === null ? [] : [`d.id ${way.behind} ${sql.value(after.id, 'uuid')}`]),
  ];
}

/** The order of a walk. */
export function orderOf(walk: Scan, { order }: Direction): string {
  return walk.by === 'created' ? `d.created_at ${order}, d.id ${order}` : `d.id ${order}`;
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

/** Said twice, so that an index by the time alone can be searched by it. */
function behind(sql: SqlText, after: Position | null, way: Direction): string[] {
  if (after === null) return [];
  const [at, id] = [sql.value(after.at, 'bigint'), sql.value(after.id, 'uuid')];
  return [`d.created_at ${way.from} ${at}`, `(d.created_at, d.id) ${way.behind} (${at}, ${id})`];
}

/** The events of a filter after a position, by time and id; the types are matched besides. */
export function eventsInScan(
  sql: SqlText,
  filter: EventFilter,
  { after, way }: { readonly after: Position | null; readonly way: Direction },
): string[] {
  const conditions = [
    ...(filter.unrouted === true ? [sql.unrouted, ...FROM_OUTSIDE] : []),
    ...(filter.jobId === null ? [] : [`e.job_id = ${sql.value(filter.jobId, 'text')}`]),
    // With a bound always, or SQLite would rather sort all events than walk along their index.
    ...span(sql, 'e.accepted_at', { ...filter, from: filter.from ?? 0 }),
  ];
  if (after === null) return conditions;
  return [...conditions, ...eventsFrom(sql, after, way.behind)];
}

/** What the gateway says of itself is no event that a sender would miss. */
const FROM_OUTSIDE = [`substr(e.type, 1, 8) <> 'webhook.'`, `substr(e.type, 1, 7) <> 'action.'`];

/** Events that some endpoint received, where these are asked for: most are, so it is matched besides the walk. */
export function routedMatches(sql: SqlText, { unrouted }: EventFilter): string[] {
  return unrouted === false ? [`not (${sql.unrouted})`] : [];
}

/** Events on that side of a position; said twice, as above. */
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

/** Conditions as a clause; empty where there are none. */
export function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}
