import type { Scan } from './scan-plan.js';
import {
  eventsFrom,
  eventsInScan,
  inScan,
  matches,
  orderOf,
  orderOfEvents,
  routedMatches,
  SUMMARY_COLUMNS,
  typeMatches,
  directionOf,
  where,
  type SqlText,
  type Direction,
} from './history-sql.js';

import {
  UNROUTED_CAP,
  type Counted,
  type DeliveryFilter,
  type DeliverySummary,
  type EventFilter,
  type Position,
} from './history-store.js';
import type { Step, StepRequest } from './scan-pages.js';
import type { DeliveryState } from '../model/delivery.js';
import { dueTime } from './order-keys.js';

/** Of one job; with more events than that its deliveries are found on the way through all. */
export const FEW_EVENTS = 500;

/** Runs a statement of either driver and returns its rows. */
export type RunText = <Row extends object>(text: string, sql: SqlText) => Promise<Row[]> | Row[];

export interface SummaryRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  webhook_id: string;
  state: DeliveryState;
  attempts: number;
  created_at: number;
  next_attempt_at: number | null;
  settled_at: number | null;
  reason: string | null;
  operation_id: string | null;
  type: string;
  job_id: string | null;
  status: number | null;
  error_code: string | null;
  error_message: string | null;
}

export function summaryOf(row: SummaryRow): DeliverySummary {
  const { error_code: code, error_message: message } = row;
  return {
    id: row.id,
    eventId: row.event_id,
    type: row.type,
    jobId: row.job_id,
    endpointId: row.endpoint_id,
    webhookId: row.webhook_id,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    nextAttemptAt: dueTime(row.next_attempt_at),
    settledAt: row.settled_at,
    reason: row.reason,
    lastStatus: row.status,
    lastError: code === null ? null : { code, message: message ?? '' },
    operationId: row.operation_id,
  };
}

export const positionOf = ({ createdAt, id }: DeliverySummary): Position => ({ at: createdAt, id });

/** The queries of the history over either driver: `make` begins a statement, `run` runs it. */
export class DeliveryQueries {
  readonly #make: () => SqlText;
  readonly #run: RunText;

  constructor(make: () => SqlText, run: RunText) {
    this.#make = make;
    this.#run = run;
  }

  /** True where so few events are of the job that all of theirs can be sorted. */
  async fewOfJob(jobId: string | null): Promise<boolean> {
    if (jobId === null) return false;
    const sql = this.#make();
    const job = sql.value(jobId, 'text');
    const events = `select 1 as one from events where job_id = ${job} limit ${FEW_EVENTS + 1}`;
    const [row] = await this.#run<{ count: number }>(`select count(*) as count from (${events}) as few`, sql);
    return row!.count <= FEW_EVENTS;
  }

  /** One step along a walk: what of its next `scan` rows matches. */
  async step(walk: Scan, filter: DeliveryFilter, request: StepRequest): Promise<Step<DeliverySummary>> {
    const edge = await this.#edge(walk, filter, request);
    const sql = this.#make();
    const text = `select ${SUMMARY_COLUMNS} from ${this.#source(sql, walk, filter)} ${sql.withEvent} ${sql.withAttempt}
      ${where(this.#conditions(sql, walk, filter, { ...request, edge }))}
      order by ${orderOf(walk, directionOf(request))} limit ${request.limit + 1}`;
    const rows = (await this.#run<SummaryRow>(text, sql)).map(summaryOf);
    if (rows.length <= request.limit) return { rows, reached: edge };
    const shown = rows.slice(0, request.limit);
    return { rows: shown, reached: positionOf(shown.at(-1)!) };
  }

  /** As a step, counted. */
  async count(walk: Scan, filter: DeliveryFilter, request: StepRequest): Promise<Counted> {
    const edge = await this.#edge(walk, filter, request);
    const sql = this.#make();
    const joins = `${needsEvent(filter) ? sql.withEvent : ''} ${filter.error === null ? '' : sql.withAttempt}`;
    const text = `select d.endpoint_id as id, count(*) as count from ${this.#source(sql, walk, filter)} ${joins}
      ${where(this.#conditions(sql, walk, filter, { ...request, edge }))} group by d.endpoint_id`;
    const rows = await this.#run<{ id: string; count: number }>(text, sql);
    const byEndpoint = new Map(rows.map(({ id, count }) => [id, count]));
    return { count: rows.reduce((sum, { count }) => sum + count, 0), byEndpoint, next: edge };
  }

  /** Where the next `scan` rows of a walk end; null where no more than these are left. */
  async #edge(walk: Scan, filter: DeliveryFilter, request: StepRequest): Promise<Position | null> {
    if (walk.by === 'few') return null;
    const [sql, way] = [this.#make(), directionOf(request)];
    const text = `select d.created_at as at, d.id from deliveries d
      ${where(inScan(sql, walk, filter, { ...request, way }))}
      order by ${orderOf(walk, way)} limit 1 offset ${request.scan}`;
    const [edge] = await this.#run<{ at: number; id: string }>(text, sql);
    return edge === undefined ? null : { at: edge.at, id: edge.id };
  }

  #source(sql: SqlText, walk: Scan, { jobId }: DeliveryFilter): string {
    if (walk.by !== 'few' || walk.of === 'event') return 'deliveries d';
    const job = sql.value(jobId!, 'text');
    return `(select * from deliveries where event_id in (select id from events where job_id = ${job})) as d`;
  }

