import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { TempFolder } from '../../../../test/support/temp-folder.js';
import { HandClock } from '../../../../test/support/temp-store.js';
import { checksumFile, writeChecksum } from './checksum.js';
import { copyDatabase } from './copy.js';
import { openSqliteStore } from './open.js';
import { restoreDatabase } from './restore.js';

let folder: TempFolder;
beforeEach(() => void (folder = new TempFolder()));
afterEach(() => folder[Symbol.dispose]());

const NOW = Date.UTC(2026, 0, 1);
const at = (name: string) => folder.file(name);

/** Makes a database of a gateway with a mark in it. */
async function aDatabase(name: string, mark: string): Promise<string> {
  await (await openSqliteStore(at(name), new HandClock())).close();
  write(at(name), `create table mark as select '${mark}' as text`);
  return at(name);
}

function write(file: string, sql: string): void {
  const connection = new SqliteDatabase(file);
  connection.exec(sql);
  connection.close();
}

function markOf(file: string): unknown {
  const connection = new SqliteDatabase(file, { readonly: true });
  try {
    return connection.prepare('select text from mark').pluck().get();
  } finally {
    connection.close();
  }
}

describe('A copy of a database', () => {
  it('holds the moment of its begin, though another connection writes on', async () => {
    const file = await aDatabase('a.db', 'before');
    const writer = new SqliteDatabase(file);
    writer.exec(`create table bulk as with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
      select i, randomblob(4000) as data from n`);
    let writes = 0;
    await copyDatabase(file, at('copy.db'), () => {
      writes++;
      writer.exec(`update mark set text = 'after'; update bulk set data = randomblob(4000) where i < 100`);
    });
    writer.close();
    expect(writes).toBeGreaterThan(1);
    expect(markOf(at('copy.db'))).toBe('before');
    expect(statSync(at('copy.db')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });

  it('never takes the place of a file, and leaves nothing behind when it fails', async () => {
    const file = await aDatabase('a.db', 'x');
    writeFileSync(at('taken.db'), 'mine');
    await expect(copyDatabase(file, at('taken.db'))).rejects.toThrow('exists already');
    writeFileSync(at('text.db'), 'no database');
    await expect(copyDatabase(at('text.db'), at('copy.db'))).rejects.toThrow('is no database of a gateway');
    await expect(copyDatabase(at('nowhere.db'), at('copy.db'))).rejects.toThrow('There is no database');
    await expect(copyDatabase(folder.path, at('copy.db'))).rejects.toThrow('is a directory');
    expect(readdirSync(folder.path).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  it('is refused where a later release made it', async () => {
    const file = await aDatabase('a.db', 'x');
    write(file, `insert into kysely_migration (name, timestamp) values ('9999-future', '')`);
    await expect(copyDatabase(file, at('copy.db'))).rejects.toThrow('was upgraded by a later release');
  });
});

describe('A restore', () => {
  it('puts the backup in place and keeps the replaced database, with what its side file held', async () => {
    const backup = await aDatabase('backup.db', 'backup');
    const file = await aDatabase('live.db', 'live');
    const { kept } = await restoreDatabase(backup, file, NOW);
    expect(markOf(file)).toBe('backup');
    expect(markOf(kept!)).toBe('live');
    await (await openSqliteStore(file, new HandClock())).close();
  });

  it('refuses a database that a gateway has open, and changes nothing', async () => {
    const backup = await aDatabase('backup.db', 'backup');
    const file = await aDatabase('live.db', 'live');
    const store = await openSqliteStore(file, new HandClock());
    await expect(restoreDatabase(backup, file, NOW)).rejects.toThrow('in use by another gateway');
    await store.close();
    expect(markOf(file)).toBe('live');
  });

  it('takes the place of a damaged database, and makes one where there is none', async () => {
    const backup = await aDatabase('backup.db', 'backup');
    writeFileSync(at('broken.db'), 'not a database at all');
    const { kept } = await restoreDatabase(backup, at('broken.db'), NOW);
    expect(markOf(at('broken.db'))).toBe('backup');
    expect(existsSync(kept!)).toBe(true);
    expect(await restoreDatabase(backup, at('new/data.db'), NOW)).toMatchObject({ kept: null });
    expect(markOf(at('new/data.db'))).toBe('backup');
  });

  it('refuses a backup that differs from its checksum, and changes nothing', async () => {
    const backup = await aDatabase('backup.db', 'the backup');
    const file = await aDatabase('live.db', 'live');
    await writeChecksum(backup);
    expect(readFileSync(checksumFile(backup), 'utf8')).toMatch(/^[\da-f]{64} {2}backup\.db\n$/);
    const bytes = readFileSync(backup);
    // SQLite's own check finds nothing wrong with it.
    bytes[bytes.indexOf('the backup')] = 'T'.charCodeAt(0);
    writeFileSync(backup, bytes);
    await expect(restoreDatabase(backup, file, NOW)).rejects.toThrow('differs from its checksum');
    writeFileSync(checksumFile(backup), 'soon');
    await expect(restoreDatabase(backup, file, NOW)).rejects.toThrow('holds no SHA-256 checksum');
    expect(markOf(file)).toBe('live');
    rmSync(checksumFile(backup));
    await restoreDatabase(backup, file, NOW);
    expect(markOf(file)).toBe('The backup');
  });

  it('names the checksum that can be neither written nor read, and leaves nothing of it behind', async () => {
    const backup = await aDatabase('backup.db', 'the backup');
    const file = await aDatabase('live.db', 'live');
    mkdirSync(checksumFile(backup));
    await expect(writeChecksum(backup)).rejects.toThrow(`cannot be written to ${checksumFile(backup)}`);
    expect(existsSync(`${checksumFile(backup)}.partial`)).toBe(false);
    const refused = `The checksum ${checksumFile(backup)} cannot be read`;
    await expect(restoreDatabase(backup, file, NOW)).rejects.toThrow(refused);
  });

  it('leaves everything as it was, in a sentence, where the replaced database cannot be kept', async () => {
    const backup = await aDatabase('backup.db', 'new');
    const file = await aDatabase('a.db', 'old');
    const before = new Date(NOW).toISOString().replaceAll(/[:.]/g, '-');
    writeFileSync(at(`a.db.before-restore-${before}`), 'mine');
    await expect(restoreDatabase(backup, file, NOW)).rejects.toMatchObject({ code: 'copy_failed' });
    expect(markOf(file)).toBe('old');
    expect(readdirSync(folder.path).filter((name) => name.includes('.restored-'))).toEqual([]);
    await restoreDatabase(backup, file, NOW + 1);
    expect(markOf(file)).toBe('new');
  });
});
