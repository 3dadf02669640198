import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { Settlement } from '../../src/modules/model/delivery.js';
import type { Acceptance } from '../../src/modules/store/event-store.js';
import { Connections, openReader, openWriter } from '../../src/modules/store/sqlite/connections.js';
import { GroupCommit } from '../../src/modules/store/sqlite/group-commit.js';
import { openSqliteStore } from '../../src/modules/store/sqlite/open.js';
import { assertDurable, configureWriter } from '../../src/modules/store/sqlite/pragmas.js';
import { SqliteStore } from '../../src/modules/store/sqlite/sqlite-store.js';
import { HandClock, tempFolder, type TempFolder } from '../support/temp-store.js';

const LEASE_MS = 1_000;

const delivered = (id: string): Settlement => ({
  deliveryId: `${id}-1`,
  leaseToken: 'token',
  attempt: null,
  next: { state: 'delivered' },
});

function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('durability of a SQLite store', () => {
  let folder: TempFolder;
  let file: string;

  beforeEach(async () => {
    folder = await tempFolder();
    file = join(folder.path, 'gateway.db');
  });

  afterEach(() => folder.remove());

  describe('settings', () => {
    it('sync the disk at every commit', () => {
      const writer = openWriter(file);
      expect(writer.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(writer.pragma('synchronous', { simple: true })).toBe(2);
      expect(writer.pragma('foreign_keys', { simple: true })).toBe(1);
      writer.close();
    });

    it('are refused when the file cannot have a write-ahead log', () => {
      const memory = new SqliteDatabase(':memory:');
      expect(() => configureWriter(memory)).toThrow(
        expect.objectContaining({
          code: 'database_not_durable',
          message: expect.stringContaining('journal_mode=wal'),
        }),
      );
      memory.close();
    });

    it.each(['synchronous = NORMAL', 'foreign_keys = OFF'])('are refused with %s', (pragma) => {
      const writer = openWriter(file);
      writer.pragma(pragma);
      expect(() => assertDurable(writer)).toThrow(expect.objectContaining({ code: 'database_not_durable' }));
      writer.close();
    });

    it('leave the reader unable to write', async () => {
      const store = await openSqliteStore(file, new HandClock());
      const reader = openReader(file);
      expect(() => reader.exec('delete from events')).toThrow(/readonly/);
      reader.close();
      await store.close();
    });
  });

  describe('group commit', () => {
    let connection: Database;
    let commits: number;
    let group: GroupCommit;
    const stored = () => connection.prepare('select value from t order by value').pluck().all();
    const insert = (value: number) =>
      group.run(() => connection.prepare('insert into t values (?)').run(value));

    beforeEach(() => {
      commits = 0;
      connection = new SqliteDatabase(file, {
        verbose: (statement) => {
          if (statement === 'COMMIT') commits += 1;
        },
      });
      connection.exec('create table t (value integer primary key)');
      group = new GroupCommit(connection);
    });

    afterEach(() => {
      connection.close();
    });

    it('gives calls made together one commit', async () => {
      await Promise.all([1, 2, 3, 4, 5].map(insert));
      expect(commits).toBe(1);
      await Promise.all([6, 7].map(insert));
      expect(commits).toBe(2);
      expect(stored()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it('settles no call before its commit', async () => {
      const seen: number[] = [];
      const first = insert(1).then(() => seen.push(commits));
      expect(commits).toBe(0);
      await first;
      expect(seen).toEqual([1]);
    });

    it('lets one failing call fail alone', async () => {
      await insert(3);
      const results = await Promise.allSettled([1, 2, 3, 4].map(insert));
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
      expect(results[2]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } });
      expect(stored()).toEqual([1, 2, 3, 4]);
    });

    it('lets a call that throws fail alone', async () => {
      const bug = group.run(() => {
        throw new RangeError('a bug');
      });
      const beside = insert(1);
      await expect(bug).rejects.toThrow('a bug');
      await beside;
      expect(stored()).toEqual([1]);
    });

    it('does not block the event loop for long, however many calls are made', async () => {
      await Promise.all(Array.from({ length: 10 }, () => group.run(() => busy(10))));
      expect(commits).toBeGreaterThan(2);
    });

    it('fails all of a group when another program has locked the file, and serves the next', async () => {
      connection.pragma('busy_timeout = 10');
      const other = new SqliteDatabase(file);
      other.exec('begin immediate');
      const results = await Promise.allSettled([1, 2].map(insert));
      expect(results).toMatchObject([
        { status: 'rejected', reason: { code: 'store_unavailable' } },
        { status: 'rejected', reason: { code: 'store_unavailable' } },
      ]);
      other.exec('rollback');
      other.close();
      await insert(5);
      expect(stored()).toEqual([5]);
    });

    it('commits the calls made before it closes, and rejects later ones', async () => {
      const asked = [1, 2].map(insert);
      group.close();
      await Promise.all(asked);
      expect(stored()).toEqual([1, 2]);
      await expect(insert(3)).rejects.toMatchObject({ code: 'store_unavailable' });
    });
  });

  describe('accepting and settling', () => {
    let writer: Database;
    let commits: number;
    let store: SqliteStore;
    let endpointId: string;

    const acceptance = (id: string, leaseToken: string | null = null, bytes = 10): Acceptance => ({
      event: {
        id,
        type: 'job.completed',
        data: JSON.stringify({ x: 'x'.repeat(bytes) }),
        timestamp: 't',
        acceptedAt: 1,
      },
      contentHash: null,
      deliveries: [{ id: `${id}-1`, endpointId, webhookId: 'webhook_1', leaseToken }],
    });
    beforeEach(async () => {
      await (await openSqliteStore(file, new HandClock())).close();
      commits = 0;
      writer = new SqliteDatabase(file, {
        verbose: (statement) => {
          if (statement === 'COMMIT') commits += 1;
        },
      });
      configureWriter(writer);
      store = new SqliteStore(new Connections(writer, openReader(file), () => {}), new HandClock());
      const [endpoint] = await store.endpoints.sync([
        { fingerprint: 'f', webhookId: 'webhook_1', adapter: 'generic', maskedUrl: '***' },
      ]);
      endpointId = endpoint!.id;
      commits = 0;
    });

    afterEach(() => store.close());

    it('share one commit', async () => {
      await store.events.accept([acceptance('a', 'token')], LEASE_MS);
      commits = 0;
      // However busy the machine is: a commit takes no further calls once its time is up.
      const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
      await Promise.all([
        store.events.accept([acceptance('b')], LEASE_MS),
        store.queue.settle([delivered('a')]),
        store.events.accept([acceptance('c')], LEASE_MS),
        store.queue.renew([], LEASE_MS),
      ]).finally(() => clock.mockRestore());
      expect(commits).toBe(1);
    });

    it('reject the call with an unknown endpoint, and no other call', async () => {
      const stray = acceptance('stray');
      const bad = { ...stray, deliveries: [{ ...stray.deliveries[0]!, endpointId: 'nobody' }] };
      const results = await Promise.allSettled([
        store.events.accept([bad], LEASE_MS),
        store.events.accept([acceptance('good')], LEASE_MS),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect(await store.events.tally('stray')).toBeNull();
    });

    it('reject and store nothing while the disk is full, and work again when there is room', async () => {
      await store.events.accept([acceptance('before', 'token')], LEASE_MS);
      const pages = writer.pragma('page_count', { simple: true }) as number;
      writer.pragma(`max_page_count = ${pages + 2}`);
      const results = await Promise.allSettled([
        store.events.accept([acceptance('large', null, 200_000)], LEASE_MS),
        store.queue.settle([delivered('before')]),
      ]);
      expect(results).toMatchObject([
        {
          status: 'rejected',
          reason: { name: 'GatewayError', code: 'store_full', cause: { code: 'SQLITE_FULL' } },
        },
        { status: 'fulfilled', value: [true] },
      ]);
      expect(await store.events.tally('large')).toBeNull();
      expect(await store.events.tally('before')).toMatchObject({ delivered: 1 });

      // Small writes passed, and still the store says that it is not as it should be.
      await expect(store.upkeep.ping()).rejects.toMatchObject({ code: 'store_full' });

      writer.pragma('max_page_count = 1000000');
      expect(await store.upkeep.ping()).toBeUndefined();
      expect(writer.prepare('select count(*) as count from filler').get()).toEqual({ count: 0 });
      const again = await store.events.accept([acceptance('large', null, 200_000)], LEASE_MS);
      expect(again).toEqual([{ kind: 'accepted' }]);
      expect(writer.pragma('integrity_check', { simple: true })).toBe('ok');
    });
  });
});
