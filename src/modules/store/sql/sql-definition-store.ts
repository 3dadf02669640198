import { DefinitionStore, type DefinitionChange, type StoredDefinition } from '../definition-store.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const DEFINITIONS = `
    select e.id, e.source, e.fingerprint, e.webhook_id as "webhookId", e.adapter, e.masked_url as "maskedUrl",
      d.settings, d.sealed, d.revision, e.created_at as "createdAt", d.updated_at as "updatedAt",
      e.removed_at as "removedAt"
    from definitions d join endpoints e on e.id = d.endpoint_id`;

const NEXT_REVISION = '(select coalesce(max(revision), 0) + 1 from definitions)';

const changes =
  (after: number): WriteSql =>
  (sql) =>
    `${DEFINITIONS} where d.revision > ${sql.value(after, 'bigint')} order by d.revision`;

const find =
  (id: string): WriteSql =>
  (sql) =>
    `${DEFINITIONS} where e.id = ${sql.value(id, 'uuid')}`;

const names: WriteSql = () =>
  'select id, webhook_id as name, removed_at is not null as removed from endpoints';

const putEndpoint =
  ({ id, source, fingerprint, adapter, maskedUrl }: DefinitionChange, webhookId: string): WriteSql =>
  (sql) => `
    insert into endpoints (id, source, fingerprint, webhook_id, adapter, masked_url, created_at)
    values (${sql.value(id, 'uuid')}, ${sql.value(source, 'text')}, ${sql.value(fingerprint, 'text')},
      ${sql.value(webhookId, 'text')}, ${sql.value(adapter, 'text')}, ${sql.value(maskedUrl, 'text')}, ${sql.now()})
    on conflict (id) do update set fingerprint = excluded.fingerprint, webhook_id = excluded.webhook_id,
      adapter = excluded.adapter, masked_url = excluded.masked_url, removed_at = null`;

const putDefinition =
  ({ id, settings, sealed }: DefinitionChange): WriteSql =>
  (sql) => `
    insert into definitions (endpoint_id, revision, updated_at, settings, sealed)
    values (${sql.value(id, 'uuid')}, ${NEXT_REVISION}, ${sql.now()}, ${sql.value(settings, 'text')},
      ${sql.value(sealed, 'text')})
    on conflict (endpoint_id) do update set revision = excluded.revision, updated_at = excluded.updated_at,
      settings = excluded.settings, sealed = excluded.sealed`;

const removeEndpoint =
  (id: string): WriteSql =>
  (sql) => `
    update endpoints set removed_at = ${sql.now()}
    where id = ${sql.value(id, 'uuid')} and removed_at is null and id in (select endpoint_id from definitions)
    returning id`;

const clearDefinition =
  (id: string, settings: string): WriteSql =>
  (sql) => `
    update definitions set settings = ${sql.value(settings, 'text')}, sealed = '', updated_at = ${sql.now()}, revision = ${NEXT_REVISION}
    where endpoint_id = ${sql.value(id, 'uuid')}`;

/** The port `DefinitionStore` over either driver. */
export class SqlDefinitionStore extends DefinitionStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  changes(after: number): Promise<StoredDefinition[]> {
    return this.#sql.read<StoredDefinition>(changes(after));
  }

  write(puts: readonly DefinitionChange[], removals: readonly string[]): Promise<StoredDefinition[] | null> {
    const sql = this.#sql;
    return sql.transaction(function* (): SqlScript<StoredDefinition[] | null> {
      // One writer at a time: revisions become visible in their order, so that no reader of one misses an earlier one.
      yield* sql.lockTable('definitions');
      for (const { id, derivedFrom } of puts) {
        const [stored] = yield* query<StoredDefinition>(find(id));
        if ((stored?.revision ?? null) !== derivedFrom) return null;
      }
      const removed: StoredDefinition[] = [];
      for (const id of removals) removed.push(...(yield* remove(id)));
      const written: StoredDefinition[] = [];
      const publicNames = new PublicNames(yield* query<NamedEndpoint>(names));
      for (const change of puts) written.push(...(yield* put(change, publicNames.claim(change.id))));
      return [...written, ...removed];
    });
  }
}

/** Removes one endpoint; returns nothing where it was removed before. Its name is kept: its history is told by it. */
function* remove(id: string): SqlScript<StoredDefinition[]> {
  if ((yield* query(removeEndpoint(id))).length === 0) return [];
  const [stored] = yield* query<StoredDefinition>(find(id));
  const { name } = JSON.parse(stored!.settings) as { readonly name?: string };
  yield* query(clearDefinition(id, JSON.stringify({ name })));
  return yield* query<StoredDefinition>(find(id));
}

function* put(change: DefinitionChange, webhookId: string): SqlScript<StoredDefinition[]> {
  yield* query(putEndpoint(change, webhookId));
  yield* query(putDefinition(change));
  return yield* query<StoredDefinition>(find(change.id));
}

interface NamedEndpoint {
  readonly id: string;
  readonly name: string;
  /** 0 or 1 in SQLite. */
  readonly removed: boolean | number;
}

/** The public names of all endpoints (`webhook_4`), removed ones included. */
class PublicNames {
  readonly #names = new Map<string, string>();
  /** The endpoints that exist under each name: several where the environment has taken one. */
  readonly #holders = new Map<string, Set<string>>();
  #lastNumber = 0;

  constructor(endpoints: readonly NamedEndpoint[]) {
    for (const { id, name, removed } of endpoints) {
      this.#names.set(id, name);
      if (!removed) this.#holdersOf(name).add(id);
      const [, number] = /^webhook_(\d{1,9})$/.exec(name) ?? [];
      this.#lastNumber = Math.max(this.#lastNumber, Number(number ?? 0));
    }
  }

  /** The name the endpoint has, unless another endpoint that exists has it; otherwise the next number never used. */
  claim(id: string): string {
    const own = this.#names.get(id);
    const isFree = own !== undefined && [...this.#holdersOf(own)].every((holder) => holder === id);
    const name = isFree ? own : `webhook_${(this.#lastNumber += 1)}`;
    if (own !== undefined) this.#holdersOf(own).delete(id);
    this.#names.set(id, name);
    this.#holdersOf(name).add(id);
    return name;
  }

  #holdersOf(name: string): Set<string> {
    const holders = this.#holders.get(name) ?? new Set();
    this.#holders.set(name, holders);
    return holders;
  }
}
