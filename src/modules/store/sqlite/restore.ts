import { existsSync, linkSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { GatewayError } from '../../model/gateway-error.js';
import { assertChecksum } from './checksum.js';
import { copyDatabase, NO_LINKS, type Copied, type OnProgress } from './copy.js';
import { prepareFile } from './files.js';
import { takeLock } from './lock.js';

/** Result of a restore. */
export interface Restored extends Copied {
  /** The replaced database, kept beside the new one; null where there was none. */
  readonly kept: string | null;
}

/**
 * Puts a verified copy of a backup in the place of a gateway's database, under the lock that a running gateway holds. The backup must
 * match the checksum beside it, where there is one. The replaced database keeps its content under another name.
 *
 * @param now Unix ms, for the name of the replaced database
 * @throws GatewayError `database_in_use`, `database_newer`, `database_unusable`, `copy_failed`; nothing is changed then
 */
export async function restoreDatabase(
  backup: string,
  file: string,
  now: number,
  onProgress?: OnProgress,
): Promise<Restored> {
  const path = prepareFile(file);
  const release = takeLock(path);
  const aside = `${path}.restored-${now}`;
  try {
    if (existsSync(backup)) await assertChecksum(backup);
    const copied = await copyDatabase(backup, aside, onProgress);
    return { ...copied, kept: replace(path, aside, now) };
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    const message = `${path} cannot be replaced (${(error as Error).message}).`;
    throw new GatewayError('copy_failed', message, { cause: error });
  } finally {
    rmSync(aside, { force: true });
    release();
  }
}

/** Exchanges the files. At every moment the path holds the old database or the new one, where the system has hard links. */
function replace(path: string, aside: string, now: number): string | null {
  const kept = `${path}.before-restore-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  const isEmpty = statSync(path).size === 0 && !existsSync(`${path}-wal`);
  if (!isEmpty) {
    foldIn(path);
    keep(path, kept);
    for (const side of ['-wal', '-shm']) if (existsSync(path + side)) renameSync(path + side, kept + side);
  }
  for (const side of ['-wal', '-shm']) if (existsSync(path + side)) unlinkSync(path + side);
  renameSync(aside, path);
  return isEmpty ? null : kept;
}

/** Gives a database a second name; without hard links, another name. An existing file is never overwritten. */
function keep(path: string, kept: string): void {
  try {
    linkSync(path, kept);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '') || existsSync(kept)) throw error;
    renameSync(path, kept);
  }
}

/** Writes what the side file holds into the database; a damaged one keeps its side file. */
function foldIn(path: string): void {
  try {
    const connection = new SqliteDatabase(path);
    try {
      connection.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      connection.close();
    }
  } catch {
    // The side files move along with the database.
  }
}
