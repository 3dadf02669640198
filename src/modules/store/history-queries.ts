import type { Walk } from './delivery-walk.js';
import {
  eventsInWalk,
  inWalk,
  matches,
  orderOf,
  SUMMARY_COLUMNS,
  typeMatches,
  where,
  type SqlText,
} from './history-sql.js';

import type { DeliveryFilter, DeliverySummary, EventFilter, Position } from './history-store.js';
import type { Step, StepRequest } from './walk-pages.js';
import type { DeliveryState } from '../model/delivery.js';

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
    nextAttemptAt: row.next_attempt_at,
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
  async step(walk: Walk, filter: DeliveryFilter, request: StepRequest): Promise<Step<DeliverySummary>> {
    const edge = await this.#edge(walk, filter, request);
    const sql = this.#make();
    const text = `select ${SUMMARY_COLUMNS} from ${this.#source(sql, walk, filter)} ${sql.withEvent} ${sql.withAttempt}
      ${where(this.#conditions(sql, walk, filter, { ...request, edge }))}
      order by ${orderOf(walk)} limit ${request.limit + 1}`;
    const rows = (await this.#run<SummaryRow>(text, sql)).map(summaryOf);
    if (rows.length <= request.limit) return { rows, reached: edge };
    const shown = rows.slice(0, request.limit);
    return { rows: shown, reached: positionOf(shown.at(-1)!) };
  }

  /** As a step, counted. */
  async count(
    walk: Walk,
    filter: DeliveryFilter,
    request: StepRequest,
  ): Promise<{ count: number; next: Position | null }> {
    const edge = await this.#edge(walk, filter, request);
    const sql = this.#make();
    const joins = `${needsEvent(filter) ? sql.withEvent : ''} ${filter.error === null ? '' : sql.withAttempt}`;
    const text = `select count(*) as count from ${this.#source(sql, walk, filter)} ${joins}
      ${where(this.#conditions(sql, walk, filter, { ...request, edge }))}`;
    const [row] = await this.#run<{ count: number }>(text, sql);
    return { count: row!.count, next: edge };
  }

  /** Where the next `scan` rows of a walk end; null where no more than these are left. */
  async #edge(walk: Walk, filter: DeliveryFilter, { after, scan }: StepRequest): Promise<Position | null> {
    if (walk.by === 'few') return null;
    const sql = this.#make();
    const text = `select d.created_at as at, d.id from deliveries d ${where(inWalk(sql, walk, filter, after))}
      order by ${orderOf(walk)} limit 1 offset ${scan}`;
    const [edge] = await this.#run<{ at: number; id: string }>(text, sql);
    return edge === undefined ? null : { at: edge.at, id: edge.id };
  }

  #source(sql: SqlText, walk: Walk, { jobId }: DeliveryFilter): string {
    if (walk.by !== 'few' || walk.of === 'event') return 'deliveries d';
    const job = sql.value(jobId!, 'text');
    return `(select * from deliveries where event_id in (select id from events where job_id = ${job})) as d`;
  }

  #conditions(
    sql: SqlText,
    walk: Walk,
    filter: DeliveryFilter,
    { after, edge }: { readonly after: Position | null; readonly edge: Position | null },
  ): string[] {
    return [
      ...inWalk(sql, walk, filter, after),
      ...(edge === null ? [] : [this.#upTo(sql, walk, edge)]),
      ...matches(sql, filter),
    ];
  }

  #upTo(sql: SqlText, walk: Walk, edge: Position): string {
    const id = sql.value(edge.id, 'uuid');
    if (walk.by !== 'created') return `d.id >= ${id}`;
    const at = sql.value(edge.at, 'bigint');
    return `d.created_at >= ${at} and (d.created_at, d.id) >= (${at}, ${id})`;
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
  job_id: string | null;
}

/** An event with its bodies. */
export interface WholeEventRow extends EventRow {
  data: string;
  cloud_event: string | null;
}

export const WHOLE_EVENT = 'select id, type, timestamp, accepted_at, job_id, data, cloud_event from events';

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
    const sql = this.#make();
    const conditions = [...eventsInWalk(sql, filter, request.after), ...typeMatches(sql, filter.types)];
    if (edge !== null) {
      const [at, id] = [sql.value(edge.at, 'bigint'), sql.value(edge.id, 'text')];
      conditions.push(`e.accepted_at >= ${at}`, `(e.accepted_at, e.id) >= (${at}, ${id})`);
    }
    const text = `select e.id, e.type, e.timestamp, e.accepted_at, e.job_id from events e ${where(conditions)}
      order by e.accepted_at desc, e.id desc limit ${request.limit + 1}`;
    const rows = await this.#run<EventRow>(text, sql);
    if (rows.length <= request.limit) return { rows, reached: edge };
    const shown = rows.slice(0, request.limit);
    return { rows: shown, reached: eventPosition(shown.at(-1)!) };
  }

  async #edge(filter: EventFilter, { after, scan }: StepRequest): Promise<Position | null> {
    // Without types to look for, every row of the walk matches.
    if (filter.types === null) return null;
    const sql = this.#make();
    const text = `select e.accepted_at as at, e.id from events e ${where(eventsInWalk(sql, filter, after))}
      order by e.accepted_at desc, e.id desc limit 1 offset ${scan}`;
    const [edge] = await this.#run<Position>(text, sql);
    return edge === undefined ? null : { at: edge.at, id: edge.id };
  }
}

export const eventPosition = ({ accepted_at: at, id }: EventRow): Position => ({ at, id });
