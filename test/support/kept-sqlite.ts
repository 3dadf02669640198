import { afterAll } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import type { Clock } from '../../src/modules/model/clock.js';
import type { Store } from '../../src/modules/store/store.js';
import type { Harness } from '../contracts/store.contract.js';
import { TempFolder } from './temp-folder.js';
import { HandClock } from './temp-store.js';

type Open = (file: string, clock: Clock) => Promise<Store>;

const TABLES = `
  select name from sqlite_master
  where type = 'table' and name not like 'kysely\\_%' escape '\\' and name not like 'sqlite\\_%' escape '\\'`;

/** Deletes all rows of a database while the store has it open. */
function empty(file: string): void {
  const database = new SqliteDatabase(file);
  try {
    database.pragma('foreign_keys = OFF');
    const tables = database.prepare<[], string>(TABLES).pluck().all();
    database.transaction(() => tables.forEach((table) => database.exec(`delete from ${table}`)))();
  } finally {
    database.close();
  }
}

/**
 * A SQLite store that stays open over the tests of a file, under a clock moved by hand, and is emptied for each:
 * opening one costs more than most tests.
 */
export function keptSqlite(open: Open): () => Promise<Harness> {
  const folder = new TempFolder();
  const file = folder.file('gateway.db');
  const clock = new HandClock();
  let store: Store | null = null;

  afterAll(async () => {
    await store?.close();
    folder[Symbol.dispose]();
  });

  return async () => {
    if (store) empty(file);
    store ??= await open(file, clock);
    return {
      get store() {
        return store!;
      },
      now: () => clock.now(),
      advance: (ms) => clock.advance(ms),
      async reopen() {
        await store!.close();
        store = await open(file, clock);
      },
      close: () => Promise.resolve(),
    };
  };
}
