import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { migrate } from '../../src/modules/store/migrations/migrate.js';
import { SQLITE_MIGRATIONS } from '../../src/modules/store/migrations/sqlite-migrations.js';
import { migrationsFor } from '../../src/modules/store/sqlite/migration-dialect.js';
import { openSqliteStore } from '../../src/modules/store/sqlite/open.js';
import type { Store } from '../../src/modules/store/store.js';
import { HandClock, tempFolder, type TempFolder } from '../support/temp-store.js';

/** Another process that holds the lock as a gateway does, until it is killed. */
const HOLDER = `
  const SqliteDatabase = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))});
  new SqliteDatabase(process.argv[1] + '-lock').exec('BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => {}, 1000);
`;
/** Another process that asks for it once, and says what became of it. */
const ASKER = `
  const SqliteDatabase = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))});
  try {
    new SqliteDatabase(process.argv[1] + '-lock', { timeout: 0 }).exec('BEGIN EXCLUSIVE');
    console.log('held');
  } catch (error) {
    console.log(error.code);
  }
`;

describe('opening a SQLite store', () => {
  let folder: TempFolder;
  let file: string;
  const opened: Store[] = [];

  const open = async (path = file): Promise<Store> => {
    const store = await openSqliteStore(path, new HandClock());
    opened.push(store);
    return store;
  };
  const refusal = async (path = file): Promise<Error & { code: string }> => {
    const answer = await open(path).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(Error);
    return answer as Error & { code: string };
  };

  /** All that the migrations make. */
  const schema = (): unknown[] => {
    const connection = new SqliteDatabase(file);
    const rows = [
      connection.prepare('select * from sqlite_master').all(),
      connection.prepare('select * from kysely_migration').all(),
    ];
    connection.close();
    return rows;
  };

  beforeEach(async () => {
    folder = await tempFolder();
    file = join(folder.path, 'gateway.db');
  });

  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    await folder.remove();
  });

  it('makes the folders and the file, for the owner alone', async () => {
    const deep = join(folder.path, 'data', 'deep', 'gateway.db');
    const store = await open(deep);
    await store.endpoints.sync([]);
    expect((await stat(join(folder.path, 'data'))).mode & 0o777).toBe(0o700);
    for (const name of await readdir(join(folder.path, 'data', 'deep'))) {
      const { mode } = await stat(join(folder.path, 'data', 'deep', name));
      expect([name, mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  it('leaves one whole file behind: no write-ahead log, nothing locked', async () => {
    const store = await open();
    await store.endpoints.sync([]);
    await store.close();
    expect((await readdir(folder.path)).sort()).toEqual(['gateway.db', 'gateway.db-lock']);
    await open();
  });

  it('leaves a database that passes the integrity checks', async () => {
    await (await open()).close();
    const connection = new SqliteDatabase(file);
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    connection.close();
  });

  describe('when another gateway has the file', () => {
    it('refuses a second gateway in this process, and names the file', async () => {
      const first = await open();
      const error = await refusal();
      expect(error.code).toBe('database_in_use');
      expect(error.message).toContain(file);
      await first.upkeep.ping();
    });

    it('refuses a second gateway under another name of the file', async () => {
      await open();
      const alias = join(folder.path, 'alias.db');
      await symlink(file, alias);
      expect((await refusal(alias)).code).toBe('database_in_use');
    });

    it('refuses while another process has the file, and opens as soon as that process is killed', async () => {
      const holder = spawn(process.execPath, ['-e', HOLDER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(holder.stdout, 'data');
      expect((await refusal()).code).toBe('database_in_use');
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      await open();
    });

    it('locks every other process out, also after a refused second opening', async () => {
      await open();
      await refusal();
      const asker = spawn(process.execPath, ['-e', ASKER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [said] = (await once(asker.stdout, 'data')) as [Buffer];
      await once(asker, 'exit');
      expect(said.toString().trim()).toBe('SQLITE_BUSY');
    });

    it('lets other programs read the database', async () => {
      await open();
      const reader = new SqliteDatabase(file, { readonly: true });
      expect(reader.prepare('select count(*) from deliveries').pluck().get()).toBe(0);
      reader.close();
    });
  });

  describe('when the file cannot be used', () => {
    it('says that a file is not a database', async () => {
      await writeFile(file, 'this is certainly not a database, however long one looks at it'.repeat(20));
      const error = await refusal();
      expect(error.code).toBe('database_unusable');
      expect(error.message).toMatch(/not a SQLite database, or it is damaged/);
      expect(error.message).toContain(file);
    });

    it('says that a database is damaged', async () => {
      await (await open()).close();
      const header = Buffer.alloc(100, 0xff);
      await writeFile(file, header, { flag: 'r+' });
      expect((await refusal()).code).toBe('database_unusable');
    });

    it("refuses another program's database and leaves it as it is", async () => {
      const other = new SqliteDatabase(file);
      other.exec('create table events (id integer)');
      other.close();
      const error = await refusal();
      expect(error.message).toMatch(/not a gateway's/);
      const again = new SqliteDatabase(file);
      expect(again.prepare('select name from sqlite_master').pluck().all()).toEqual(['events']);
      again.close();
    });

    it('reports a folder that cannot be made', async () => {
      const blocked = join(folder.path, 'file');
      await writeFile(blocked, '');
      const error = await refusal(join(blocked, 'gateway.db'));
      expect(error.code).toBe('database_unusable');
      expect(error.message).toContain(join(blocked, 'gateway.db'));
    });

    it('reports a path that is a folder', async () => {
      await mkdir(file);
      expect((await refusal()).code).toBe('database_unusable');
    });

    it('releases the lock after a refusal', async () => {
      await writeFile(file, 'not a database'.repeat(100));
      await refusal();
      await writeFile(file, '');
      expect(await (await open()).upkeep.ping()).toBeUndefined();
    });
  });

  describe('migrations', () => {
    it('run once', async () => {
      await (await open()).close();
      const before = schema();
      await (await open()).close();
      expect(schema()).toEqual(before);
    });

    it('are named in the order they run', () => {
      const names = [SQLITE_MIGRATIONS.baseline.name, ...Object.keys(SQLITE_MIGRATIONS.later)];
      expect(names).toEqual(names.toSorted());
    });

    it('leave nothing behind when one of them fails', async () => {
      const connection = new SqliteDatabase(file);
      const broken = {
        ...SQLITE_MIGRATIONS,
        later: { '9999-broken': { up: () => Promise.reject(new Error('power cut')) } },
      };
      await expect(migrate(migrationsFor(connection), broken, file)).rejects.toMatchObject({
        code: 'migration_failed',
        message: expect.stringContaining('9999-broken'),
      });
      expect(connection.prepare(`select name from sqlite_master where name = 'deliveries'`).all()).toEqual(
        [],
      );
      connection.close();
      await open();
    });

    it('refuse a database of a later release', async () => {
      await (await open()).close();
      const connection = new SqliteDatabase(file);
      connection.exec(`insert into kysely_migration values ('9999-later', '2100-01-01T00:00:00.000Z')`);
      connection.close();
      const error = await refusal();
      expect(error.code).toBe('database_newer');
      expect(error.message).toContain('9999-later');
      expect(error.message).toContain(file);
    });
  });

  it('ends the leases of an earlier process, which count as sends until they are rescued', async () => {
    const first = await open();
    const [endpoint] = await first.endpoints.sync([
      { fingerprint: 'f', webhookId: 'webhook_1', adapter: 'generic', maskedUrl: '***' },
    ]);
    const event = { id: 'e', type: 'job.completed', data: '{}', timestamp: 't', acceptedAt: 1 };
    const delivery = { id: 'd', endpointId: endpoint!.id, webhookId: 'webhook_1', leaseToken: 'token' };
    await first.events.accept([{ event, contentHash: null, deliveries: [delivery] }], 1e9);
    await first.close();

    const second = await open();
    const now = new HandClock().now();
    expect(await second.queue.recentSends(now)).toEqual([{ endpointId: endpoint!.id, at: now }]);
    expect(await second.queue.rescue()).toBe(1);
    expect(await second.queue.recentSends(now)).toEqual([]);
    expect(existsSync(`${file}-lock`)).toBe(true);
  });
});
