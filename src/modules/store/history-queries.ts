import {
  directionOf,
  eventsFrom,
  FROM_OUTSIDE,
  eventsInScan,
  inScan,
  matches,
  orderOf,
  orderOfEvents,
  usualMatches,
  typeMatches,
  type Direction,
} from './history-sql.js';
import {
  EVENT_COLUMNS,
  eventPosition,
  positionOf,
  SUMMARY_COLUMNS,
  summaryOf,
  type EventRow,
  type SummaryRow,
} from './history-rows.js';
import {
  JOB_EVENTS_CAP,
  UNROUTED_CAP,
  type Counted,
  type DeliveryFilter,
  type DeliverySummary,
  type EventFilter,
  type Position,
} from './history-store.js';
import type { Step, StepRequest } from './scan-pages.js';
import type { Scan } from './scan-plan.js';
import { where, type Query, type SqlText } from './sql-text.js';

/** Events of a job up to which its deliveries are found by these; with more, all deliveries are scanned for the job. */
export const FEW_EVENTS = 500;

type ScannedPart = StepRequest & { readonly edge: Position | null };

/** Reads deliveries along scans, in bounded steps, over either driver. */
export class DeliveryQueries {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  /** True where the job has so few events that their deliveries can be sorted. */
  async fewOfJob(jobId: string | null): Promise<boolean> {
    if (jobId === null) return false;
    const [row] = await this.#query<{ count: number }>(
      (sql) => `select count(*) as count from (select 1 as one from events
        where job_id = ${sql.value(jobId, 'text')} limit ${FEW_EVENTS + 1}) as few`,
    );
    return row!.count <= FEW_EVENTS;
  }

  /** Reads those of the next `rowsMax` rows of a scan that match. */
  async step(scan: Scan, filter: DeliveryFilter, request: StepRequest): Promise<Step<DeliverySummary>> {
    const edge = await this.#edge(scan, filter, request);
    const found = await this.#query<SummaryRow>(
      (
        sql,
      ) => `select ${SUMMARY_COLUMNS} from ${source(sql, scan, filter)} ${sql.withEvent} ${sql.withAttempt}
        ${where(conditions(sql, scan, filter, { ...request, edge }))}
        order by ${orderOf(scan, directionOf(request))} limit ${request.limit + 1}`,
    );
    return stepOf(found.map(summaryOf), { limit: request.limit, edge, positionOf });
  }

  /** Counts those of the next `rowsMax` rows of a scan that match. */
  async count(scan: Scan, filter: DeliveryFilter, request: StepRequest): Promise<Counted> {
    const edge = await this.#edge(scan, filter, request);
    const rows = await this.#query<{ id: string; count: number }>((sql) => {
      const joins = `${needsEvent(filter) ? sql.withEvent : ''} ${filter.error === null ? '' : sql.withAttempt}`;
      return `select d.endpoint_id as id, count(*) as count from ${source(sql, scan, filter)} ${joins}
        ${where(conditions(sql, scan, filter, { ...request, edge }))} group by d.endpoint_id`;
    });
    const byEndpoint = new Map(rows.map(({ id, count }) => [id, count]));
    return { count: rows.reduce((sum, { count }) => sum + count, 0), byEndpoint, next: edge };
  }

  /** Finds where the next `rowsMax` rows of a scan end; null where no more than these are left. */
  async #edge(scan: Scan, filter: DeliveryFilter, request: StepRequest): Promise<Position | null> {
    if (scan.by === 'few') return null;
    const direction = directionOf(request);
    const [edge] = await this.#query<Position>(
      (sql) => `select d.created_at as at, d.id from deliveries d
        ${where(inScan(sql, scan, filter, { ...request, direction }))}
        order by ${orderOf(scan, direction)} limit 1 offset ${request.rowsMax}`,
    );
    return edge ?? null;
  }
}

function source(sql: SqlText, scan: Scan, { jobId }: DeliveryFilter): string {
  if (scan.by !== 'few' || scan.of === 'event') return 'deliveries d';
  const job = sql.value(jobId!, 'text');
  return `(select * from deliveries where event_id in (select id from events where job_id = ${job})) as d`;
}

function conditions(
  sql: SqlText,
  scan: Scan,
  filter: DeliveryFilter,
  { edge, ...request }: ScannedPart,
): string[] {
  const direction = directionOf(request);
  return [
    ...inScan(sql, scan, filter, { ...request, direction }),
    ...(edge === null ? [] : [upTo(sql, scan, edge, direction)]),
    ...matches(sql, filter),
  ];
}

function upTo(sql: SqlText, scan: Scan, edge: Position, { upTo: side }: Direction): string {
  const id = sql.value(edge.id, 'uuid');
  if (scan.by !== 'created') return `d.id ${side} ${id}`;
  const at = sql.value(edge.at, 'bigint');
  return `d.created_at ${side} ${at} and (d.created_at, d.id) ${side} (${at}, ${id})`;
}

function needsEvent({ types, jobId }: DeliveryFilter): boolean {
  return types !== null || jobId !== null;
}

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
      const matching = [
        ...eventsInScan(sql, filter, { ...request, direction }),
        ...typeMatches(sql, filter.types),
        ...usualMatches(sql, filter),
        ...(edge === null ? [] : eventsFrom(sql, edge, direction.upTo)),
      ];
      return `select ${EVENT_COLUMNS} from events e ${where(matching)}
        order by ${orderOfEvents(direction)} limit ${request.limit + 1}`;
    });
    return stepOf(found, { limit: request.limit, edge, positionOf: eventPosition });
  }

  /** Counts events accepted in [from, to) (Unix ms) that no endpoint received, up to {@link UNROUTED_CAP}. */
  async unrouted(from: number, to: number): Promise<number> {
    const filter = { types: null, jobId: null, from, to, unrouted: true };
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
    if (matchesWholeScan(filter)) return null;
    const direction = directionOf(request);
    const [edge] = await this.#query<Position>(
      (sql) => `select e.accepted_at as at, e.place as "batchIndex", e.id from events e
        ${where(eventsInScan(sql, filter, { ...request, direction }))}
        order by ${orderOfEvents(direction)} limit 1 offset ${request.rowsMax}`,
    );
    return edge ?? null;
  }
}

function matchesWholeScan({ types, unrouted, mismatch, fromOutside }: EventFilter): boolean {
  return types === null && unrouted !== false && mismatch !== false && fromOutside !== true;
}

interface StepEnd<Row> {
  readonly limit: number;
  readonly edge: Position | null;
  readonly positionOf: (row: Row) => Position;
}

/** A step of rows that were read up to one beyond the limit: with more than the limit it ends at the last one shown. */
function stepOf<Row>(
  found: readonly Row[],
  { limit, edge, positionOf: positionOfRow }: StepEnd<Row>,
): Step<Row> {
  if (found.length <= limit) return { rows: found, reached: edge };
  const rows = found.slice(0, limit);
  return { rows, reached: positionOfRow(rows.at(-1)!) };
}
