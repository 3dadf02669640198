import type { DeliveryState } from '../../model/delivery.js';
import { EVENTS_POLL, NO_EVENT_FILTER, noChanges, OVERLAP_MS } from '../changes.js';
import { singleScan, planScans } from '../scan-plan.js';
import {
  DeliveryQueries,
  EventQueries,
  eventPosition,
  positionOf,
  summaryOf,
  type EventRow,
  type SummaryRow,
  type WholeEventRow,
  WHOLE_EVENT,
} from '../history-queries.js';
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
  ATTEMPT_COLUMNS,
  deliveryRecord,
  eventSummary,
  type AttemptRow,
  type RecordRow,
} from '../record-rows.js';
import { mergedPage, pageOf, SCAN_ROWS_MAX, type StepRequest } from '../scan-pages.js';
import { sumRows, type BacklogRow, type Statistics, type StatisticsQuery } from '../statistics.js';
import type { Database, Statement } from './database.js';
import { PostgresText, textsOn } from './sql-text.js';
import { readBacklog, readStatistics } from './statistics-writer.js';
import { text } from './text.js';

const { withEvent, withAttempt } = new PostgresText();
const SUMMARIES = `select ${SUMMARY_COLUMNS} from deliveries d ${withEvent} ${withAttempt}`;

const BY_IDS: Statement = { name: 'history-ids', text: `${SUMMARIES} where d.id = any ($1::uuid[])` };

const OF_EVENTS: Statement = {
  name: 'history-of-event',
  text: `${SUMMARIES} where d.event_id = $1 order by d.position`,
};

const RECORD: Statement = {
  name: 'history-record',
  text: `
    select e.data, e.timestamp, e.accepted_at, d.retry_base, p.masked_url
    from deliveries d join events e on e.id = d.event_id join endpoints p on p.id = d.endpoint_id where d.id = $1::uuid`,
};

const ATTEMPTS: Statement = {
  name: 'history-attempts',
  text: `select ${ATTEMPT_COLUMNS} from attempts where delivery_id = $1::uuid order by number desc limit ${ATTEMPTS_MAX}`,
};

const EVENT: Statement = {
  name: 'history-event',
  text: `${WHOLE_EVENT} where id = $1`,
};

const COUNTS: Statement = {
  name: 'history-counts',
  text: `
    select event_id, state, count(*) as count from deliveries where event_id = any ($1::text[])
    group by event_id, state`,
};

/** Numbers are drawn before the commit: a later one may be seen first. */
const OVERLAP_ATTEMPTS = 100;

const MARK: Statement = {
  name: 'history-mark',
  text: `
    select coalesce((select id from attempts order by id desc limit 1), 0) as "attemptId", gateway_now() as at`,
};

const ATTEMPTS_AFTER: Statement = {
  name: 'history-attempts-after',
  text: `
    select id, delivery_id as "deliveryId", number, outcome, status, duration_ms as "durationMs"
    from attempts where id > $1::bigint order by id limit ${CHANGES_MAX}`,
};

const SETTLED_SINCE: Statement = {
  name: 'history-settled-since',
  text: `select id from deliveries where settled_at >= $1::bigint order by settled_at desc limit ${CHANGES_MAX}`,
};

interface CountRow {
  readonly event_id: string;
  readonly state: DeliveryState;
  readonly count: number;
}

export class PostgresHistoryStore extends HistoryStore {
  readonly #database: Database;
  readonly #deliveries: DeliveryQueries;
  readonly #events: EventQueries;

  constructor(database: Database) {
    super();
    this.#database = database;
    const { make, all } = textsOn(database.run);
    this.#deliveries = new DeliveryQueries(make, all);
    this.#events = new EventQueries(make, all);
  }

  deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliverySummary>> {
    return this.#database.call(async () => {
      const walks = planScans(filter, await this.#deliveries.fewOfJob(filter.jobId));
      return mergedPage(
        walks.map((walk) => ({ step: (step) => this.#deliveries.step(walk, filter, step), positionOf })),
        page,
      );
    });
  }

  delivery(id: string): Promise<DeliveryRecord | null> {
    return this.#database.call(async () => {
      const [[summary], [row], attempts] = await Promise.all([
        this.#database.run<SummaryRow>(BY_IDS, [[id]]),
        this.#database.run<RecordRow>(RECORD, [id]),
        this.#database.run<AttemptRow>(ATTEMPTS, [id]),
      ]);
      if (summary === undefined || row === undefined) return null;
      return deliveryRecord(summaryOf(summary), row, attempts);
    });
  }

  deliveriesById(ids: readonly string[]): Promise<DeliverySummary[]> {
    return this.#database.call(async () =>
      (await this.#database.run<SummaryRow>(BY_IDS, [ids])).map(summaryOf),
    );
  }

  events(filter: EventFilter, page: PageRequest): Promise<Page<EventSummary>> {
    return this.#database.call(async () => {
      const step = (request: StepRequest) => this.#events.step(filter, request);
      const { rows, next } = await pageOf({ step, positionOf: eventPosition }, page);
      return { rows: await this.#tallied(rows), next };
    });
  }

  event(id: string): Promise<EventRecord | null> {
    return this.#database.call(async () => {
      const [row] = await this.#database.run<WholeEventRow>(EVENT, [text(id)]);
      if (row === undefined) return null;
      const [[summary], rows] = await Promise.all([
        this.#tallied([row]),
        this.#database.run<SummaryRow>(OF_EVENTS, [row.id]),
      ]);
      const { data, cloud_event: cloudEvent } = row;
      return { summary: summary!, data, cloudEvent, deliveries: rows.map(summaryOf) };
    });
  }

  unrouted(from: number, to: number): Promise<number> {
    return this.#database.call(() => this.#events.unrouted(from, to));
  }

  count(filter: DeliveryFilter, after: Position | null): Promise<Counted> {
    return this.#database.call(async () => {
      const walk = singleScan(filter, await this.#deliveries.fewOfJob(filter.jobId));
      return this.#deliveries.count(walk, filter, { after, limit: 0, scan: SCAN_ROWS_MAX });
    });
  }

  changes(since: ChangeMark | null): Promise<Changes> {
    return this.#database.call(async () => {
      const [mark] = await this.#database.run<ChangeMark>(MARK);
      if (since === null) return noChanges(mark!);
      const from = since.at - OVERLAP_MS;
      const [attempts, settled, events] = await Promise.all([
        this.#database.run<AttemptChange>(ATTEMPTS_AFTER, [since.attemptId - OVERLAP_ATTEMPTS]),
        this.#database.run<{ id: string }>(SETTLED_SINCE, [from]),
        this.events({ ...NO_EVENT_FILTER, from }, EVENTS_POLL),
      ]);
      const ids = new Set([...attempts.map(({ deliveryId }) => deliveryId), ...settled.map(({ id }) => id)]);
      return {
        mark: mark!,
        events: events.rows,
        attempts,
        deliveries: await this.deliveriesById([...ids]),
        more: attempts.length === CHANGES_MAX || settled.length === CHANGES_MAX || events.next !== null,
      };
    });
  }

  statistics(query: StatisticsQuery): Promise<Statistics> {
    return this.#database.call(async () => sumRows(await readStatistics(this.#database, query)));
  }

  backlog(query: Omit<StatisticsQuery, 'endpointId'>): Promise<BacklogRow[]> {
    return this.#database.call(() => readBacklog(this.#database, query));
  }

  async #tallied(rows: readonly EventRow[]): Promise<EventSummary[]> {
    const counts = await this.#database.run<CountRow>(COUNTS, [rows.map(({ id }) => id)]);
    const byEvent = Map.groupBy(counts, ({ event_id: id }) => id);
    return rows.map((row) => eventSummary(row, byEvent.get(row.id) ?? []));
  }
}
