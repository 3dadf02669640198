import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/**
 * A file that is there is not even opened: closing it again would drop every lock this process holds on it, those of
 * a store that is open included (POSIX record locks belong to the process, not to the descriptor).
 */
function makeWhereMissing(file: string): void {
  try {
    closeSync(openSync(file, 'ax', OWNER_ONLY_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Makes the file and its folders where they are missing, for the owner alone: payloads are nobody else's business.
 * SQLite gives its side files the mode of the first.
 *
 * @returns the file's one true path, so that two names of one file meet in one lock.
 */
export function prepareFile(file: string): string {
  mkdirSync(dirname(resolve(file)), { recursive: true, mode: OWNER_ONLY_FOLDER });
  makeWhereMissing(file);
  const path = realpathSync(file);
  makeWhereMissing(`${path}-lock`);
  return path;
}
