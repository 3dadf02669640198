import { conditionsSql } from './condition-sql.js';
import { readsData } from './history-conditions.js';
import {
  directionOf,
  eventsFrom,
  eventsInScan,
  FROM_OUTSIDE,
  orderOfEvents,
  typeMatches,
  usualMatches,
  type Direction,
} from './history-sql.js';
import { EVENT_COLUMNS, eventPosition, type EventRow } from './history-rows.js';
import {
  ANY_EVENT,
  JOB_EVENTS_CAP,
  UNROUTED_CAP,
  type EventCount,
  type EventCounts,
  type EventFilter,
  type EventSteps,
  type Position,
} from './history-store.js';
import { edgeSql } from './scan-edge.js';
import { SCAN_ROWS_MAX, stepOf, type ScannedPart, type Step, type StepRequest } from './scan-pages.js';
import { where, type Query, type SqlText } from './sql-text.js';

/** Reads events along their index, in bounded steps, over either driver. */
export class EventQueries {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async step(filter: EventFilter, request: StepRequest): Promise<Step<EventRow>> {
    const edge = await this.#edge(filter, request);
    const direction = directionOf(request);
    const found = await this.#query<EventRow>((sql) => {
      const matching = matchingEvents(sql, filter, { ...request, direction, edge });
      return `select ${EVENT_COLUMNS} from events e ${where(matching)}
        order by ${orderOfEvents(direction)} limit ${request.limit + 1}`;
    });
    return stepOf(found, { limit: request.limit, edge, positionOf: eventPosition });
  }

  /** Counts by step and type until the time is over; `next` is where counting goes on. */
  async countsWithin(
    budgetMs: number,
    {
      filter,
      steps,
      after,
    }: { readonly filter: EventFilter; readonly steps: EventSteps; readonly after: Position | null },
  ): Promise<EventCounts> {
    const until = performance.now() + budgetMs;
    const counts: EventCount[] = [];
    for (let from = after; ;) {
      const part = await this.#counts(filter, steps, { after: from, limit: 0, rowsMax: SCAN_ROWS_MAX });
      counts.push(...part.counts);
      from = part.next;
      if (from === null || performance.now() > until) return { counts, next: from };
    }
  }

  /** Counts those of the next `rowsMax` events that match, by step and type. */
  async #counts(filter: EventFilter, steps: EventSteps, request: StepRequest): Promise<EventCounts> {
    const edge = await this.#lastOf(filter, request);
    const direction = directionOf(request);
    const rows = await this.#query<Omit<EventCount, 'bare'> & { bare: number }>((sql) => {
      const [from, step] = [sql.value(steps.from, 'bigint'), sql.value(steps.stepMs, 'bigint')];
      const matching = matchingEvents(sql, filter, { ...request, direction, edge });
      return `select cast((e.accepted_at - ${from}) / ${step} as integer) as step, e.type, case when ${sql.unrouted} then 1 else 0 end as bare,
          count(*) as count
        from events e ${where(matching)} group by 1, 2, 3`;
    });
    return { counts: rows.map((row) => ({ ...row, bare: row.bare === 1 })), next: edge };
  }

  /** Counts events accepted in [from, to) (Unix ms) that no endpoint received, up to {@link UNROUTED_CAP}. */
  async unrouted(from: number, to: number): Promise<number> {
    const filter = { ...ANY_EVENT, from, to, unrouted: true };
    const [row] = await this.#query<{ count: number }>((sql) => {
      const matching = where(eventsInScan(sql, filter, { after: null, direction: directionOf({}) }));
      return `select count(*) as count from (select 1 as one from events e ${matching} limit ${UNROUTED_CAP}) as capped`;
    });
    return row!.count;
  }

  /** Counts the events of a job from outside, up to {@link JOB_EVENTS_CAP}. */
  async ofJob(jobId: string): Promise<number> {
    const [row] = await this.#query<{ count: number }>((sql) => {
      const matching = where([`e.job_id = ${sql.value(jobId, 'text')}`, ...FROM_OUTSIDE]);
      return `select count(*) as count from (select 1 as one from events e ${matching} limit ${JOB_EVENTS_CAP}) as capped`;
    });
    return row!.count;
  }

  async #edge(filter: EventFilter, request: StepRequest): Promise<Position | null> {
    // Without anything else to match, every row of the scan matches.
    const isPlain = matchesWholeScan(filter);
    return isPlain ? null : this.#lastOf(filter, request);
  }

  async #lastOf(filter: EventFilter, request: StepRequest): Promise<Position | null> {
    const direction = directionOf(request);
    const [edge] = await this.#query<Position>((sql) =>
      edgeSql({
        rows: `from events e ${where(eventsInScan(sql, filter, { ...request, direction }))}`,
        columns: { at: 'e.accepted_at', batchIndex: 'e.place', id: 'e.id' },
        ordering: 3,
        order: direction.order,
        rowsMax: request.rowsMax,
        readsData: readsData(filter.where),
      }),
    );
    return edge ?? null;
  }
}

function matchesWholeScan({
  types,
  unrouted,
  mismatch,
  fromOutside,
  where: conditions = [],
}: EventFilter): boolean {
  return (
    types === null &&
    unrouted !== false &&
    mismatch !== false &&
    fromOutside !== true &&
    conditions.length === 0
  );
}

function matchingEvents(
  sql: SqlText,
  filter: EventFilter,
  { edge, direction, after }: ScannedPart & { readonly direction: Direction },
): string[] {
  return [
    ...eventsInScan(sql, filter, { after, direction }),
    ...typeMatches(sql, filter.types),
    ...usualMatches(sql, filter),
    ...conditionsSql(sql, 'events', filter.where),
    ...(edge === null ? [] : eventsFrom(sql, edge, direction.upTo)),
  ];
}
