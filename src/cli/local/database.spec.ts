import { existsSync, readdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { TempFolder } from '../../../test/support/temp-folder.js';
import { HandClock } from '../../../test/support/temp-store.js';
import { openSqliteStore } from '../../modules/store/sqlite/open.js';
import { backUp, restore } from './database.js';

/** Makes a database so large that it is copied in several steps. */
function fill(file: string): void {
  const connection = new SqliteDatabase(file);
  connection.exec(`create table bulk as with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
    select i, randomblob(4000) as data from n`);
  connection.close();
}

/** Sends a signal to what the work listens with, not to what else listens in the test's process. */
function signalled(signal: 'SIGINT' | 'SIGTERM'): () => void {
  const others = process.listeners(signal);
  return () => {
    for (const listener of process.listeners(signal)) if (!others.includes(listener)) listener(signal);
  };
}

describe('Backup and restore', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('leave nothing behind when %s interrupts them', async (signal) => {
    using folder = new TempFolder();
    const file = folder.file('a.db');
    await (await openSqliteStore(file, new HandClock())).close();
    fill(file);
    await backUp(file, folder.file('b.db'), () => undefined);
    const before = readdirSync(folder.path).toSorted();
    const interrupt = signalled(signal);
    const listening = process.listenerCount(signal);
    const interrupted = { name: 'CliError', message: 'Interrupted: nothing was changed.' };

    await expect(backUp(file, folder.file('c.db'), interrupt)).rejects.toMatchObject(interrupted);
    await expect(restore(folder.file('b.db'), file, interrupt)).rejects.toMatchObject(interrupted);
    expect(readdirSync(folder.path).toSorted()).toEqual(before);
    expect(process.listenerCount(signal)).toBe(listening);
  });

  it('leave no checksum of an earlier backup beside one that was interrupted, and keep that of one that is there', async () => {
    using folder = new TempFolder();
    const file = folder.file('a.db');
    await (await openSqliteStore(file, new HandClock())).close();
    fill(file);
    await backUp(file, folder.file('b.db'), () => undefined);
    rmSync(folder.file('b.db'));
    await expect(backUp(file, folder.file('b.db'), signalled('SIGINT'))).rejects.toMatchObject({
      name: 'CliError',
    });
    expect(existsSync(folder.file('b.db.sha256'))).toBe(false);
    await backUp(file, folder.file('b.db'), () => undefined);
    await expect(backUp(file, folder.file('b.db'), () => undefined)).rejects.toThrow('exists already');
    expect(existsSync(folder.file('b.db.sha256'))).toBe(true);
  });
});
