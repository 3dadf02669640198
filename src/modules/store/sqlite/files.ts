import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/**
 * Makes the file where it is missing. An existing file is not opened: closing it would drop every lock of this process on
 * it, those of an open store included (POSIX record locks belong to the process, not to the descriptor).
 */
function makeWhereMissing(file: string): void {
  try {
    closeSync(openSync(file, 'ax', OWNER_ONLY_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Makes the file and its folders where they are missing, readable by the owner alone, as they hold payloads. SQLite gives
 * its side files the mode of the database file.
 *
 * @returns the resolved path, so that two names of one file share one lock.
 */
export function prepareFile(file: string): string {
  mkdirSync(dirname(resolve(file)), { recursive: true, mode: OWNER_ONLY_FOLDER });
  makeWhereMissing(file);
  const path = realpathSync(file);
  makeWhereMissing(`${path}-lock`);
  return path;
}
