import { existsSync, statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import pg, { type Pool } from 'pg';
import type { DatabaseTarget } from '../config/parse-database-url.js';
import { GatewayError } from '../model/gateway-error.js';
import { POSTGRES_MIGRATIONS } from './migrations/postgres-migrations.js';
import { assertKnown, RELEASES, type Release } from './migrations/releases.js';
import { SQLITE_MIGRATIONS } from './migrations/sqlite-migrations.js';
import { databaseTarget } from './postgres/database-target.js';
import { isOnThisMachine, settleTls } from './postgres/preferred-tls.js';
import { checkServer } from './postgres/server-checks.js';
import { assertReadable } from './sqlite/schema-version.js';

/** Bytes of a SQLite file whose pages are all read: a few seconds. */
const CHECKED_MAX = 1024 ** 3;

/** Result of an inspection. */
export interface Inspected {
  /** Name and version of the database: `SQLite 3.53.0`. */
  readonly version: string;
  /** False where the gateway makes its tables at the first start. */
  readonly hasTables: boolean;
  /** Changes of the schema that the next start makes, by name. */
  readonly pending: readonly string[];
  /** Endpoints of the API; empty where the schema is not up to date. */
  readonly definitions: readonly SealedDefinition[];
  /** Clock of the database minus that of this machine, ms; null where they are the same. */
  readonly clockOffsetMs: number | null;
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/** An endpoint of the API, whose secrets are encrypted. */
export interface SealedDefinition {
  readonly id: string;
  readonly webhookId: string;
  readonly sealed: string;
}

const DEFINITIONS = `
  select e.id, e.webhook_id as "webhookId", d.sealed from definitions d join endpoints e on e.id = d.endpoint_id
  where e.source = 'api' and e.removed_at is null order by e.created_at, e.id`;

/**
 * Looks at a database without changing it.
 * @throws GatewayError where a gateway cannot use it; errors of the drivers
 */
export function inspectDatabase(target: DatabaseTarget): Promise<Inspected> {
  return target.driver === 'postgres'
    ? inspectPostgres(target.url)
    : Promise.resolve(inspectSqlite(target.file));
}

function inspectSqlite(file: string): Inspected {
  const memory = new SqliteDatabase(':memory:');
  const version = `SQLite ${memory.prepare<[], string>('select sqlite_version()').pluck().get()!}`;
  memory.close();
  const base = { version, clockOffsetMs: null, warnings: [], definitions: [] };
  if (!existsSync(file)) return { ...base, hasTables: false, pending: [] };
  const connection = new SqliteDatabase(file, { readonly: true });
  try {
    const tables = connection.prepare('select count(*) from sqlite_schema').pluck().get();
    if (tables === 0) return { ...base, hasTables: false, pending: [] };
    assertReadable(connection, file);
    assertSound(connection, file);
    const seen = connection.prepare<[], string>('select name from kysely_migration').pluck().all();
    const pending = pendingOf(SQLITE_MIGRATIONS.later, seen);
    if (pending.length > 0) return { ...base, hasTables: true, pending };
    const definitions = connection.prepare<[], SealedDefinition>(DEFINITIONS).all();
    return { ...base, hasTables: true, pending, definitions };
  } finally {
    connection.close();
  }
}

/** @throws GatewayError `database_damaged` */
function assertSound(connection: Database, file: string): void {
  if (statSync(file).size > CHECKED_MAX) return;
  const found = connection.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new GatewayError('database_damaged', `It is damaged (${String(found)}).`);
}

async function inspectPostgres(url: string): Promise<Inspected> {
  const { target, warnings } = await settleTls(databaseTarget(url), isOnThisMachine(url));
  const pool = new pg.Pool({ ...target.config, max: 1 });
  pool.on('error', () => undefined);
  try {
    const schema = await checkServer(pool, target.name);
    const before = Date.now();
    const { rows } = await pool.query<Looked>(
      `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now, current_setting('server_version') as version,
         to_regclass($1) is not null as tables, to_regclass($2) is not null as noted`,
      [`${schema}.kysely_migration`, `${schema}.releases`],
    );
    const { now, version, tables, noted } = rows[0]!;
    const clockOffsetMs = Math.round(now - (before + Date.now()) / 2);
    const seen = tables ? await migrationsOf(pool) : [];
    const releases = noted ? (await pool.query<Release>(RELEASES)).rows : [];
    assertKnown(POSTGRES_MIGRATIONS, target.name, seen, releases);
    const pending = tables ? pendingOf(POSTGRES_MIGRATIONS.later, seen) : [];
    const isReadable = tables && pending.length === 0;
    const definitions = isReadable ? (await pool.query<SealedDefinition>(DEFINITIONS)).rows : [];
    return {
      version: `PostgreSQL ${version}`,
      hasTables: tables,
      pending,
      definitions,
      clockOffsetMs,
      warnings,
    };
  } finally {
    await pool.end();
  }
}

interface Looked {
  /** Time of the server, Unix ms. */
  readonly now: number;
  readonly version: string;
  readonly tables: boolean;
  /** True where the database has the table of releases. */
  readonly noted: boolean;
}

async function migrationsOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

function pendingOf(later: object, seen: readonly string[]): string[] {
  return Object.keys(later).filter((name) => !seen.includes(name));
}
