import type { NewMute } from '../../model/mute.js';
import { MUTE_KEPT_MS, MuteStore, type StoredMute } from '../mute-store.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const COLUMNS = `id, endpoint_id as "endpointId", type, job_id as "jobId", error_class as "errorClass", ends_at as until, action as "then", reason, actor,
  created_at as "createdAt", ended_at as "endedAt", revision`;
const NEXT_REVISION = '(select coalesce(max(revision), 0) + 1 from mutes)';

const changesAfter =
  (after: number): WriteSql =>
  (sql) =>
    `select ${COLUMNS} from mutes where revision > ${sql.value(after, 'bigint')} order by revision`;

const insert =
  (id: string, { endpointId, type, jobId, errorClass, until, then, reason, actor }: NewMute): WriteSql =>
  (sql) => `
    insert into mutes (id, endpoint_id, type, job_id, error_class, ends_at, action, reason, actor, created_at, revision)
    values (${sql.value(id, 'uuid')}, ${sql.value(endpointId, 'uuid')}, ${sql.value(type, 'text')},
      ${sql.value(jobId, 'text')}, ${sql.value(errorClass, 'text')}, ${sql.value(until, 'bigint')}, ${sql.value(then, 'text')}, ${sql.value(reason, 'text')},
      ${sql.value(actor, 'text')}, ${sql.now()}, ${NEXT_REVISION})
    returning ${COLUMNS}`;

const end =
  (id: string): WriteSql =>
  (sql) => `
    update mutes set ended_at = ${sql.now()}, revision = ${NEXT_REVISION}
    where id = ${sql.value(id, 'uuid')} and ended_at is null and ends_at > ${sql.now()}
    returning ${COLUMNS}`;

const purge: WriteSql = (sql) =>
  `delete from mutes where coalesce(ended_at, ends_at) < ${sql.now()} - ${MUTE_KEPT_MS} returning id`;

/** The port `MuteStore` over either driver. */
export class SqlMuteStore extends MuteStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  changes(after: number): Promise<StoredMute[]> {
    return this.#sql.read<StoredMute>(changesAfter(after));
  }

  add(id: string, mute: NewMute): Promise<StoredMute> {
    const sql = this.#sql;
    return sql.transaction(function* (): SqlScript<StoredMute> {
      // One writer at a time: revisions become visible in their order, so that no reader of one misses an earlier one.
      yield* sql.lockTable('mutes');
      const [stored] = yield* query<StoredMute>(insert(id, mute));
      yield* query(purge);
      return stored!;
    });
  }

  end(id: string): Promise<StoredMute | null> {
    const sql = this.#sql;
    return sql.transaction(function* (): SqlScript<StoredMute | null> {
      yield* sql.lockTable('mutes');
      const [stored] = yield* query<StoredMute>(end(id));
      return stored ?? null;
    });
  }
}