  #conditions(
    sql: SqlText,
    walk: Scan,
    filter: DeliveryFilter,
    { edge, ...request }: StepRequest & { readonly edge: Position | null },
  ): string[] {
    const way = directionOf(request);
    return [
      ...inScan(sql, walk, filter, { ...request, way }),
      ...(edge === null ? [] : [this.#upTo(sql, walk, edge, way)]),
      ...matches(sql, filter),
    ];
  }

  #upTo(sql: SqlText, walk: Scan, edge: Position, { upTo }: Direction): string {
    const id = sql.value(edge.id, 'uuid');
    if (walk.by !== 'created') return `d.id ${upTo} ${id}`;
    const at = sql.value(edge.at, 'bigint');
    return `d.created_at ${upTo} ${at} and (d.created_at, d.id) ${upTo} (${at}, ${id})`;
  }
}

function needsEvent({ types, jobId }: DeliveryFilter): boolean {
  return types !== null || jobId !== null;
}

export interface EventRow {
  id: string;
  type: string;
  timestamp: string;
  accepted_at: number;
  place: number;
  job_id: string | null;
}

/** An event with its bodies. */
export interface WholeEventRow extends EventRow {
  data: string;
  cloud_event: string | null;
}

export const WHOLE_EVENT =
  'select id, type, timestamp, accepted_at, place, job_id, data, cloud_event from events';

/** The same for events, without their data; what became of them is counted by each driver. */
export class EventQueries {
  readonly #make: () => SqlText;
  readonly #run: RunText;

  constructor(make: () => SqlText, run: RunText) {
    this.#make = make;
    this.#run = run;
  }

  async step(filter: EventFilter, request: StepRequest): Promise<Step<EventRow>> {
    const edge = await this.#edge(filter, request);
    const [sql, way] = [this.#make(), directionOf(request)];
    const conditions = [
      ...eventsInScan(sql, filter, { ...request, way }),
      ...typeMatches(sql, filter.types),
      ...routedMatches(sql, filter),
      ...(edge === null ? [] : eventsFrom(sql, edge, way.upTo)),
    ];
    const text = `select e.id, e.type, e.timestamp, e.accepted_at, e.place, e.job_id from events e ${where(conditions)}
      order by ${orderOfEvents(way)} limit ${request.limit + 1}`;
    const rows = await this.#run<EventRow>(text, sql);
    if (rows.length <= request.limit) return { rows, reached: edge };
    const shown = rows.slice(0, request.limit);
    return { rows: shown, reached: eventPosition(shown.at(-1)!) };
  }

  /** Those that no endpoint received, as far as they are counted. */
  async unrouted(from: number, to: number): Promise<number> {
    const sql = this.#make();
    const filter = { types: null, jobId: null, from, to, unrouted: true };
    const conditions = where(eventsInScan(sql, filter, { after: null, way: directionOf({}) }));
    const text = `select count(*) as count from (select 1 as one from events e ${conditions} limit ${UNROUTED_CAP}) as capped`;
    const [row] = await this.#run<{ count: number }>(text, sql);
    return row!.count;
  }

  async #edge(filter: EventFilter, request: StepRequest): Promise<Position | null> {
    // Without anything else to look for, every row of the walk matches.
    if (filter.types === null && filter.unrouted !== false) return null;
    const [sql, way] = [this.#make(), directionOf(request)];
    const text = `select e.accepted_at as at, e.place as "batchIndex", e.id from events e
      ${where(eventsInScan(sql, filter, { ...request, way }))}
      order by ${orderOfEvents(way)} limit 1 offset ${request.scan}`;
    const [edge] = await this.#run<Position>(text, sql);
    return edge ?? null;
  }
}

export const eventPosition = ({ accepted_at: at, place: batchIndex, id }: EventRow): Position => ({
  at,
  batchIndex,
  id,
});
