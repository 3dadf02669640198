import { DefinitionStore, type DefinitionChange, type StoredDefinition } from '../definition-store.js';
import { DEFINITION_COLUMNS, storedDefinition, type DefinitionRow } from '../read-definitions.js';
import type { Database, Run, Statement } from './database.js';
import { text } from './text.js';

const CHANGES: Statement = {
  name: 'definitions-changes',
  text: `
    select ${DEFINITION_COLUMNS} from definitions d join endpoints e on e.id = d.endpoint_id
    where d.revision > $1::bigint order by d.revision`,
};

/** One writer at a time, so that revisions become visible in their order: nobody who has read one misses an earlier. */
const LOCK: Statement = {
  name: 'definitions-lock',
  text: 'lock table definitions in share row exclusive mode',
};

const FIND: Statement = {
  name: 'definitions-find',
  text: `select ${DEFINITION_COLUMNS} from definitions d join endpoints e on e.id = d.endpoint_id where e.id = $1::uuid`,
};

/** The name an endpoint has and may keep, or the next number that was never used. */
const NAME: Statement = {
  name: 'definitions-name',
  text: `
    select coalesce(
      (select own.webhook_id from endpoints own where own.id = $1::uuid and not exists (
        select from endpoints other
        where other.webhook_id = own.webhook_id and other.id <> own.id and other.removed_at is null)),
      (select 'webhook_' || coalesce(max(substring(webhook_id from '^webhook_([0-9]{1,9})$')::int), 0) + 1
       from endpoints)) as name`,
};

const PUT_ENDPOINT: Statement = {
  name: 'definitions-put-endpoint',
  text: `
    insert into endpoints (id, source, fingerprint, webhook_id, adapter, masked_url, created_at)
    values ($1::uuid, $2, $3, $4, $5, $6, gateway_now())
    on conflict (id) do update set fingerprint = excluded.fingerprint, webhook_id = excluded.webhook_id,
      adapter = excluded.adapter, masked_url = excluded.masked_url, removed_at = null`,
};

const NEXT_REVISION = '(select coalesce(max(revision), 0) + 1 from definitions)';

const PUT_DEFINITION: Statement = {
  name: 'definitions-put',
  text: `
    insert into definitions (endpoint_id, revision, updated_at, settings, sealed)
    values ($1::uuid, ${NEXT_REVISION}, gateway_now(), $2, $3)
    on conflict (endpoint_id) do update set revision = excluded.revision, updated_at = excluded.updated_at,
      settings = excluded.settings, sealed = excluded.sealed`,
};

const REMOVE: Statement = {
  name: 'definitions-remove',
  text: `
    update endpoints set removed_at = gateway_now()
    where id = $1::uuid and removed_at is null and id in (select endpoint_id from definitions) returning id`,
};

const CLEAR: Statement = {
  name: 'definitions-clear',
  text: `
    update definitions set settings = '{}', sealed = '', updated_at = gateway_now(), revision = ${NEXT_REVISION}
    where endpoint_id = $1::uuid`,
};

export class PostgresDefinitionStore extends DefinitionStore {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  changes(after: number): Promise<StoredDefinition[]> {
    return this.#database.call(async () =>
      (await this.#database.run<DefinitionRow>(CHANGES, [after])).map(storedDefinition),
    );
  }

  write(puts: readonly DefinitionChange[], removals: readonly string[]): Promise<StoredDefinition[] | null> {
    return this.#database.call(() =>
      this.#database.transaction(async (run) => {
        await run(LOCK);
        for (const put of puts) if ((await revision(run, put.id)) !== put.derivedFrom) return null;
        const [removed, written]: [StoredDefinition[], StoredDefinition[]] = [[], []];
        for (const id of removals) removed.push(...(await remove(run, id)));
        for (const put of puts) written.push(await write(run, put));
        return [...written, ...removed];
      }),
    );
  }
}

async function revision(run: Run, id: string): Promise<number | null> {
  return (await run<DefinitionRow>(FIND, [id]))[0]?.revision ?? null;
}

/** Nothing where it is gone already. */
async function remove(run: Run, id: string): Promise<StoredDefinition[]> {
  if ((await run(REMOVE, [id])).length === 0) return [];
  await run(CLEAR, [id]);
  return (await run<DefinitionRow>(FIND, [id])).map(storedDefinition);
}

async function write(run: Run, put: DefinitionChange): Promise<StoredDefinition> {
  const { id, source, fingerprint, adapter, maskedUrl, settings, sealed } = put;
  const [named] = await run<{ name: string }>(NAME, [id]);
  const identity = [id, source, text(fingerprint), named!.name, text(adapter), text(maskedUrl)];
  await run(PUT_ENDPOINT, identity);
  await run(PUT_DEFINITION, [id, text(settings), text(sealed)]);
  return storedDefinition((await run<DefinitionRow>(FIND, [id]))[0]!);
}
