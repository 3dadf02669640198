import {
  KEYS_MAX,
  KeyStore,
  REVOKED_KEPT_MS,
  type AdminRule,
  type KeyRotation,
  type KeyTerms,
  type KeyWrite,
  type NewKey,
  type StoredKey,
} from '../key-store.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const COLUMNS = `id, name, role, types, rate, expires_at as "expiresAt", hint, digest, previous_digest as "previousDigest",
  previous_until as "previousUntil", created_at as "createdAt", created_by as "createdBy", rotated_at as "rotatedAt",
  revoked_at as "revokedAt", revoked_by as "revokedBy", last_used_at as "lastUsedAt", revision`;
const NEXT_REVISION = '(select coalesce(max(revision), 0) + 1 from access_keys)';

type Row = Omit<StoredKey, 'types'> & { readonly types: string | null };

const keyOf = (row: Row): StoredKey => ({
  ...row,
  types: row.types === null ? null : (JSON.parse(row.types) as string[]),
});
const listed = (types: readonly string[] | null): string | null => types && JSON.stringify(types);

const changesAfter =
  (after: number): WriteSql =>
  (sql) =>
    `select ${COLUMNS} from access_keys where revision > ${sql.value(after, 'bigint')} order by revision`;

const byId =
  (id: string): WriteSql =>
  (sql) =>
    `select ${COLUMNS} from access_keys where id = ${sql.value(id, 'uuid')}`;

/** The open key of another id that has the name. */
const namesakes =
  (name: string, id: string): WriteSql =>
  (sql) =>
    `select id from access_keys where revoked_at is null and name = ${sql.value(name, 'text')}
       and id <> ${sql.value(id, 'uuid')}`;

/** Admin keys of other ids that never end. */
const lastingAdmins =
  (id: string): WriteSql =>
  (sql) =>
    `select id from access_keys where role = 'admin' and revoked_at is null and expires_at is null
       and id <> ${sql.value(id, 'uuid')} limit 1`;

const open: WriteSql = () => 'select count(*) as count from access_keys where revoked_at is null';

const insert =
  (key: NewKey): WriteSql =>
  (sql) => `
    insert into access_keys (id, name, role, types, rate, expires_at, hint, digest, created_at, created_by, revision)
    values (${sql.value(key.id, 'uuid')}, ${sql.value(key.name, 'text')}, ${sql.value(key.role, 'text')},
      ${sql.value(listed(key.types), 'text')}, ${sql.value(key.rate, 'int')}, ${sql.value(key.expiresAt, 'bigint')},
      ${sql.value(key.hint, 'text')}, ${sql.value(key.digest, 'text')}, ${sql.now()},
      ${sql.value(key.createdBy, 'text')}, ${NEXT_REVISION})
    returning ${COLUMNS}`;

/** Deletes keys that were revoked long ago; the one with the highest revision stays, so that revisions never repeat. */
const purge: WriteSql = (sql) =>
  `delete from access_keys where revoked_at < ${sql.now()} - ${REVOKED_KEPT_MS}
     and revision < (select max(revision) from access_keys) returning id`;

const change =
  (id: string, { name, types, rate, expiresAt }: KeyTerms): WriteSql =>
  (sql) => `
    update access_keys set name = ${sql.value(name, 'text')}, types = ${sql.value(listed(types), 'text')},
      rate = ${sql.value(rate, 'int')}, expires_at = ${sql.value(expiresAt, 'bigint')}, revision = ${NEXT_REVISION}
    where id = ${sql.value(id, 'uuid')} returning ${COLUMNS}`;

const rotate =
  (id: string, { digest, hint, overlapMs }: KeyRotation): WriteSql =>
  (sql) => `
    update access_keys set previous_digest = digest, previous_until = ${sql.now()} + ${sql.value(overlapMs, 'bigint')},
      digest = ${sql.value(digest, 'text')}, hint = ${sql.value(hint, 'text')}, rotated_at = ${sql.now()},
      revision = ${NEXT_REVISION}
    where id = ${sql.value(id, 'uuid')} returning ${COLUMNS}`;

const revoke =
  (id: string, by: string): WriteSql =>
  (sql) => `
    update access_keys set revoked_at = ${sql.now()}, revoked_by = ${sql.value(by, 'text')}, revision = ${NEXT_REVISION}
    where id = ${sql.value(id, 'uuid')} returning ${COLUMNS}`;

const used =
  (id: string, at: number): WriteSql =>
  (sql) => `
    update access_keys set last_used_at = ${sql.value(at, 'bigint')}
    where id = ${sql.value(id, 'uuid')} and coalesce(last_used_at, 0) < ${sql.value(at, 'bigint')} returning id`;

const refused = (kind: Exclude<KeyWrite['kind'], 'written'>): KeyWrite => ({ kind });

/** The port `KeyStore` over either driver. */
export class SqlKeyStore extends KeyStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async changes(after: number): Promise<StoredKey[]> {
    return (await this.#sql.read<Row>(changesAfter(after))).map(keyOf);
  }

  add(key: NewKey, { needsAdmin }: AdminRule): Promise<KeyWrite> {
    return this.#locked(function* () {
      const lasts = key.role === 'admin' && key.expiresAt === null;
      if (needsAdmin && !lasts && (yield* query(lastingAdmins(key.id))).length === 0)
        return refused('last_admin');
      if ((yield* query(namesakes(key.name, key.id))).length > 0) return refused('name_taken');
      const [counted] = yield* query<{ count: number }>(open);
      if (counted!.count >= KEYS_MAX) return refused('too_many');
      const [row] = yield* query<Row>(insert(key));
      yield* query(purge);
      return { kind: 'written', key: keyOf(row!), before: null };
    });
  }

  change(id: string, changes: Partial<KeyTerms>, { needsAdmin }: AdminRule): Promise<KeyWrite> {
    return this.#changeOpen(id, function* (before) {
      const { name, types, rate, expiresAt } = before;
      const terms: KeyTerms = { name, types, rate, expiresAt, ...changes };
      const endsAdmin = before.role === 'admin' && terms.expiresAt !== null;
      if (needsAdmin && endsAdmin && (yield* query(lastingAdmins(id))).length === 0)
        return refused('last_admin');
      if ((yield* query(namesakes(terms.name, id))).length > 0) return refused('name_taken');
      return change(id, terms);
    });
  }

  rotate(id: string, rotation: KeyRotation): Promise<KeyWrite> {
    // oxlint-disable-next-line eslint/require-yield
    return this.#changeOpen(id, function* () {
      return rotate(id, rotation);
    });
  }

  revoke(id: string, by: string, { needsAdmin }: AdminRule): Promise<KeyWrite> {
    return this.#changeOpen(id, function* (before) {
      const isAdmin = before.role === 'admin';
      if (needsAdmin && isAdmin && (yield* query(lastingAdmins(id))).length === 0)
        return refused('last_admin');
      return revoke(id, by);
    });
  }

  used(uses: readonly { readonly id: string; readonly at: number }[]): Promise<void> {
    return this.#sql.transaction(function* (): SqlScript<void> {
      for (const { id, at } of uses) yield* query(used(id, at));
    });
  }

  /** Runs `decide` for a key that is not revoked, and the statement that it returns. */
  #changeOpen(id: string, decide: (before: StoredKey) => SqlScript<WriteSql | KeyWrite>): Promise<KeyWrite> {
    return this.#locked(function* () {
      const [found] = yield* query<Row>(byId(id));
      if (found === undefined) return refused('unknown');
      const before = keyOf(found);
      if (before.revokedAt !== null) return refused('revoked');
      const decided = yield* decide(before);
      if (typeof decided !== 'function') return decided;
      const [row] = yield* query<Row>(decided);
      return { kind: 'written', key: keyOf(row!), before };
    });
  }

  /** One writer at a time: revisions become visible in their order, so that no reader of one misses an earlier one. */
  #locked(script: () => SqlScript<KeyWrite>): Promise<KeyWrite> {
    const sql = this.#sql;
    return sql.transaction(function* (): SqlScript<KeyWrite> {
      yield* sql.lockTable('access_keys');
      return yield* script();
    });
  }
}
