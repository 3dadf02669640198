import {
  AccessStore,
  ANY_AUDIT_ENTRY,
  type AuditEntry,
  type AuditFilter,
  type AuditResult,
  type NewAuditEntry,
} from '../access-store.js';
import type { SqlText } from '../sql-text.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const record =
  ({ actor, action, target, detail, address, outcome }: NewAuditEntry): WriteSql =>
  (sql) => `
    insert into audit_entries (at, actor, action, target, detail, address, outcome)
    values (${sql.now()}, ${sql.value(actor, 'text')}, ${sql.value(action, 'text')}, ${sql.value(target, 'text')},
      ${sql.value(JSON.stringify(detail), 'text')}, ${sql.value(address, 'text')}, ${sql.value(outcome, 'text')})
    returning id`;

const complete =
  (id: number, { target, detail, outcome }: AuditResult): WriteSql =>
  (sql) => `
    update audit_entries set target = ${sql.value(target, 'text')}, detail = ${sql.value(JSON.stringify(detail), 'text')},
      outcome = ${sql.value(outcome, 'text')}
    where id = ${sql.value(id, 'bigint')}`;

/** The conditions of a filter, each with `and` before it. */
function matching(sql: SqlText, { actor, action, target, outcome, from, to }: AuditFilter): string {
  const below = action?.endsWith('.*') === true ? action.slice(0, -1) : null;
  const conditions = [
    actor !== null && `actor = ${sql.value(actor, 'text')}`,
    target !== null && `target = ${sql.value(target, 'text')}`,
    outcome !== null && `outcome = ${sql.value(outcome, 'text')}`,
    action !== null && below === null && `action = ${sql.value(action, 'text')}`,
    below !== null && `substr(action, 1, ${below.length}) = ${sql.value(below, 'text')}`,
    from !== null && `at >= ${sql.value(from, 'bigint')}`,
    to !== null && `at < ${sql.value(to, 'bigint')}`,
  ];
  return conditions.map((condition) => (condition === false ? '' : ` and ${condition}`)).join('');
}

const entries =
  (limit: number, before: number | null, filter: AuditFilter): WriteSql =>
  (sql) => `
    select id, at, actor, action, target, detail, address, outcome from audit_entries
    where id < ${sql.value(before ?? Number.MAX_SAFE_INTEGER, 'bigint')}${matching(sql, filter)}
    order by id desc limit ${sql.value(limit, 'int')}`;

const end =
  (id: string, until: number): WriteSql =>
  (sql) => `
    insert into ended_sessions (id, until) values (${sql.value(id, 'text')}, ${sql.value(until, 'bigint')})
    on conflict (id) do nothing`;

const ended =
  (id: string): WriteSql =>
  (sql) =>
    `select id from ended_sessions where id = ${sql.value(id, 'text')}`;

const forget: WriteSql = (sql) => `delete from ended_sessions where until < ${sql.now()}`;

const purge =
  (before: number, limit: number): WriteSql =>
  (sql) => `
    with old as materialized (
      select id from audit_entries where at < ${sql.value(before, 'bigint')}
      order by at limit ${sql.value(limit, 'int')} ${sql.forUpdateSkipLocked})
    delete from audit_entries where id in (select id from old) returning id`;

type AuditRow = Omit<AuditEntry, 'detail'> & { readonly detail: string };

/** The port `AccessStore` over either driver. */
export class SqlAccessStore extends AccessStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async record(entry: NewAuditEntry): Promise<number> {
    const [row] = await this.#sql.write<{ id: number }>(record(entry));
    return row!.id;
  }

  async complete(id: number, result: AuditResult): Promise<void> {
    await this.#sql.write(complete(id, result));
  }

  async entries(
    limit: number,
    before: number | null,
    filter: Partial<AuditFilter> = {},
  ): Promise<AuditEntry[]> {
    const rows = await this.#sql.read<AuditRow>(entries(limit, before, { ...ANY_AUDIT_ENTRY, ...filter }));
    return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] }));
  }

  async endSession(id: string, until: number): Promise<void> {
    await this.#sql.write(end(id, until));
  }

  async isEnded(sessionId: string): Promise<boolean> {
    return (await this.#sql.read(ended(sessionId))).length > 0;
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#sql.transaction(function* (): SqlScript<number> {
      yield* query(forget);
      return (yield* query(purge(before, limit))).length;
    });
  }
}
