import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import { JOURNAL, withLaterTables } from './later-migrations.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';

const FIXTURE = new URL('../fixtures/development-postgres.sql', import.meta.url);

/** Reads all that the schema holds, in a form that does not depend on how it was written. */
const STRUCTURE = `
  select 'column' as kind, table_name || '.' || column_name as name, ordinal_position || ' ' || data_type || ' ' ||
    is_nullable || ' ' || coalesce(column_default, '') || ' ' || coalesce(collation_name, '') || ' ' || is_identity as text
  from information_schema.columns where table_schema = 'public'
  union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public'
  union all select 'constraint', conname, pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
  union all select 'trigger', tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select 'function', proname, regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g') from pg_proc
    where pronamespace = 'public'::regnamespace
  union all select 'options', relname, relkind::text || ' ' || coalesce(array_to_string(reloptions, ' '), '') from pg_class
    where relnamespace = 'public'::regnamespace
  union all select 'storage', attrelid::regclass || '.' || attname, attstorage::text from pg_attribute
    where attrelid = 'filler'::regclass and attnum > 0
  order by 1, 2, 3`;

const TABLES = `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`;

async function rowsOf(database: TestDatabase): Promise<Record<string, unknown[]>> {
  const tables = await database.query<{ name: string }>(TABLES);
  const rows = await Promise.all(
    tables.map(
      async ({ name }) => [name, await database.query(`select * from ${name} as t order by t`)] as const,
    ),
  );
  return Object.fromEntries(rows);
}

const structureOf = (database: TestDatabase): Promise<object[]> => database.query(STRUCTURE);
const journalOf = async (database: TestDatabase): Promise<string[]> =>
  (await database.query<{ name: string }>('select name from kysely_migration order by name')).map(
    ({ name }) => name,
  );
const opened = async (database: TestDatabase): Promise<void> =>
  (await openPostgresStore(database.url)).close();

describe('a PostgreSQL database of the development version', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let fixture: string;

  beforeAll(async () => {
    server = await PostgresServer.start();
    fixture = await readFile(FIXTURE, 'utf8');
  }, 60_000);

  afterAll(() => server?.stop(), 60_000);

  beforeEach(async () => {
    database = await server.createDatabase();
    await database.query(fixture);
  });

  afterEach(() => database.drop());

  /** Returns the refusal to open the database; fails when it opens, or when the refusal has changed anything. */
  const refusal = async (): Promise<unknown> => {
    const before = [await journalOf(database), await structureOf(database), await rowsOf(database)];
    const answer = await opened(database).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(Error);
    expect([await journalOf(database), await structureOf(database), await rowsOf(database)]).toEqual(before);
    return answer;
  };

  it('has rows in every table of the fixture', async () => {
    for (const [table, rows] of Object.entries(await rowsOf(database)))
      expect([table, rows]).not.toEqual([table, []]);
  });

  it('is taken over with every row', async () => {
    const before = await rowsOf(database);
    await opened(database);
    expect(await rowsOf(database)).toEqual(withLaterTables(before, expect.any(String)));
    expect(await journalOf(database)).toEqual(JOURNAL);
  });

  it('has the schema of a new database, down to the order of the columns', async () => {
    const fresh = await server.createDatabase();
    await opened(fresh);
    await opened(database);
    expect(await structureOf(database)).toEqual(await structureOf(fresh));
    await fresh.drop();
  });

  it('is taken over once when several gateways open it together, and serves them all', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore(database.url)));
    for (const store of stores) {
      expect(await store.endpoints.list()).toHaveLength(3);
      expect(await store.history.event('event-2')).toMatchObject({
        data: `{"job_id":"j1","text":"it's é €"}`,
        deliveries: [
          { state: 'sending' },
          { state: 'pending' },
          { state: 'pending' },
          { state: 'cancelled' },
        ],
      });
    }
    await Promise.all(stores.map((store) => store.close()));
    expect(await journalOf(database)).toEqual(JOURNAL);
    await opened(database);
  });

  it('is refused where only some of its migrations were applied, and left as it is', async () => {
    await database.query(`delete from kysely_migration where name = '0020-repair'`);
    expect(await refusal()).toMatchObject({
      code: 'database_unusable',
      message: expect.stringMatching(
        /is of an early development version: its schema ends at "0018-audit-outcome"\. Start the last development version on it once \(its schema ends at "0020-repair"\), then this one\. Nothing was changed\./,
      ),
    });
  });

  it('is refused where it knows a migration of a later release, and left as it is', async () => {
    await database.query(`insert into kysely_migration values ('9999-later', 'then')`);
    expect(await refusal()).toMatchObject({
      code: 'database_newer',
      message: expect.stringContaining('it knows "9999-later"'),
    });
  });

  it.each([
    ['column attempts.note text', 'alter table attempts drop column note'],
    ['index deliveries_pending', 'drop index deliveries_pending'],
    ['trigger deliveries_pass_on', 'drop trigger deliveries_pass_on on deliveries'],
    ['function gateway_turn', 'alter function gateway_turn rename to turned'],
  ])('is refused where it has no %s, and left as it is', async (missing, change) => {
    await database.query(change);
    expect(await refusal()).toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining(`it has no ${missing}. Restore that, or a backup`),
    });
  });
});
