import type { DeliveryState } from '../model/delivery.js';
import { EventQueries } from './event-queries.js';
import { DeliveryQueries } from './history-queries.js';
import { beginningWith } from './named-sql.js';
import {
  ATTEMPT_CHANGE_COLUMNS,
  ATTEMPT_COLUMNS,
  attemptOf,
  deliveryRecord,
  EVENT_COLUMNS,
  JOB_ATTEMPT_COLUMNS,
  eventPosition,
  eventSummary,
  positionOf,
  RECORD_COLUMNS,
  SUMMARY_COLUMNS,
  summaryOf,
  type AttemptRow,
  type EventRow,
  type RecordRow,
  type SummaryRow,
  type WholeEventRow,
} from './history-rows.js';
import {
  ANY_EVENT,
  ATTEMPTS_MAX,
  CHANGES_MAX,
  HistoryStore,
  type AttemptChange,
  type ChangeMark,
  type Changes,
  type Counted,
  type DeliveryFilter,
  type DeliveryRecord,
  type DeliverySummary,
  type EventCounts,
  type EventFilter,
  type EventRecord,
  type EventSteps,
  type EventSummary,
  type JobAttempt,
  type Named,
  type Page,
  type PageRequest,
  type Position,
} from './history-store.js';
import { BUDGET_MS, mergedPage, pageOf, SCAN_ROWS_MAX, type StepRequest } from './scan-pages.js';
import { planScans, singleScan } from './scan-plan.js';
import type { Query, SqlText } from './sql-text.js';
import {
  sumRows,
  type BacklogRow,
  type ErrorRow,
  type QueueRow,
  type Statistics,
  type StatisticsQuery,
  type StatisticsRow,
} from './statistics.js';

/** A row of statistics as a driver stores it. */
export type StoredStatistics<Durations> = Omit<StatisticsRow, 'durations'> & {
  readonly durations: Durations;
};

/** The differences of the two drivers for the history. */
export interface HistoryDriver<Durations> {
  /** Runs the reads of one method; faults come out as `GatewayError`. */
  call<T>(work: () => Promise<T>): Promise<T>;
  readonly query: Query;
  /** Runs a statement of a long scan: other calls may run before it. */
  readonly scan: Query;
  /** The id of the last attempt and the current time. */
  mark(): Promise<ChangeMark>;
  /** Attempts before a mark that a later poll reads again: their ids may have been committed late. */
  readonly overlapAttempts: number;
  withDurations(rows: readonly StoredStatistics<Durations>[]): Promise<StatisticsRow[]>;
}

/** A poll for changes begins this long before the last one ended, ms: a late commit may bear a somewhat earlier time. */
const OVERLAP_MS = 2_000;

const EVENTS_POLL = { limit: CHANGES_MAX, after: null };

interface CountRow {
  readonly eventId: string;
  readonly state: DeliveryState;
  readonly count: number;
}

const selectSummaries = ({ withEvent, withAttempt }: SqlText) =>
  `select ${SUMMARY_COLUMNS} from deliveries d ${withEvent} ${withAttempt}`;

/** The history over either driver: the statements are the same, a driver runs them. */
export class QueriedHistory<Durations> extends HistoryStore {
  readonly #driver: HistoryDriver<Durations>;
  readonly #deliveries: DeliveryQueries;
  readonly #events: EventQueries;

  constructor(driver: HistoryDriver<Durations>) {
    super();
    this.#driver = driver;
    this.#deliveries = new DeliveryQueries(driver.scan);
    this.#events = new EventQueries(driver.scan);
  }

  deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliverySummary>> {
    return this.#driver.call(async () => {
      const scans = planScans(filter, await this.#deliveries.fewOfJob(filter.jobId));
      return mergedPage(
        scans.map((scan) => ({ step: (step) => this.#deliveries.step(scan, filter, step), positionOf })),
        page,
      );
    });
  }

  delivery(id: string): Promise<DeliveryRecord | null> {
    return this.#driver.call(async () => {
      const [[summary], [row], attempts] = await Promise.all([
        this.#byIds([id]),
        this.#driver.query<RecordRow>(
          (sql) => `select ${RECORD_COLUMNS}
            from deliveries d join events e on e.id = d.event_id join endpoints p on p.id = d.endpoint_id
            where d.id = ${sql.value(id, 'uuid')}`,
        ),
        this.#driver.query<AttemptRow>(
          (sql) => `select ${ATTEMPT_COLUMNS} from attempts
            where delivery_id = ${sql.value(id, 'uuid')} order by number desc limit ${ATTEMPTS_MAX}`,
        ),
      ]);
      return summary && row ? deliveryRecord(summary, row, attempts.map(attemptOf)) : null;
    });
  }

  deliveriesById(ids: readonly string[]): Promise<DeliverySummary[]> {
    return this.#driver.call(() => this.#byIds(ids));
  }

  events(filter: EventFilter, page: PageRequest): Promise<Page<EventSummary>> {
    return this.#driver.call(() => this.#eventPage(filter, page));
  }

  event(id: string): Promise<EventRecord | null> {
    return this.#driver.call(async () => {
      const [row] = await this.#driver.query<WholeEventRow>(
        (sql) => `select ${EVENT_COLUMNS}, e.data, e.cloud_event as "cloudEvent"
          from events e where e.id = ${sql.value(id, 'text')}`,
      );
      if (row === undefined) return null;
      const [[summary], deliveries] = await Promise.all([
        this.#withCounts([row]),
        this.#driver.query<SummaryRow>(
          (sql) => `${selectSummaries(sql)} where d.event_id = ${sql.value(id, 'text')} order by d.position`,
        ),
      ]);
      const { data, cloudEvent } = row;
      return { summary: summary!, data, cloudEvent, deliveries: deliveries.map(summaryOf) };
    });
  }

  deliveriesOfEvents(eventIds: readonly string[], limit: number): Promise<DeliverySummary[]> {
    return this.#driver.call(async () => {
      const rows = await this.#driver.query<SummaryRow>(
        (sql) => `${selectSummaries(sql)} where ${sql.among('d.event_id', eventIds, 'text')}
          order by d.created_at desc, d.id desc limit ${sql.value(limit, 'int')}`,
      );
      return rows.map(summaryOf);
    });
  }

  attemptsOf(deliveryIds: readonly string[], limit: number): Promise<JobAttempt[]> {
    return this.#driver.call(() =>
      this.#driver.query<JobAttempt>(
        (sql) => `select ${JOB_ATTEMPT_COLUMNS} from attempts
          where ${sql.among('delivery_id', deliveryIds, 'uuid')}
          order by started_at desc, id desc limit ${sql.value(limit, 'int')}`,
      ),
    );
  }

  eventsOfJob(jobId: string): Promise<number> {
    return this.#driver.call(() => this.#events.ofJob(jobId));
  }

  changes(since: ChangeMark | null): Promise<Changes> {
    return this.#driver.call(async () => {
      const mark = await this.#driver.mark();
      if (since === null) return { mark, events: [], attempts: [], deliveries: [], more: false };
      const from = since.at - OVERLAP_MS;
      const [attempts, settled, events] = await Promise.all([
        this.#attemptsAfter(since.attemptId - this.#driver.overlapAttempts),
        this.#driver.query<{ id: string }>(
          (sql) => `select id from deliveries
            where settled_at >= ${sql.value(from, 'bigint')} order by settled_at desc limit ${CHANGES_MAX}`,
        ),
        this.#eventPage({ ...ANY_EVENT, from }, EVENTS_POLL),
      ]);
      const ids = new Set([...attempts.map(({ deliveryId }) => deliveryId), ...settled.map(({ id }) => id)]);
      return {
        mark,
        events: events.rows,
        attempts,
        deliveries: await this.#byIds([...ids]),
        more: attempts.length === CHANGES_MAX || settled.length === CHANGES_MAX || events.next !== null,
      };
    });
  }

  statistics({ stepMs, from, to, endpointId }: StatisticsQuery): Promise<Statistics> {
    return this.#driver.call(async () => {
      const rows = await this.#driver.query<StoredStatistics<Durations>>(
        (
          sql,
        ) => `select at, endpoint_id as "endpointId", delivered, failed, retried, cancelled, repaired, durations
          from delivery_statistics
          where step_ms = ${sql.value(stepMs, 'int')} and at >= ${sql.value(from, 'bigint')}
            and at < ${sql.value(to, 'bigint')}
            ${endpointId === null ? '' : `and endpoint_id = ${sql.value(endpointId, 'uuid')}`}`,
      );
      return sumRows(await this.#driver.withDurations(rows));
    });
  }

  errors({ stepMs, from, to, endpointId }: StatisticsQuery): Promise<ErrorRow[]> {
    return this.#driver.call(() =>
      this.#driver.query<ErrorRow>(
        (sql) => `select at, code, cast(sum(attempts) as integer) as attempts from attempt_errors
          where step_ms = ${sql.value(stepMs, 'int')} and at >= ${sql.value(from, 'bigint')}
            and at < ${sql.value(to, 'bigint')}
            ${endpointId === null ? '' : `and endpoint_id = ${sql.value(endpointId, 'uuid')}`}
          group by at, code`,
      ),
    );
  }

  backlog({ stepMs, from, to }: Omit<StatisticsQuery, 'endpointId'>): Promise<BacklogRow[]> {
    return this.#driver.call(() =>
      this.#driver.query<BacklogRow>(
        (sql) => `select at, waiting, past_due as "pastDue", queues from backlog
          where step_ms = ${sql.value(stepMs, 'int')} and at >= ${sql.value(from, 'bigint')}
            and at < ${sql.value(to, 'bigint')}`,
      ),
    );
  }

  queue({ stepMs, from, to, endpointId }: StatisticsQuery & { endpointId: string }): Promise<QueueRow[]> {
    return this.#driver.call(() =>
      this.#driver.query<QueueRow>(
        (sql) => `select at, queued, oldest_ms as "oldestMs" from endpoint_queues
          where step_ms = ${sql.value(stepMs, 'int')} and at >= ${sql.value(from, 'bigint')}
            and at < ${sql.value(to, 'bigint')} and endpoint_id = ${sql.value(endpointId, 'uuid')}`,
      ),
    );
  }

  unrouted(from: number, to: number): Promise<number> {
    return this.#driver.call(() => this.#events.unrouted(from, to));
  }

  eventCounts(filter: EventFilter, steps: EventSteps, after: Position | null): Promise<EventCounts> {
    return this.#driver.call(() => this.#events.countsWithin(BUDGET_MS, { filter, steps, after }));
  }

  beginningWith(named: Named, text: string, limit: number): Promise<string[]> {
    return this.#driver.call(async () => {
      const rows = await this.#driver.query<{ id: string }>((sql) => beginningWith(sql, named, text, limit));
      return rows.map(({ id }) => id);
    });
  }

  count(filter: DeliveryFilter, after: Position | null): Promise<Counted> {
    return this.#driver.call(async () => {
      const scan = singleScan(filter, await this.#deliveries.fewOfJob(filter.jobId));
      return this.#deliveries.count(scan, filter, { after, limit: 0, rowsMax: SCAN_ROWS_MAX });
    });
  }

  async #byIds(ids: readonly string[]): Promise<DeliverySummary[]> {
    const rows = await this.#driver.query<SummaryRow>(
      (sql) => `${selectSummaries(sql)} where ${sql.among('d.id', ids, 'uuid')}`,
    );
    return rows.map(summaryOf);
  }

  #attemptsAfter(id: number): Promise<AttemptChange[]> {
    return this.#driver.query<AttemptChange>(
      (sql) => `select ${ATTEMPT_CHANGE_COLUMNS} from attempts
        where id > ${sql.value(id, 'bigint')} order by id limit ${CHANGES_MAX}`,
    );
  }

  async #eventPage(filter: EventFilter, page: PageRequest): Promise<Page<EventSummary>> {
    const step = (request: StepRequest) => this.#events.step(filter, request);
    const { rows, next } = await pageOf({ step, positionOf: eventPosition }, page);
    return { rows: await this.#withCounts(rows), next };
  }

  async #withCounts(rows: readonly EventRow[]): Promise<EventSummary[]> {
    const ids = rows.map(({ id }) => id);
    const counts = await this.#driver.query<CountRow>(
      (sql) => `select event_id as "eventId", state, count(*) as count from deliveries
        where ${sql.among('event_id', ids, 'text')} group by event_id, state`,
    );
    const byEvent = Map.groupBy(counts, ({ eventId }) => eventId);
    return rows.map((row) => eventSummary(row, byEvent.get(row.id) ?? []));
  }
}
