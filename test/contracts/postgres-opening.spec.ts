import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg, { type Pool } from 'pg';
import { POSTGRES_MIGRATIONS } from '../../src/modules/store/migrations/postgres-migrations.js';
import { databaseTarget } from '../../src/modules/store/postgres/database-target.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import { checkServer } from '../../src/modules/store/postgres/server-checks.js';
import { TIME_LIMITS } from '../../src/modules/store/postgres/time-limits.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { acceptanceFor, claimFrom, identity, LEASE_MS } from '../support/postgres-work.js';
import { until } from '../support/until.js';

const SHORT_MS = 500;

describe('opening a PostgreSQL database', () => {
  let server: PostgresServer;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await PostgresServer.startOwn();
  }, 60_000);

  afterAll(() => server?.stop(), 60_000);

  beforeEach(async () => {
    database = await server.createDatabase();
  });

  afterEach(() => database.drop());

  const refusal = async (url: string): Promise<Error & { code: string }> => {
    const error: unknown = await openPostgresStore(url).then(
      (store) => store.close(),
      (error: unknown) => error,
    );
    expect(error).toMatchObject({ name: 'GatewayError' });
    return error as Error & { code: string };
  };
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };

  it('makes the tables once when several gateways start together', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore(database.url)));
    const [endpoint] = await stores[0]!.endpoints.sync([identity('a')]);
    await stores[1]!.events.accept([acceptanceFor(endpoint!)], LEASE_MS);
    expect(await claimFrom(stores[2]!, [endpoint!])).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    const { baseline, later } = POSTGRES_MIGRATIONS;
    const migrations = await database.query('select name from kysely_migration order by name');
    expect(migrations).toEqual([baseline.name, ...Object.keys(later)].map((name) => ({ name })));
  });

  it('does not mistake the tables that another gateway is making for those of another program', async () => {
    const maker = new pg.Client({ connectionString: database.url });
    await maker.connect();
    await maker.query('select pg_advisory_lock(7351000)');
    await maker.query('create table kysely_migration (name text)');
    const opening = openPostgresStore(database.url);
    opening.catch(() => undefined);
    await until('the waiting', async () => {
      const waiting = await database.query(
        `select 1 from pg_locks where locktype = 'advisory' and not granted and database =
           (select oid from pg_database where datname = current_database())`,
      );
      return waiting.length > 0;
    });
    await maker.query('drop table kysely_migration');
    await maker.end();
    const store = await opening;
    expect(await store.endpoints.list()).toEqual([]);
    await store.close();
  });

  it('waits for the migration of another gateway, however short the time limits in DATABASE_URL are', async () => {
    const lock = new pg.Client({ connectionString: database.url });
    await lock.connect();
    await lock.query('select pg_advisory_lock(7351000)');
    const { connectionTimeoutMillis: _, ...ofStatements } = TIME_LIMITS;
    const short = changed(({ searchParams }) => {
      for (const name of Object.keys(ofStatements)) searchParams.set(name, String(SHORT_MS));
    });
    const opening = Promise.all([1, 2, 3].map(() => openPostgresStore(short)));
    opening.catch(() => undefined);
    await until('all to have waited far longer', async () => {
      const waiting = await database.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and clock_timestamp() - query_start > interval '${2 * SHORT_MS} ms'`,
      );
      return waiting.length === 3;
    });
    await lock.end();
    const stores = await opening;
    expect(await stores[2]!.endpoints.list()).toEqual([]);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('finds the rows of an earlier start', async () => {
    const first = await openPostgresStore(database.url);
    const endpoints = await first.endpoints.sync([identity('a')]);
    await first.close();
    const second = await openPostgresStore(database.url);
    expect(await second.endpoints.list()).toEqual(endpoints);
    await second.close();
  });

  it('keeps to the schema that search_path names', async () => {
    await database.query('create schema gateway');
    const store = await openPostgresStore(`${database.url}?options=-c%20search_path%3Dgateway&pool=2`);
    await store.endpoints.sync([identity('a')]);
    await store.close();
    const schemas = await database.query(
      `select distinct schemaname from pg_tables where tablename in ('events', 'deliveries', 'kysely_migration')`,
    );
    expect(schemas).toEqual([{ schemaname: 'gateway' }]);
    // The same database can hold another gateway's beside it.
    await (await openPostgresStore(database.url)).close();
  });

  it('reports a wrong user, password, host or database, and never shows the password', async () => {
    const wrong = {
      password: changed((url) => (url.password = 'not-this-one')),
      user: changed((url) => (url.username = 'nobody')),
      database: changed((url) => (url.pathname = '/missing')),
      host: changed((url) => (url.port = '1')),
    };
    for (const [what, url] of Object.entries(wrong)) {
      const error = await refusal(url);
      expect([what, error.code]).toEqual([what, 'database_unusable']);
      const password = decodeURIComponent(new URL(url).password);
      expect(error.message).not.toContain(password);
      expect(error.message).not.toContain(new URL(url).password);
    }
    expect((await refusal(wrong.password)).message).toMatch(
      /password authentication failed.*percent-encoded/,
    );
    expect((await refusal(wrong.database)).message).toContain('"missing" does not exist');
    expect((await refusal(wrong.host)).message).toContain('ECONNREFUSED');
  });

  it.each(['0', '201', 'many', '1.5'])('refuses pool=%s', async (size) => {
    const error = await refusal(`${database.url}?pool=${size}`);
    expect(error.message).toContain('pool in DATABASE_URL');
  });

  it('uses the time limits of the URL, and its defaults for the others', async () => {
    const { config } = databaseTarget(`${database.url}?statement_timeout=1234&query_timeout=2345`);
    expect(config).toMatchObject({ query_timeout: 2_345, connectionTimeoutMillis: 5_000 });
    const client = new pg.Client(config);
    await client.connect();
    const { rows } = await client.query(
      `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`,
    );
    await client.end();
    expect(rows).toEqual([{ statement: '1234ms', lock: '5s' }]);
  });

  it('refuses a database that a later release has migrated', async () => {
    await (await openPostgresStore(database.url)).close();
    await database.query(`insert into kysely_migration values ('0999-later', 'now')`);
    const error = await refusal(database.url);
    expect(error).toMatchObject({ code: 'database_newer', message: expect.stringContaining('0999-later') });
  });

  it("refuses another program's tables and leaves them unchanged", async () => {
    await database.query('create table events (ours text)');
    const error = await refusal(database.url);
    expect(error).toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining('search_path'),
    });
    const tables = await database.query(`select tablename from pg_tables where schemaname = 'public'`);
    expect(tables).toEqual([{ tablename: 'events' }]);
  });

  it('refuses a search_path without an existing schema', async () => {
    const error = await refusal(`${database.url}?options=-c%20search_path%3Dnowhere`);
    expect(error.message).toContain('create one');
  });

  it('refuses a database that is not UTF-8, or read-only', async () => {
    await database.query(`create database ${database.name}_ascii encoding 'SQL_ASCII' template template0`);
    const ascii = changed((url) => (url.pathname += '_ascii'));
    expect((await refusal(ascii)).message).toContain('SQL_ASCII');
    await database.query(`alter database ${database.name} set default_transaction_read_only = on`);
    expect((await refusal(database.url)).message).toContain('read-only');
  });

  it('refuses a server on which commits could be lost', async () => {
    const lax = `${database.url}?options=-c%20synchronous_commit%3Doff`;
    expect(await refusal(lax)).toMatchObject({ code: 'database_not_durable' });
    const become = async (change: string, fsync: string): Promise<void> => {
      await database.query(`alter system ${change}`);
      await database.query('select pg_reload_conf()');
      await until('the setting', async () => {
        const [row] = await database.query<{ fsync: string }>('show fsync');
        return row!.fsync === fsync;
      });
    };
    await become('set fsync = off', 'off');
    const error = await refusal(database.url);
    await become('reset fsync', 'on');
    expect(error).toMatchObject({
      code: 'database_not_durable',
      message: expect.stringContaining('fsync=off'),
    });
  });

  it('sets synchronous_commit for its sessions, whatever the database says', async () => {
    await database.query(`alter database ${database.name} set synchronous_commit = off`);
    const store = await openPostgresStore(database.url);
    await expect(store.upkeep.ping()).resolves.toBeUndefined();
    await store.close();
  });

  it('refuses a server before version 14', async () => {
    const old = { version: 130_012, encoding: 'UTF8', fsync: 'on', commit: 'on', read_only: 'off' };
    const pool = { query: async () => ({ rows: [old] }) } as unknown as Pool;
    await expect(checkServer(pool, 'host:5432/db')).rejects.toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining('PostgreSQL 13'),
    });
  });
});
