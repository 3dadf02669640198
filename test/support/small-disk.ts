/**
 * Loaded before a gateway (`--import`), into all its threads: the database may have no more pages than the file named
 * by `SMALL_DISK` says, as if the disk ended there. Read anew all the time, so that a test can make the disk full and give
 * it room again. It is SQLite itself that refuses.
 */
import { readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

const EVERY_MS = 10;

function pages(): string {
  try {
    return readFileSync(process.env['SMALL_DISK'] ?? '', 'utf8');
  } catch {
    return '';
  }
}

const configure = SqliteDatabase.prototype.pragma;
SqliteDatabase.prototype.pragma = function pragma(this: SqliteDatabase.Database, source, options) {
  const result = configure.call(this, source, options);
  if (source === 'journal_mode = WAL') watch(this);
  return result;
};

function watch(writer: SqliteDatabase.Database): void {
  let applied = '';
  const timer = setInterval(() => {
    const wanted = pages();
    if (!writer.open) clearInterval(timer);
    else if (wanted !== applied && wanted !== '') configure.call(writer, `max_page_count = ${wanted}`);
    applied = wanted;
  }, EVERY_MS);
  timer.unref();
}
