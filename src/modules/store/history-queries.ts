import { conditionsSql } from './condition-sql.js';
import { readsAttempt, readsData, readsEvent } from './history-conditions.js';
import { directionOf, inScan, matches, orderOf, type Direction } from './history-sql.js';
import { positionOf, SUMMARY_COLUMNS, summaryOf, type SummaryRow } from './history-rows.js';
import type { Counted, DeliveryFilter, DeliverySummary, Position } from './history-store.js';
import { edgeSql } from './scan-edge.js';
import { stepOf, type ScannedPart, type Step, type StepRequest } from './scan-pages.js';
import type { Scan } from './scan-plan.js';
import { where, type Query, type SqlText } from './sql-text.js';

/** Events of a job up to which its deliveries are found by these; with more, all deliveries are scanned for the job. */
const FEW_EVENTS = 500;

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
      const joins = `${needsEvent(filter) ? sql.withEvent : ''} ${needsAttempt(filter) ? sql.withAttempt : ''}`;
      return `select d.endpoint_id as id, count(*) as count from ${source(sql, scan, filter)} ${joins}
        ${where(conditions(sql, scan, filter, { ...request, edge }))} group by d.endpoint_id`;
    });
    const byEndpoint = new Map(rows.map(({ id, count }) => [id, count]));
    return { count: rows.reduce((sum, { count }) => sum + count, 0), byEndpoint, next: edge };
  }

  /** Finds those of the deliveries that a digest told of which matches too, or which the operation has redelivered already. */
  async toldByDigests(
    ids: readonly string[],
    filter: DeliveryFilter,
    operationId: string,
  ): Promise<ReadonlySet<string>> {
    const rows = await this.#query<{ id: string }>((sql) => {
      const matching = [
        'd.state = m.state',
        'd.settled_at = m.settled_at',
        ...matches(sql, filter),
        ...conditionsSql(sql, 'deliveries', filter.where),
      ];
      return `select m.id from deliveries m where ${sql.among('m.id', ids, 'uuid')} and m.grouped_in is not null
        and exists (select 1 from deliveries d ${sql.withEvent} ${sql.withAttempt}
          where d.id = m.grouped_in and (d.repair_id = ${sql.value(operationId, 'uuid')} or (${matching.join(' and ')})))`;
    });
    return new Set(rows.map(({ id }) => id));
  }

  /** Finds where the next `rowsMax` rows of a scan end; null where no more than these are left. */
  async #edge(scan: Scan, filter: DeliveryFilter, request: StepRequest): Promise<Position | null> {
    if (scan.by === 'few') return null;
    const direction = directionOf(request);
    const reading = readsData(filter.where);
    const [edge] = await this.#query<Position>((sql) =>
      edgeSql({
        rows: `from deliveries d ${reading ? sql.withEvent : ''}
          ${where(inScan(sql, scan, filter, { ...request, direction }))}`,
        columns:
          scan.by === 'created' ? { at: 'd.created_at', id: 'd.id' } : { id: 'd.id', at: 'd.created_at' },
        ordering: scan.by === 'created' ? 2 : 1,
        order: direction.order,
        rowsMax: request.rowsMax,
        readsData: reading,
      }),
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
    ...conditionsSql(sql, 'deliveries', filter.where),
  ];
}

function upTo(sql: SqlText, scan: Scan, edge: Position, { upTo: side }: Direction): string {
  const id = sql.value(edge.id, 'uuid');
  if (scan.by !== 'created') return `d.id ${side} ${id}`;
  const at = sql.value(edge.at, 'bigint');
  return `d.created_at ${side} ${at} and (d.created_at, d.id) ${side} (${at}, ${id})`;
}

function needsEvent({ types, jobId, where: conditions = [] }: DeliveryFilter): boolean {
  return types !== null || jobId !== null || readsEvent(conditions.map(({ test }) => test));
}

function needsAttempt({ error, where: conditions = [] }: DeliveryFilter): boolean {
  return error !== null || readsAttempt(conditions.map(({ test }) => test));
}
