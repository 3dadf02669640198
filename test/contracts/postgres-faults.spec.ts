import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import type { Store } from '../../src/modules/store/store.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { acceptanceFor, claimFrom, deliveredNow, identity, LEASE_MS } from '../support/postgres-work.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

/** Far less than a lease runs, ms. */
const SOON_MS = 8_000;
const UNAVAILABLE = { name: 'GatewayError', code: 'store_unavailable' };

describe('a PostgreSQL store during faults', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let proxy: TcpProxy;
  let store: Store;
  let a: StoredEndpoint;

  beforeAll(async () => {
    server = await PostgresServer.startOwn();
  }, 60_000);

  afterAll(() => server?.stop(), 60_000);

  beforeEach(async () => {
    database = await server.createDatabase();
    proxy = await TcpProxy.inFrontOf(database.url);
    store = await openPostgresStore(proxy.url);
    [a] = (await store.endpoints.sync([identity('a')])) as [StoredEndpoint];
  });

  afterEach(async () => {
    await store.close();
    await proxy.close();
    await database.drop();
  });

  const works = () =>
    until('working again', () =>
      store.upkeep.ping().then(
        () => true,
        () => false,
      ),
    );

  it('rejects with store_full while the disk is full, stores nothing, and recovers once there is room', async () => {
    await database.query(`create function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
    const tables = ['events', 'filler'];
    for (const table of tables)
      await database.query(`create trigger no_room before insert on ${table} execute function no_room()`);
    const refused = acceptanceFor(a);
    const full = { name: 'GatewayError', code: 'store_full' };
    await expect(store.events.accept([refused], LEASE_MS)).rejects.toMatchObject(full);
    await expect(store.upkeep.ping()).rejects.toMatchObject(full);
    expect(await store.events.tally(refused.event.id)).toBeNull();
    for (const table of tables) await database.query(`drop trigger no_room on ${table}`);
    expect(await store.upkeep.ping()).toBeUndefined();
    expect(await store.events.accept([refused], LEASE_MS)).toEqual([{ kind: 'accepted' }]);
  });

  /**
   * The connection breaks instead of bringing an answer. What was asked has been done by then. After the ping a
   * connection is free, so that the answer that is cut is not that of one being made.
   */
  const cutNextAnswer = async (): Promise<void> => {
    await store.upkeep.ping();
    proxy.infect('down', { kind: 'limit_data', bytes: 0, times: 1 });
  };

  it('rejects with store_unavailable while the server is down, and recovers once it is back', async () => {
    const kept = acceptanceFor(a, 'token');
    await store.events.accept([kept], LEASE_MS);
    await server.crash();
    try {
      await expect(store.events.accept([acceptanceFor(a)], LEASE_MS)).rejects.toMatchObject(UNAVAILABLE);
      await expect(store.queue.settle([deliveredNow(kept.deliveries[0]!)])).rejects.toMatchObject(
        UNAVAILABLE,
      );
      await expect(claimFrom(store, [a])).rejects.toMatchObject(UNAVAILABLE);
      await expect(store.upkeep.ping()).rejects.toMatchObject(UNAVAILABLE);
      await expect(store.endpoints.sync([])).rejects.toMatchObject(UNAVAILABLE);
    } finally {
      await server.startAgain();
    }
    await works();
    expect(await store.queue.settle([deliveredNow(kept.deliveries[0]!)])).toEqual([true]);
  });

  it('loses no acknowledged event when the server dies under load', async () => {
    const promised: string[] = [];
    const untilRefused = async (): Promise<void> => {
      for (;;) {
        const accepted = acceptanceFor(a);
        const [result] = await store.events.accept([accepted], LEASE_MS).catch(() => []);
        if (result === undefined) return;
        promised.push(accepted.event.id);
      }
    };
    const load = Array.from({ length: 20 }, untilRefused);
    await until('some load', () => promised.length > 200);
    await server.crash();
    await Promise.all(load);
    await server.startAgain();
    await works();
    const rows = await database.query<{ id: string }>('select event_id as id from deliveries');
    const stored = new Set(rows.map(({ id }) => id));
    expect(promised.filter((id) => !stored.has(id))).toEqual([]);
  });

  it('listens again after a lost connection, and wakes its watchers at once', async () => {
    let woken = 0;
    store.queue.watch(() => (woken += 1));
    await until('listening', () => woken === 1);
    proxy.cutAll();
    await until('listening again', () => woken === 2);
    const other = await openPostgresStore(database.url);
    await other.events.accept([acceptanceFor(a)], LEASE_MS);
    await until('waking', () => woken === 3);
    await other.close();
    expect(woken).toBe(3);
  });

  it('recognises an acceptance that was committed without an answer', async () => {
    const accepted = acceptanceFor(a);
    await cutNextAnswer();
    expect(await store.events.accept([accepted], LEASE_MS)).toEqual([{ kind: 'accepted' }]);
    const given = { ...acceptanceFor(a, null, { id: 'given' }), contentHash: 'h' };
    await cutNextAnswer();
    expect(await store.events.accept([given], LEASE_MS)).toEqual([{ kind: 'accepted' }]);
    expect(await store.events.accept([given], LEASE_MS)).toMatchObject([{ kind: 'duplicate' }]);
    expect(await claimFrom(store, [a])).toHaveLength(2);
  });

  describe('after a lost answer', () => {
    const found = () =>
      until('the delivery', async () => (await claimFrom(store, [a])).length === 1, SOON_MS);

    /** Claims over connections that all break: the next answer alone could be a notification of what was accepted. */
    const claimOverBroken = async (): Promise<unknown> => {
      await store.upkeep.ping();
      proxy.infect('down', { kind: 'limit_data', bytes: 0 });
      return claimFrom(store, [a]).finally(() => proxy.heal());
    };

    it('releases the lease of a delivery that was committed without an answer and whose call was rejected', async () => {
      const accepted = acceptanceFor(a, 'of nobody');
      await store.upkeep.ping();
      proxy.infect('down', { kind: 'limit_data', bytes: 0 });
      await expect(store.events.accept([accepted], LEASE_MS)).rejects.toMatchObject(UNAVAILABLE);
      expect(await database.query('select state from deliveries')).toEqual([{ state: 'sending' }]);
      proxy.heal();
      await found();
    });

    it('releases the lease of a delivery that was committed only after its call was rejected', async () => {
      await store.close();
      store = await openPostgresStore(`${proxy.url}?query_timeout=300`);
      const blocker = new pg.Client({ connectionString: database.url });
      await blocker.connect();
      await blocker.query('begin; lock table deliveries in share mode');
      await expect(store.events.accept([acceptanceFor(a, 'of nobody')], LEASE_MS)).rejects.toMatchObject(
        UNAVAILABLE,
      );
      await blocker.query('rollback');
      await blocker.end();
      await found();
    });

    it('releases the lease of a delivery that was claimed without an answer', async () => {
      await store.events.accept([acceptanceFor(a)], LEASE_MS);
      await expect(claimOverBroken()).rejects.toMatchObject(UNAVAILABLE);
      await found();
    });

    it('releases the lease of no delivery that other nodes hold', async () => {
      const held = acceptanceFor(a, 'of another');
      await store.events.accept([held, acceptanceFor(a)], LEASE_MS);
      await expect(claimOverBroken()).rejects.toMatchObject(UNAVAILABLE);
      await found();
      expect(await store.queue.settle([deliveredNow(held.deliveries[0]!)])).toEqual([true]);
    });
  });

  it('answers a repeated event as a duplicate, also after a commit without an answer', async () => {
    const given = { ...acceptanceFor(a, null, { id: 'given' }), contentHash: 'h' };
    await store.events.accept([given], LEASE_MS);
    const again = { ...acceptanceFor(a, null, { id: 'given' }), contentHash: 'h' };
    await cutNextAnswer();
    expect(await store.events.accept([again], LEASE_MS)).toMatchObject([
      { kind: 'duplicate', deliveries: [{ id: given.deliveries[0]!.id }] },
    ]);
  });

  it('recognises a settlement that was committed without an answer', async () => {
    const accepted = acceptanceFor(a, 'token');
    await store.events.accept([accepted], LEASE_MS);
    const settlement = deliveredNow(accepted.deliveries[0]!);
    await cutNextAnswer();
    expect(await store.queue.settle([settlement])).toEqual([true]);
    expect(await store.queue.settle([settlement])).toEqual([false]);
    expect(await store.queue.recentSends(0)).toHaveLength(1);
  });

  it('tells which deliveries a settlement has superseded, also one that was committed without an answer', async () => {
    const [first, cancelled, last] = [
      acceptanceFor(a, 'token', {}, 'job'),
      acceptanceFor(a, null, {}, 'job'),
      acceptanceFor(a, null, {}, 'job'),
    ];
    for (const one of [first, cancelled, last]) await store.events.accept([one], LEASE_MS);
    const idOf = ({ deliveries: [only] }: typeof first): string => only!.id;
    await store.repair.cancel(idOf(cancelled), 'cancelled');
    const superseded = [idOf(cancelled), idOf(last)];
    const settlement = { ...deliveredNow(first.deliveries[0]!), orderKey: 'job', superseded };
    await cutNextAnswer();
    expect(await store.queue.settle([settlement])).toEqual([[idOf(last)]]);
  });

  it('rejects a call that is never answered', async () => {
    await store.close();
    store = await openPostgresStore(`${proxy.url}?query_timeout=300`);
    for (const way of ['up', 'down'] as const) proxy.infect(way, { kind: 'timeout', ms: 0 });
    await expect(store.events.accept([acceptanceFor(a)], LEASE_MS)).rejects.toMatchObject(UNAVAILABLE);
    proxy.heal();
    proxy.cutAll();
    await works();
  });

  it('recovers from a session that an administrator ended', async () => {
    const calls = Array.from({ length: 20 }, () => store.queue.rescue());
    const ending = Promise.allSettled(calls);
    await database.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    for (const call of await ending) {
      expect(call.status === 'fulfilled' ? UNAVAILABLE : call.reason).toMatchObject(UNAVAILABLE);
    }
    await works();
  });

  it('recovers from a database that turned read-only', async () => {
    await database.query(`alter database ${database.name} set default_transaction_read_only = on`);
    proxy.cutAll();
    await until('the change', () =>
      store.events.accept([acceptanceFor(a)], LEASE_MS).then(
        () => false,
        (error: { cause?: { code?: string } }) => error.cause?.code === '25006',
      ),
    );
    await expect(store.events.accept([acceptanceFor(a)], LEASE_MS)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('shows no row data in its errors', async () => {
    const [accepted, again] = [acceptanceFor(a), acceptanceFor(a)];
    await store.events.accept([accepted], LEASE_MS);
    const broken = { ...again, deliveries: accepted.deliveries };
    const error: unknown = await store.events.accept([broken], LEASE_MS).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(
      accepted.deliveries[0]!.id,
    );
  });
});
