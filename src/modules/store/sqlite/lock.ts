import SqliteDatabase from 'better-sqlite3';
import { GatewayError } from '../../model/gateway-error.js';
import { sqliteCode } from './store-error.js';

/** Releases the lock; so does the end of the process, however it ends. */
export type Release = () => void;

/**
 * Locks a database file for this process: a second gateway on it would end the leases of the first. The lock is an open
 * transaction on a side file. The kernel drops it with the process, so no stale lock is left behind, and other programs
 * can still read the database itself.
 *
 * @throws GatewayError `database_in_use`
 */
export function takeLock(file: string): Release {
  const connection = new SqliteDatabase(`${file}-lock`, { timeout: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (!sqliteCode(error).startsWith('SQLITE_BUSY')) throw error;
    throw new GatewayError(
      'database_in_use',
      `${file} is in use by another gateway. Stop that gateway, or name another file by DATABASE_URL.`,
      { cause: error },
    );
  }
  return () => connection.close();
}
