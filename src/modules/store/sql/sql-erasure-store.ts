import {
  ErasureStore,
  type ErasedCounts,
  type Erasure,
  type ErasureHold,
  type ErasureStep,
  type NewErasure,
} from '../erasure-store.js';
import { eraseEvents, eraseMentions } from './erasure-scripts.js';
import { countJob, ERASURE_COLUMNS } from './erasure-sql.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const insert =
  ({ id, jobId, jobDigest, reason, actor }: NewErasure): WriteSql =>
  (sql) => `
    insert into erasures (id, job_id, job_digest, reason, actor, state, events, deliveries, attempts, messages, mentions,
      created_at, lease_until)
    values (${sql.value(id, 'uuid')}, ${sql.value(jobId, 'text')}, ${sql.value(jobDigest, 'text')},
      ${sql.value(reason, 'text')}, ${sql.value(actor, 'text')}, 'running', 0, 0, 0, 0, 0, ${sql.now()}, 0)
    returning ${ERASURE_COLUMNS}`;

const list =
  (limit: number): WriteSql =>
  (sql) =>
    `select ${ERASURE_COLUMNS} from erasures order by created_at desc, id desc limit ${sql.value(limit, 'int')}`;

const byId =
  (id: string): WriteSql =>
  (sql) =>
    `select ${ERASURE_COLUMNS} from erasures where id = ${sql.value(id, 'uuid')}`;

const countDone: WriteSql = () => `select count(*) as done from erasures where state = 'done'`;

const free: WriteSql = (sql) =>
  `select id from erasures where state = 'running' and lease_until <= ${sql.now()}
     order by lease_until limit 1 ${sql.forUpdateSkipLocked}`;

const lease =
  (id: string, token: string, ms: number): WriteSql =>
  (sql) => `
    update erasures set lease_token = ${sql.value(token, 'text')},
      lease_until = ${sql.now()} + ${sql.value(ms, 'bigint')}
    where id = ${sql.value(id, 'uuid')} returning ${ERASURE_COLUMNS}`;

const held =
  ({ id, token, leaseMs }: ErasureHold): WriteSql =>
  (sql) => `
    update erasures set lease_until = ${sql.now()} + ${sql.value(leaseMs, 'bigint')}
    where id = ${sql.value(id, 'uuid')} and lease_token = ${sql.value(token, 'text')} and state = 'running'
    returning ${ERASURE_COLUMNS}`;

const pending =
  (jobId: string, limit: number): WriteSql =>
  (sql) => `
    select d.id from deliveries d
    where d.event_id in (select id from events where job_id = ${sql.value(jobId, 'text')}) and d.state = 'pending'
    order by d.order_seq desc, d.id desc limit ${sql.value(limit, 'int')}`;

const progress =
  (id: string, counts: ErasedCounts, isDone: boolean): WriteSql =>
  (sql) => `
    update erasures set events = events + ${sql.value(counts.events, 'int')},
      deliveries = deliveries + ${sql.value(counts.deliveries, 'int')},
      attempts = attempts + ${sql.value(counts.attempts, 'int')},
      messages = messages + ${sql.value(counts.messages, 'int')},
      mentions = mentions + ${sql.value(counts.mentions, 'int')}
      ${isDone ? `, state = 'done', job_id = null, finished_at = ${sql.now()}, lease_token = null` : ''}
    where id = ${sql.value(id, 'uuid')} returning ${ERASURE_COLUMNS}`;

/** The port `ErasureStore` over either driver. */
export class SqlErasureStore extends ErasureStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async count(jobId: string): Promise<ErasedCounts> {
    return (await this.#sql.read<ErasedCounts>(countJob(jobId)))[0]!;
  }

  async start(erasure: NewErasure): Promise<Erasure> {
    return (await this.#sql.write<Erasure>(insert(erasure)))[0]!;
  }

  list(limit: number): Promise<Erasure[]> {
    return this.#sql.read<Erasure>(list(limit));
  }

  async find(id: string): Promise<Erasure | null> {
    return (await this.#sql.read<Erasure>(byId(id)))[0] ?? null;
  }

  async countDone(): Promise<number> {
    return (await this.#sql.read<{ done: number }>(countDone))[0]!.done;
  }

  async take(token: string, leaseMs: number): Promise<Erasure | null> {
    // Nearly always there is none: looking for one writes nothing.
    if ((await this.#sql.read(free)).length === 0) return null;
    return this.#sql.transaction(function* (): SqlScript<Erasure | null> {
      const [row] = yield* query<{ id: string }>(free);
      if (row === undefined) return null;
      return (yield* query<Erasure>(lease(row.id, token, leaseMs)))[0]!;
    });
  }

  async pending(jobId: string, limit: number): Promise<string[]> {
    return (await this.#sql.read<{ id: string }>(pending(jobId, limit))).map(({ id }) => id);
  }

  async step(hold: ErasureHold, limit: number): Promise<ErasureStep | null> {
    const sql = this.#sql;
    const step = await sql.erasing(function* (): SqlScript<ErasureStep | null> {
      const [before] = yield* query<Erasure>(held(hold));
      if (before === undefined || before.jobId === null) return null;
      const { counts, found } = yield* eraseEvents(before.jobId, limit);
      if (found > 0) {
        const [erasure] = yield* query<Erasure>(progress(hold.id, counts, false));
        return { erasure: erasure!, waits: counts.events === 0 && counts.deliveries === 0 };
      }
      const rest = yield* eraseMentions(before.jobId, sql);
      const [erasure] = yield* query<Erasure>(progress(hold.id, rest, true));
      return { erasure: erasure!, waits: false };
    });
    if (step?.erasure.state === 'done') await sql.erased();
    return step;
  }
}
