import {
  COUNT_CAP,
  DUE_CAP,
  OUTSTANDING_CAP,
  UpkeepStore,
  type DeliveryCounts,
  type EndpointDue,
  type OutstandingDeliveries,
  type TypePurge,
  type TypePurged,
} from '../upkeep-store.js';
import { matchesPattern } from '../../model/event-pattern.js';
import type { Position } from '../history-store.js';
import { deleteAttempts, deleteDeliveries, deleteEvents } from './erasure-sql.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const capped = (from: string, cap: number): string =>
  `(select count(*) from (select 1 as one from ${from} limit ${cap}) as capped)`;
const inState = (state: string): string => capped(`deliveries where state = '${state}'`, COUNT_CAP);
const oldest = (state: string): string => `(select min(created_at) from deliveries where state = '${state}')`;

const counts: WriteSql = () => `
    select ${inState('pending')} as pending, ${inState('sending')} as sending, ${inState('failed')} as failed,
      ${oldest('pending')} as "oldestPending", ${oldest('sending')} as "oldestSending"`;

/** Counts endpoint by endpoint, first attempts and retries, each along its part of the index. */
const due: WriteSql = (sql) => {
  const now = sql.now();
  const overdue = (tried: 0 | 1): string =>
    `deliveries where endpoint_id = endpoints.id and state = 'pending' and ${sql.tried} = ${tried} and next_attempt_at <= ${now}`;
  const first = (tried: 0 | 1): string =>
    `(select next_attempt_at from ${overdue(tried)} order by next_attempt_at limit 1)`;
  return `
    select id as "endpointId", ${now} as now,
      ${capped(overdue(0), DUE_CAP)} as "firstCount", ${first(0)} as "firstAt",
      ${capped(overdue(1), DUE_CAP)} as "retryCount", ${first(1)} as "retryAt"
    from endpoints`;
};

const PENDING = `deliveries where endpoint_id = endpoints.id and state = 'pending' and settled_at is null`;
const FAILED = `deliveries where endpoint_id = endpoints.id and state = 'failed' and settled_at is not null`;

/** Counts endpoint by endpoint, along indexes that hold only these deliveries. */
const outstanding =
  (endpointId?: string): WriteSql =>
  (sql) => `
    select id as "endpointId", ${capped(PENDING, OUTSTANDING_CAP)} as queued,
      (select coalesce(revived_at, created_at) from ${PENDING}
        order by coalesce(revived_at, created_at) limit 1) as "oldestAt",
      ${capped(FAILED, OUTSTANDING_CAP)} as failed
    from endpoints${endpointId === undefined ? '' : ` where id = ${sql.value(endpointId, 'uuid')}`}`;

/** Reads a table: the answer shows that the file, or the server, can be read. */
const ping: WriteSql = () => 'select id from endpoints limit 1';

/** A test write of 64 KiB, more than most events take. */
const fill: WriteSql = (sql) =>
  `insert into filler (bytes) values (${sql.value('0'.repeat(65_536), 'bytea')})`;
const empty: WriteSql = () => 'delete from filler';

/** Events that one call of `purgeTypes` looks at, and those that it deletes in one transaction, at most. */
const SCANNED_MAX = 2_000;
const PURGED_MAX = 100;

const eventsBefore =
  (before: number, after: Position | null): WriteSql =>
  (sql) => `
    select id, type, accepted_at as "acceptedAt" from events
    where accepted_at < ${sql.value(before, 'bigint')} and accepted_at >= ${sql.value(after?.at ?? 0, 'bigint')}
      ${after === null ? '' : `and (accepted_at, id) > (${sql.value(after.at, 'bigint')}, ${sql.value(after.id, 'text')})`}
    order by accepted_at, id limit ${SCANNED_MAX}`;

const withoutOpen =
  (ids: readonly string[]): WriteSql =>
  (sql) =>
    `select e.id from events e where ${sql.among('e.id', ids, 'text')}
       and not exists (select 1 from deliveries d where d.event_id = e.id and d.settled_at is null)`;

const deliveriesOf =
  (ids: readonly string[]): WriteSql =>
  (sql) =>
    `select id from deliveries where ${sql.among('event_id', ids, 'text')} and settled_at is not null ${sql.forUpdate}`;

/** Deletes those of the events that have no open delivery. */
function* deleteEnded(ids: readonly string[]): SqlScript<number> {
  const ended = (yield* query<{ id: string }>(withoutOpen(ids))).map(({ id }) => id);
  if (ended.length === 0) return 0;
  const deliveries = (yield* query<{ id: string }>(deliveriesOf(ended))).map(({ id }) => id);
  yield* query(deleteAttempts(deliveries));
  yield* query(deleteDeliveries(deliveries));
  return (yield* query(deleteEvents(ended))).length;
}

interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly acceptedAt: number;
}

interface CountsRow extends Omit<DeliveryCounts, 'oldestOpenAt'> {
  readonly oldestPending: number | null;
  readonly oldestSending: number | null;
}

interface DueRow {
  readonly endpointId: string;
  readonly now: number;
  readonly firstCount: number;
  readonly firstAt: number | null;
  readonly retryCount: number;
  readonly retryAt: number | null;
}

/** The part of the upkeep that both drivers share. */
export abstract class SqlUpkeepStore extends UpkeepStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async purgeTypes({ pattern, except, before, after }: TypePurge): Promise<TypePurged> {
    const rows = await this.#sql.read<EventRow>(eventsBefore(before, after));
    const wanted = rows.filter(
      ({ type }) => matchesPattern(pattern, type) && !except.some((other) => matchesPattern(other, type)),
    );
    let deleted = 0;
    for (let at = 0; at < wanted.length; at += PURGED_MAX) {
      const ids = wanted.slice(at, at + PURGED_MAX).map(({ id }) => id);
      deleted += await this.#sql.transaction(() => deleteEnded(ids));
    }
    const last = rows.length < SCANNED_MAX ? undefined : rows.at(-1);
    return { deleted, next: last ? { at: last.acceptedAt, id: last.id } : null };
  }

  async counts(): Promise<DeliveryCounts> {
    const [row] = await this.#sql.read<CountsRow>(counts);
    const { pending, sending, failed, oldestPending, oldestSending } = row!;
    return { pending, sending, failed, oldestOpenAt: earlier(oldestPending, oldestSending) };
  }

  async due(): Promise<EndpointDue[]> {
    const rows = await this.#sql.read<DueRow>(due);
    return rows.flatMap(({ endpointId, now, firstCount, firstAt, retryCount, retryAt }) => {
      const since = earlier(firstAt, retryAt);
      if (since === null) return [];
      return [{ endpointId, count: Math.min(firstCount + retryCount, DUE_CAP), sinceMs: now - since }];
    });
  }

  outstanding(endpointId?: string): Promise<OutstandingDeliveries[]> {
    return this.#sql.read<OutstandingDeliveries>(outstanding(endpointId));
  }

  async ping(): Promise<void> {
    await this.#sql.read(ping);
    if (!this.#sql.failing) return;
    await this.#sql.write(fill);
    await this.#sql.write(empty);
    this.#sql.worksAgain();
  }
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
