/**
 * Keeps the databases of the version in `package.json`, as its build leaves them: `npm run upgrades:keep`. A release needs them, and
 * the tests of every later version open them. `--if-needed` writes them only where they are missing or of other migrations.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import SqliteDatabase from 'better-sqlite3';
import type { Migrations } from '../../src/modules/store/migrations/migrations.js';
import { GatewayProcess } from '../support/gateway-process.ts';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { digestsOf, type Digests } from './digests.ts';
import { readContents, type Contents } from './contents.ts';
import { Filling } from './fill.ts';
import { FILES, FOLDER, keptDigests, versions } from './kept.ts';
import { dumpPostgres } from './postgres-dump.ts';
import { settings, startFillingWorld } from './scene.ts';

/** Settings beside those of a gateway that opens a kept database: messages offer actions. */
const WHILE_FILLING = { WEBHOOK_PUBLIC_URL: 'https://gateway.test' };

/** Tables that are empty in a gateway at work. */
const MAY_BE_EMPTY = new Set(['filler']);

/** Makes a full database and ends its gateway as a crash would, so that it is found in the middle of its work. */
async function fill(url: string, folder: TempFolder): Promise<Contents> {
  const world = await startFillingWorld();
  const gateway = await GatewayProcess.start({ ...settings(url, world), ...WHILE_FILLING }, folder.path);
  try {
    const filling = new Filling(gateway, world);
    await filling.run();
    const contents = await readContents(gateway);
    await filling.beginOperation();
    return contents;
  } finally {
    await gateway.end('SIGKILL');
    await world.close();
  }
}

function assertFull(store: string, counts: readonly { name: string; rows: number }[]): void {
  const empty = counts.filter(({ name, rows }) => rows === 0 && !MAY_BE_EMPTY.has(name));
  if (empty.length === 0) return;
  const names = empty.map(({ name }) => name).join(', ');
  throw new Error(`Tables of ${store} without rows: ${names}. test/upgrades/fill.ts must fill every table.`);
}

async function keepSqlite(folder: TempFolder): Promise<{ contents: Contents; bytes: Buffer }> {
  const contents = await fill('sqlite:./data/gateway.db', folder);
  const database = new SqliteDatabase(folder.file('data/gateway.db'));
  const tables = `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`;
  const names = database.prepare<[], string>(tables).pluck().all();
  const rows = (name: string) => database.prepare<[], number>(`select count(*) from ${name}`).pluck().get()!;
  assertFull('sqlite', names.map((name) => ({ name, rows: rows(name) }))); // prettier-ignore
  database.exec(`vacuum into '${folder.file('kept.db')}'`);
  database.close();
  return { contents, bytes: readFileSync(folder.file('kept.db')) };
}

async function keepPostgres(folder: TempFolder): Promise<{ contents: Contents; bytes: Buffer }> {
  const server = await PostgresServer.startOwn();
  try {
    const database = await server.createDatabase();
    const contents = await fill(database.url, folder);
    assertFull('postgres', await countsOf(database));
    const text = await dumpPostgres((sql, values) => database.query(sql, values));
    const again = await server.createDatabase();
    await again.query(text);
    if ((await dumpPostgres((sql, values) => again.query(sql, values))) !== text)
      throw new Error('A PostgreSQL database made of the dump is not the one that was dumped.');
    return { contents, bytes: Buffer.from(text) };
  } finally {
    await server.stop();
  }
}

async function countsOf(database: TestDatabase): Promise<{ name: string; rows: number }[]> {
  const tables = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const counts = tables.map(async ({ name }) => {
    const [found] = await database.query<{ rows: number }>(`select count(*)::int as rows from ${name}`);
    return { name, rows: found!.rows };
  });
  return Promise.all(counts);
}

/** Digests of the migrations of the build that has written the databases. */
async function digests(): Promise<Digests> {
  const compiled = join(root, '.cache/compiled/modules/store/migrations');
  const { SQLITE_MIGRATIONS } = (await import(join(compiled, 'sqlite-migrations.js'))) as {
    SQLITE_MIGRATIONS: Migrations;
  };
  const { POSTGRES_MIGRATIONS } = (await import(join(compiled, 'postgres-migrations.js'))) as {
    POSTGRES_MIGRATIONS: Migrations;
  };
  return { sqlite: await digestsOf(SQLITE_MIGRATIONS), postgres: await digestsOf(POSTGRES_MIGRATIONS) };
}

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const folder = join(FOLDER, version);
const today = await digests();

if (process.argv.includes('--if-needed') && isKept()) console.log(`The databases of ${version} are kept.`);
else await keep();

function isKept(): boolean {
  return versions().includes(version) && isDeepStrictEqual(keptDigests(version), today);
}

async function keep(): Promise<void> {
  using first = new TempFolder();
  using second = new TempFolder();
  const sqlite = await keepSqlite(first);
  const postgres = await keepPostgres(second);
  const contents = { sqlite: sqlite.contents, postgres: postgres.contents };
  mkdirSync(folder, { recursive: true });
  const write = (file: string, bytes: Buffer | string): void => writeFileSync(join(folder, file), bytes);
  write(FILES.sqlite, gzipSync(sqlite.bytes, { level: 9 }));
  write(FILES.postgres, gzipSync(postgres.bytes, { level: 9 }));
  write(FILES.contents, gzipSync(JSON.stringify(contents), { level: 9 }));
  write(FILES.migrations, `${JSON.stringify(today, null, 2)}\n`);
  console.log(`The databases of ${version} are kept in test/fixtures/upgrades/${version}.`);
}
