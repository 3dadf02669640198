import type { Database } from 'better-sqlite3';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../model/clock.js';
import { EVENTS_POLL, NO_EVENT_FILTER, noChanges, OVERLAP_MS } from '../changes.js';
import { singleScan, planScans } from '../scan-plan.js';
import { SUMMARY_COLUMNS } from '../history-sql.js';
import {
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
  type EventFilter,
  type EventRecord,
  type EventSummary,
  type Page,
  type PageRequest,
  type Position,
} from '../history-store.js';
import {
  DeliveryQueries,
  EventQueries,
  eventPosition,
  positionOf,
  summaryOf,
  WHOLE_EVENT,
} from '../history-queries.js';
import type { RunText, SummaryRow, WholeEventRow } from '../history-queries.js';
import {
  ATTEMPT_COLUMNS,
  deliveryRecord,
  eventSummary,
  type AttemptRow,
  type RecordRow,
} from '../record-rows.js';
import type { DeliveryState } from '../../model/delivery.js';
import { mergedPage, pageOf, SCAN_ROWS_MAX } from '../scan-pages.js';
import {
  sumRows,
  type BacklogRow,
  type Statistics,
  type StatisticsQuery,
  type StatisticsRow,
} from '../statistics.js';
import { SqliteText, SqliteTexts } from './sql-text.js';
import { reading } from './store-error.js';

const { withEvent, withAttempt } = new SqliteText();
const SUMMARIES = `select ${SUMMARY_COLUMNS} from deliveries d ${withEvent} ${withAttempt}`;

function statements(reader: Database) {
  return {
    byIds: reader.prepare<[{ id: string }], SummaryRow>(
      `${SUMMARIES} where d.id in (select value from json_each(@id))`,
    ),
    ofEvent: reader.prepare<[{ id: string }], SummaryRow>(
      `${SUMMARIES} where d.event_id = @id order by d.position`,
    ),
    record: reader.prepare<[{ id: string }], RecordRow>(
      `select e.data, e.timestamp, e.accepted_at, d.retry_base, p.masked_url
       from deliveries d ${withEvent} join endpoints p on p.id = d.endpoint_id where d.id = @id`,
    ),
    attempts: reader.prepare<[{ id: string }], AttemptRow>(
      `select ${ATTEMPT_COLUMNS} from attempts where delivery_id = @id order by number desc limit ${ATTEMPTS_MAX}`,
    ),
    event: reader.prepare<[{ id: string }], WholeEventRow>(`${WHOLE_EVENT} where id = @id`),
    lastAttempt: reader.prepare<[object], { id: number | null }>('select max(id) as id from attempts'),
    attemptsAfter: reader.prepare<[{ id: number }], AttemptChange>(
      `select id, delivery_id as deliveryId, number, outcome, status, duration_ms as durationMs
       from attempts where id > @id order by id limit ${CHANGES_MAX}`,
    ),
    settledSince: reader.prepare<[{ at: number }], { id: string }>(
      `select id from deliveries where settled_at >= @at order by settled_at desc limit ${CHANGES_MAX}`,
    ),
    statistics: reader.prepare<[StatisticsQuery], Omit<StatisticsRow, 'durations'> & { durations: string }>(
      `select at, endpoint_id as endpointId, delivered, failed, retried, cancelled, repaired, durations
       from delivery_statistics
       where step_ms = @stepMs and at >= @from and at < @to and (@endpointId is null or endpoint_id = @endpointId)`,
    ),
    backlog: reader.prepare<[Omit<StatisticsQuery, 'endpointId'>], BacklogRow>(
      `select at, waiting, past_due as pastDue from backlog
       where step_ms = @stepMs and at >= @from and at < @to`,
    ),
    counts: reader.prepare<[{ id: string }], { state: DeliveryState; count: number }>(
      'select state, count(*) as count from deliveries where event_id = @id group by state',
    ),
  };
}

/** Reads beside the writer. Between two steps of a long walk others get their turn: they share the thread. */
export class SqliteHistoryStore extends HistoryStore {
  readonly #deliveries: DeliveryQueries;
  readonly #events: EventQueries;
  readonly #read: ReturnType<typeof statements>;
  readonly #clock: Clock;

