import SqliteDatabase, { type Database } from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, CACHE_BYTES, configureReader, configureWriter } from './pragmas.js';
import type { Release } from './lock.js';
import { isStoreFault } from './store-error.js';

/** The two connections of a file: the group commit alone writes, and the reader is opened read-only. */
export class Connections {
  readonly writer: Database;
  readonly reader: Database;
  readonly #release: Release;

  constructor(writer: Database, reader: Database, release: Release) {
    this.writer = writer;
    this.reader = reader;
    this.#release = release;
  }

  /** Writes the write-ahead log back, so that one whole file remains; then releases the lock. */
  close(): void {
    if (!this.writer.open) return;
    try {
      this.reader.close();
      this.#emptyLog();
    } finally {
      this.writer.close();
      this.#release();
    }
  }

  /** Writes the write-ahead log back and empties it; leaves it as it is while another program reads or the disk is full. */
  emptyLog(): void {
    if (!this.writer.open) return;
    // Waiting would block the thread.
    this.writer.pragma('busy_timeout = 0');
    try {
      this.#emptyLog();
    } finally {
      this.writer.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  #emptyLog(): void {
    try {
      this.writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // On a full disk the log stays beside the file: nothing is lost, and the next start reads it.
      if (!isStoreFault(error)) throw error;
    }
  }
}

/** @throws GatewayError `database_not_durable`; SQLite's errors where the file is no database. */
export function openWriter(path: string, cacheBytes = CACHE_BYTES): Database {
  const connection = new SqliteDatabase(path);
  try {
    configureWriter(connection, cacheBytes);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

export function openReader(path: string, cacheBytes = CACHE_BYTES): Database {
  const connection = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  configureReader(connection, cacheBytes);
  return connection;
}
