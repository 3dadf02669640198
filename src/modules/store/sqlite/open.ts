import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import { GatewayError } from '../../model/gateway-error.js';
import { migrate } from '../migrations/migrate.js';
import { SQLITE_MIGRATIONS } from '../migrations/sqlite-migrations.js';
import { Connections, openReader, openWriter } from './connections.js';
import { CACHE_BYTES } from './pragmas.js';
import { prepareFile } from './files.js';
import { takeLock } from './lock.js';
import { migrationsFor } from './migration-dialect.js';
import { convertFile } from './shrink.js';
import { SqliteStore } from './sqlite-store.js';
import { sqliteCode } from './store-error.js';

function advice(code: string): string {
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    return 'It is not a SQLite database, or it is damaged: restore a backup or name another file in DATABASE_URL.';
  }
  if (code === 'SQLITE_FULL') return 'Make room on its disk.';
  if (code.startsWith('SQLITE_BUSY')) return 'Close the program that has locked it.';
  return 'Check the path in DATABASE_URL and who may write there.';
}

function explain(file: string, error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  const reason = (error as Error).message;
  const message = `The database ${file} cannot be opened (${reason}). ${advice(sqliteCode(error))}`;
  return new GatewayError('database_unusable', message, { cause: error });
}

/** Refuses a database of another program. */
function assertOurs(writer: Database, file: string): void {
  const tables = writer
    .prepare<[], string>(`select name from sqlite_master where type = 'table'`)
    .pluck()
    .all();
  if (tables.length === 0 || tables.includes('kysely_migration')) return;
  throw new GatewayError(
    'database_unusable',
    `${file} is a SQLite database, but not a gateway's. Name another file in DATABASE_URL.`,
  );
}

/**
 * Ends the leases of earlier processes: the file belongs to this process, so none of them can settle any more. The states
 * stay: a `sending` delivery may have been sent, and `recentSends` counts it until `rescue` makes it `pending` again.
 */
function endOldLeases(writer: Database): void {
  writer.prepare(`update deliveries set lease_until = 0 where state = 'sending' and lease_until > 0`).run();
  writer.prepare(`update operations set lease_until = 0 where state = 'running' and lease_until > 0`).run();
}

async function openLocked(
  { path, cacheBytes }: { readonly path: string; readonly cacheBytes: number },
  clock: Clock,
  release: () => void,
): Promise<SqliteStore> {
  const writer = openWriter(path, cacheBytes);
  try {
    assertOurs(writer, path);
    convertFile(writer);
    await migrate(migrationsFor(writer), SQLITE_MIGRATIONS, path);
    endOldLeases(writer);
    return new SqliteStore(new Connections(writer, openReader(path, cacheBytes), release), clock);
  } catch (error) {
    writer.close();
    throw error;
  }
}

/**
 * Opens the file for this process, makes it where it is missing, and brings its schema up to date.
 *
 * @param cacheBytes cache of each of its two connections
 * @throws GatewayError `database_in_use`, `database_newer`, `database_not_durable`, `migration_failed`, or
 * `database_unusable` (not a database, damaged, no right to write, …); each names the file.
 */
export async function openSqliteStore(
  file: string,
  clock: Clock,
  cacheBytes = CACHE_BYTES,
): Promise<SqliteStore> {
  let release: (() => void) | undefined;
  try {
    const path = prepareFile(file);
    release = takeLock(path);
    return await openLocked({ path, cacheBytes }, clock, release);
  } catch (error) {
    release?.();
    throw explain(file, error);
  }
}
