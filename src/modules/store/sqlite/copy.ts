import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { GatewayError } from '../../model/gateway-error.js';
import { assertReadable } from './schema-version.js';

const OWNER_ONLY = 0o600;
/** Pages copied between two reports of progress: 8 MiB of the usual page size. */
const PAGES_A_STEP = 2_048;
/** Systems that have no hard links say one of these. */
export const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Content of a copy. */
export interface Copied {
  readonly bytes: number;
  readonly events: number;
  readonly deliveries: number;
}

type Counts = Pick<Copied, 'events' | 'deliveries'>;

/** Told with the share of the work that is done, 0 to 1. */
export type OnProgress = (share: number) => void;

/**
 * Copies a database file, which a gateway may be writing to, as it is at one moment. The copy is verified and complete before it
 * gets its name.
 *
 * @param to the new file; an existing one is never overwritten
 * @throws GatewayError `copy_exists`, `copy_failed`, `database_newer`, `database_unusable`
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: OnProgress = () => undefined,
): Promise<Copied> {
  if (!existsSync(from)) throw new GatewayError('database_unusable', `There is no database ${from}.`);
  if (statSync(from).isDirectory())
    throw new GatewayError('database_unusable', `${from} is a directory, and no database.`);
  if (existsSync(to)) throw exists(to);
  const aside = `${to}.partial-${randomBytes(4).toString('hex')}`;
  try {
    closeSync(openSync(aside, 'wx', OWNER_ONLY));
    const counts = await copyAside(from, aside, onProgress);
    verify(aside, counts);
    flush(aside);
    giveName(aside, to);
    flush(dirname(to));
    return { bytes: statSync(to).size, ...counts };
  } catch (error) {
    throw error instanceof GatewayError ? error : failed(from, to, error);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) removeWhereThere(`${aside}${suffix}`);
  }
}

/** The open read transaction keeps the moment: without it, every write of the gateway would begin the copy anew. */
async function copyAside(from: string, aside: string, onProgress: OnProgress): Promise<Counts> {
  const source = new SqliteDatabase(from, { readonly: true, fileMustExist: true });
  try {
    source.exec('BEGIN');
    assertReadable(source, from);
    const counts = countsOf(source);
    await source.backup(aside, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
        return PAGES_A_STEP;
      },
    });
    return counts;
  } finally {
    source.close();
  }
}

/** Checks the copy, and makes it one file: a copy of a file in WAL mode would have side files of its own. */
function verify(aside: string, wanted: Counts): void {
  const copy = new SqliteDatabase(aside, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
    const faults = copy.pragma('integrity_check', { simple: true });
    const counts = countsOf(copy);
    if (faults === 'ok' && counts.events === wanted.events && counts.deliveries === wanted.deliveries) return;
    const found =
      faults === 'ok' ? 'its counts differ from those of the source' : `integrity_check: ${String(faults)}`;
    throw new GatewayError(
      'copy_failed',
      `The copy is not sound (${found}). Check the disk, and the database itself.`,
    );
  } finally {
    copy.close();
  }
}

function countsOf(connection: Database): Counts {
  const count = (table: string): number =>
    connection.prepare<[], number>(`select count(*) from ${table}`).pluck().get()!;
  return { events: count('events'), deliveries: count('deliveries') };
}

/** Names the copy, so that a file which came to be meanwhile is not overwritten. */
function giveName(aside: string, to: string): void {
  try {
    linkSync(aside, to);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || existsSync(to)) throw exists(to);
    if (!NO_LINKS.has(code)) throw error;
    renameSync(aside, to);
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeWhereThere(path: string): void {
  if (existsSync(path)) unlinkSync(path);
}

function exists(to: string): GatewayError {
  return new GatewayError('copy_exists', `${to} exists already, and is not overwritten. Name another file.`);
}

function failed(from: string, to: string, cause: unknown): GatewayError {
  const message = `${from} cannot be copied to ${to} (${(cause as Error).message}).`;
  return new GatewayError('copy_failed', message, { cause });
}
