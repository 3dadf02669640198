import SqliteDatabase, { type Database } from 'better-sqlite3';
import { configureReader, configureWriter } from './pragmas.js';
import type { Release } from './lock.js';
import { isStoreFault } from './store-error.js';

/** One file, two connections: only the group commit writes, and a reader cannot even by mistake. */
export class Connections {
  readonly writer: Database;
  readonly reader: Database;
  readonly #release: Release;

  constructor(writer: Database, reader: Database, release: Release) {
    this.writer = writer;
    this.reader = reader;
    this.#release = release;
  }

  /** Brings the write-ahead log home, so that what stays is one whole file; then gives the lock back. */
  close(): void {
    if (!this.writer.open) return;
    try {
      this.reader.close();
      this.#checkpoint();
    } finally {
      this.writer.close();
      this.#release();
    }
  }

  #checkpoint(): void {
    try {
      this.writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // On a full disk the log stays beside the file: nothing is lost, the next start reads it.
      if (!isStoreFault(error)) throw error;
    }
  }
}

/** @throws GatewayError `database_not_durable`; SQLite's errors where the file is none of its own. */
export function openWriter(path: string): Database {
  const connection = new SqliteDatabase(path);
  try {
    configureWriter(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

export function openReader(path: string): Database {
  const connection = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  configureReader(connection);
  return connection;
}
