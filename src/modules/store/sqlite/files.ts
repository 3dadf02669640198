import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

function touch(file: string): void {
  closeSync(openSync(file, 'a', OWNER_ONLY_FILE));
}

/**
 * Makes the file and its folders where they are missing, for the owner alone: payloads are nobody else's business.
 * SQLite gives its side files the mode of the first.
 *
 * @returns the file's one true path, so that two names of one file meet in one lock.
 */
export function prepareFile(file: string): string {
  mkdirSync(dirname(resolve(file)), { recursive: true, mode: OWNER_ONLY_FOLDER });
  touch(file);
  const path = realpathSync(file);
  touch(`${path}-lock`);
  return path;
}
