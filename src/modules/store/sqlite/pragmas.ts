import type { Database } from 'better-sqlite3';
import { GatewayError } from '../../model/gateway-error.js';
import { prepareNewFile } from './shrink.js';

const MIB = 1024 * 1024;
/** Cache of a connection where memory is not limited, bytes. */
export const CACHE_BYTES = 32 * MIB;
/** Wait for another program's lock, ms; short, because it blocks the thread. */
export const BUSY_TIMEOUT_MS = 2_000;
/** SQLite's number for `synchronous=FULL`: a commit returns when it is on the disk. */
const FULL = 2;

/** No `mmap_size`: it measured no faster, and a disk that fails under a mapping kills the process. */
function configureBoth(connection: Database, cacheBytes: number): void {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('foreign_keys = ON');
  // A negative number counts KiB instead of pages.
  connection.pragma(`cache_size = -${Math.ceil(cacheBytes / 1024)}`);
  connection.pragma('temp_store = MEMORY');
}

/** @throws GatewayError `database_not_durable` when a commit could be lost or constraints would not hold. */
export function assertDurable(connection: Database): void {
  const expected = { journal_mode: 'wal', synchronous: FULL, foreign_keys: 1 };
  for (const [pragma, wanted] of Object.entries(expected)) {
    const actual = connection.pragma(pragma, { simple: true });
    if (actual === wanted) continue;
    throw new GatewayError(
      'database_not_durable',
      `SQLite does not take ${pragma}=${wanted} for ${connection.name} (it says ${String(actual)}), ` +
        'and without it events that were promised could be lost. Put the file on a local disk.',
    );
  }
}

/** @throws GatewayError `database_not_durable` */
export function configureWriter(connection: Database, cacheBytes = CACHE_BYTES): void {
  configureBoth(connection, cacheBytes);
  prepareNewFile(connection);
  connection.pragma('journal_mode = WAL');
  // better-sqlite3 defaults to NORMAL in WAL mode, which loses the last commits at a power cut.
  connection.pragma('synchronous = FULL');
  connection.pragma('wal_autocheckpoint = 2000');
  // Without it, rows that move to other pages leave copies, which an erasure does not find.
  connection.pragma('secure_delete = FAST');
  connection.pragma(`journal_size_limit = ${64 * MIB}`);
  assertDurable(connection);
}

export function configureReader(connection: Database, cacheBytes: number): void {
  configureBoth(connection, cacheBytes);
  connection.pragma('query_only = ON');
}