  constructor(reader: Database, clock: Clock) {
    super();
    this.#clock = clock;
    const texts = new SqliteTexts(reader);
    const run: RunText = async (text, sql) => {
      await turn();
      return texts.all(text, sql);
    };
    this.#deliveries = new DeliveryQueries(texts.make, run);
    this.#events = new EventQueries(texts.make, run);
    this.#read = statements(reader);
  }

  deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliverySummary>> {
    return reading(async () => {
      const walks = planScans(filter, await this.#deliveries.fewOfJob(filter.jobId));
      return mergedPage(
        walks.map((walk) => ({ step: (step) => this.#deliveries.step(walk, filter, step), positionOf })),
        page,
      );
    });
  }

  delivery(id: string): Promise<DeliveryRecord | null> {
    return reading(async () => {
      const [summary] = this.#read.byIds.all({ id: JSON.stringify([id]) });
      const row = this.#read.record.get({ id });
      if (summary === undefined || row === undefined) return null;
      return deliveryRecord(summaryOf(summary), row, this.#read.attempts.all({ id }));
    });
  }

  deliveriesById(ids: readonly string[]): Promise<DeliverySummary[]> {
    return reading(async () => this.#read.byIds.all({ id: JSON.stringify(ids) }).map(summaryOf));
  }

  events(filter: EventFilter, page: PageRequest): Promise<Page<EventSummary>> {
    return reading(async () => {
      const step = (request: Parameters<EventQueries['step']>[1]) => this.#events.step(filter, request);
      const { rows, next } = await pageOf({ step, positionOf: eventPosition }, page);
      return { rows: rows.map((row) => eventSummary(row, this.#read.counts.all({ id: row.id }))), next };
    });
  }

  event(id: string): Promise<EventRecord | null> {
    return reading(async () => {
      const row = this.#read.event.get({ id });
      if (row === undefined) return null;
      const deliveries = this.#read.ofEvent.all({ id }).map(summaryOf);
      const { data, cloud_event: cloudEvent } = row;
      return { summary: eventSummary(row, this.#read.counts.all({ id })), data, cloudEvent, deliveries };
    });
  }

  changes(since: ChangeMark | null): Promise<Changes> {
    return reading(async () => {
      const at = this.#clock.now();
      const attemptId = this.#read.lastAttempt.get({})?.id ?? 0;
      if (since === null) return noChanges({ attemptId, at });
      const attempts = this.#read.attemptsAfter.all({ id: since.attemptId });
      const settled = this.#read.settledSince.all({ at: since.at - OVERLAP_MS });
      const events = await this.events({ ...NO_EVENT_FILTER, from: since.at - OVERLAP_MS }, EVENTS_POLL);
      const ids = new Set([...attempts.map(({ deliveryId }) => deliveryId), ...settled.map(({ id }) => id)]);
      return {
        mark: { attemptId, at },
        events: events.rows,
        attempts,
        deliveries: await this.deliveriesById([...ids]),
        more: attempts.length === CHANGES_MAX || settled.length === CHANGES_MAX || events.next !== null,
      };
    });
  }

  backlog(query: Omit<StatisticsQuery, 'endpointId'>): Promise<BacklogRow[]> {
    return reading(() => this.#read.backlog.all(query));
  }

  statistics(query: StatisticsQuery): Promise<Statistics> {
    return reading(async () => {
      const rows = this.#read.statistics.all(query);
      await turn();
      // In one go: a call for each row takes longer than what it reads.
      const durations = JSON.parse(`[${rows.map((row) => row.durations).join()}]`) as number[][];
      await turn();
      return sumRows(rows.map((row, nth) => ({ ...row, durations: durations[nth]! })));
    });
  }

  unrouted(from: number, to: number): Promise<number> {
    return reading(() => this.#events.unrouted(from, to));
  }

  count(filter: DeliveryFilter, after: Position | null): Promise<Counted> {
    return reading(async () => {
      const walk = singleScan(filter, await this.#deliveries.fewOfJob(filter.jobId));
      return this.#deliveries.count(walk, filter, { after, limit: 0, scan: SCAN_ROWS_MAX });
    });
  }
}
