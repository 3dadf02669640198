import {
  COUNT_CAP,
  DUE_CAP,
  QUEUE_CAP,
  UpkeepStore,
  type DeliveryCounts,
  type EndpointDue,
  type EndpointQueue,
} from '../upkeep-store.js';
import type { SqlRunner, WriteSql } from './sql-runner.js';

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
const queues =
  (endpointId?: string): WriteSql =>
  (sql) => `
    select id as "endpointId", ${capped(PENDING, QUEUE_CAP)} as queued,
      (select coalesce(revived_at, created_at) from ${PENDING}
        order by coalesce(revived_at, created_at) limit 1) as "oldestAt",
      ${capped(FAILED, QUEUE_CAP)} as failed
    from endpoints${endpointId === undefined ? '' : ` where id = ${sql.value(endpointId, 'uuid')}`}`;

/** Reads a table: the answer shows that the file, or the server, can be read. */
const ping: WriteSql = () => 'select id from endpoints limit 1';

/** A test write of 64 KiB, more than most events take. */
const fill: WriteSql = (sql) =>
  `insert into filler (bytes) values (${sql.value('0'.repeat(65_536), 'bytea')})`;
const empty: WriteSql = () => 'delete from filler';

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

  queues(endpointId?: string): Promise<EndpointQueue[]> {
    return this.#sql.read<EndpointQueue>(queues(endpointId));
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
