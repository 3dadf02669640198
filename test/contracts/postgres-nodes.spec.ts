import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { databaseTarget } from '../../src/modules/store/postgres/database-target.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import { PostgresStore } from '../../src/modules/store/postgres/postgres-store.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { Acceptance } from '../../src/modules/store/event-store.js';
import type { Grant, QuotaRequest } from '../../src/modules/store/rate-limit-ledger.js';
import { acceptanceFor, claimFrom, deliveredNow, identity } from '../support/postgres-work.js';
import { handClockDatabase } from '../support/postgres-store.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { until } from '../support/until.js';

const LEASE_MS = 15_000;
const LINGER_MS = 70_000;
const DAY_MS = 86_400_000;
/** Locks are waited for so long, ms. */
const SOON_MS = 5_000;

/** Statements that the guide has operators run when the clock of the database was set back. */
const GUIDE = /^```sql\n(.*?)^```/ms.exec(
  readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8'),
)![1]!;

const HOLDS_LOCK = `
  select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and a.state = 'idle in transaction' and a.datname = current_database()`;

/** Of a process that freezes before that statement, in the middle of its transaction: it has its locks by then. */
function freezingPool(url: string, statement: string, thaw: Promise<void>): pg.Pool {
  const pool = new pg.Pool(databaseTarget(url).config);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    client.query = ((first: { name?: string }, ...rest: unknown[]) =>
      first.name === statement
        ? thaw.then(() => query(first, ...rest))
        : query(first, ...rest)) as typeof client.query;
  });
  return pool;
}

describe('nodes of a PostgreSQL store', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let stores: PostgresStore[];
  let one: PostgresStore;
  let other: PostgresStore;

  beforeAll(async () => {
    server = await PostgresServer.start();
    database = await handClockDatabase(server);
  }, 60_000);

  afterAll(async () => {
    await database?.drop();
    await server?.stop();
  });

  beforeEach(async () => {
    await database.query(
      'delete from nodes; delete from rate_grants; delete from rate_pauses; delete from upkeep_turns',
    );
    stores = [];
    [one, other] = [await open(), await open()];
  });

  afterEach(() => Promise.all(stores.map((store) => store.close())));

  const open = async (): Promise<PostgresStore> => {
    const store = await openPostgresStore(database.url);
    stores.push(store);
    return store;
  };

  const freezing = (statement: string, thaw: Promise<void>): PostgresStore => {
    const pool = freezingPool(database.url, statement, thaw);
    const store = new PostgresStore(pool, databaseTarget(database.url));
    stores.push(store);
    return store;
  };

  const advance = (ms: number) => database.query('update test_clock set now = now + $1', [ms]);

  describe('with heartbeats', () => {
    it('list one another, and each identifies itself', async () => {
      expect(await one.nodes.heartbeat()).toBe(1);
      expect(await other.nodes.heartbeat()).toBe(2);
      const [first, second] = await other.nodes.list();
      expect([first!.id, second!.id]).toEqual([other.nodes.id, one.nodes.id]);
      expect(first).toMatchObject({ pid: process.pid, version: expect.stringMatching(/^\d/), alive: true });
      expect(first!.startedAt).toBe(first!.heartbeatAt);
    });

    it('are listed as dead after twenty seconds without one, and for an hour', async () => {
      await one.nodes.heartbeat();
      await advance(19_999);
      expect(await other.nodes.heartbeat()).toBe(2);
      await advance(1);
      expect(await other.nodes.heartbeat()).toBe(1);
      expect((await other.nodes.list()).map(({ alive }) => alive)).toEqual([true, false]);
      await advance(3_600_000);
      await other.nodes.heartbeat();
      expect((await other.nodes.list()).map(({ id }) => id)).toEqual([other.nodes.id]);
      expect(await one.nodes.heartbeat()).toBe(2);
    });

    it('no longer list a node that was closed', async () => {
      await one.nodes.heartbeat();
      await other.nodes.heartbeat();
      await one.close();
      expect((await other.nodes.list()).map(({ id }) => id)).toEqual([other.nodes.id]);
    });
  });

  describe('with upkeep to do', () => {
    it('elect one leader at a time for each task, for as long as the leader renews', async () => {
      expect(await one.upkeep.acquireLeadership('sweep', 10_000)).toBe(true);
      expect(await other.upkeep.acquireLeadership('sweep', 10_000)).toBe(false);
      expect(await other.upkeep.acquireLeadership('rescue', 10_000)).toBe(true);
      await advance(9_000);
      expect(await one.upkeep.acquireLeadership('sweep', 10_000)).toBe(true);
      await advance(9_000);
      expect(await other.upkeep.acquireLeadership('sweep', 10_000)).toBe(false);
    });

    it('elect another leader when the first one no longer renews', async () => {
      await one.upkeep.acquireLeadership('sweep', 10_000);
      await advance(10_000);
      expect(await other.upkeep.acquireLeadership('sweep', 10_000)).toBe(true);
      expect(await one.upkeep.acquireLeadership('sweep', 10_000)).toBe(false);
    });

    it('elect one leader when all nodes ask at once', async () => {
      const nodes = [one, other, await open()];
      const got = await Promise.all(
        [0, 1, 2, 3].flatMap((task) =>
          nodes.map((store) => store.upkeep.acquireLeadership(`task ${task}`, 10_000)),
        ),
      );
      expect(got.filter(Boolean)).toHaveLength(4);
    });
  });

  it('make a retry due after its delay although their clocks differ', async () => {
    const [row] = await database.query<{ now: string }>('select now from test_clock');
    const now = Number(row!.now);
    const [endpoint] = (await one.endpoints.sync([identity('a')])) as [StoredEndpoint];
    const dueIn = async (ownClock: number): Promise<number> => {
      const accepted = acceptanceFor(endpoint, 'token');
      await one.events.accept([accepted], LEASE_MS);
      const next = { state: 'pending', dueAt: ownClock + 700, inMs: 700 } as const;
      const deliveryId = accepted.deliveries[0]!.id;
      await one.queue.settle([{ deliveryId, leaseToken: 'token', attempt: null, next }]);
      const due = (await other.queue.nextDueAt([endpoint.id]))! - now;
      expect(await other.queue.nextDueInMs([endpoint.id])).toBe(due);
      await other.queue.cancelPending(endpoint.id, 'told');
      return due;
    };
    expect(await dueIn(now + DAY_MS)).toBe(700);
    expect(await dueIn(now - DAY_MS)).toBe(700);
  });

  describe('with an order key', () => {
    let endpoint: StoredEndpoint;
    let thaw: PromiseWithResolvers<void>;
    beforeEach(async () => {
      thaw = Promise.withResolvers();
      [endpoint] = (await one.endpoints.sync([identity('ordered')])) as [StoredEndpoint];
    });
    afterEach(async () => {
      thaw.resolve();
      await database.query('delete from deliveries; delete from events');
    });

    const ofOneJob = (token: string | null = null): Acceptance => acceptanceFor(endpoint, token, {}, 'job');
    const frozenIn = async <T>(statement: string, call: (store: PostgresStore) => Promise<T>) => {
      const stuck = call(freezing(statement, thaw.promise));
      await until('the freezing', async () => (await database.query(HOLDS_LOCK)).length > 0);
      return () => {
        thaw.resolve();
        return stuck;
      };
    };

    it('store and settle its deliveries while one node freezes in storing an event', async () => {
      const thawed = await frozenIn('accept', (store) => store.events.accept([ofOneJob()], LEASE_MS));
      const began = performance.now();
      expect(await one.events.accept([ofOneJob('token')], LEASE_MS)).toMatchObject([{ kind: 'accepted' }]);
      expect(performance.now() - began).toBeLessThan(SOON_MS);
      expect(await thawed()).toMatchObject([{ kind: 'accepted' }]);
    });

    it('store and settle its deliveries while one node freezes in settling an attempt', async () => {
      const sent = ofOneJob('token');
      await one.events.accept([sent], LEASE_MS);
      const settlement = { ...deliveredNow(sent.deliveries[0]!), orderKey: 'job' };
      const thawed = await frozenIn('settle', (store) => store.queue.settle([settlement]));
      const began = performance.now();
      await other.events.accept([ofOneJob()], LEASE_MS);
      expect(performance.now() - began).toBeLessThan(SOON_MS);
      expect(await thawed()).toEqual([true]);
    });
  });

  it('delay retries when the clock of the database is set back, until the documented repair is done', async () => {
    const [endpoint] = (await one.endpoints.sync([identity('set-back')])) as [StoredEndpoint];
    const { id: endpointId } = endpoint;
    const [retried, left, first, second] = [
      acceptanceFor(endpoint, 'token'),
      acceptanceFor(endpoint, 'of a node that died'),
      acceptanceFor(endpoint, null, {}, 'job'),
      acceptanceFor(endpoint, null, {}, 'job'),
    ] as const;
    const idOf = ({ deliveries }: Acceptance): string => deliveries[0]!.id;
    await one.events.accept([retried, left, first, second], LEASE_MS);
    const next = { state: 'pending', dueAt: 0, inMs: 700 } as const;
    await one.queue.settle([{ deliveryId: idOf(retried), leaseToken: 'token', attempt: null, next }]);
    const resting = { openings: 1, probeInMs: 700, failingForMs: 0, failures: 5, error: null, quiet: false };
    await one.health.change(endpointId, 0, { ...resting, stage: 'open' });
    await one.upkeep.acquireLeadership('sweep', 30_000);
    await one.nodes.heartbeat();
    const limits = [{ max: 100, keep: 0, want: 100, used: 0, lingerMs: LINGER_MS }];
    await one.rates.exchange([{ endpointId, pauseMs: 700, limits }], LEASE_MS);

    const moved = async () => ({
      rescued: await other.queue.rescue(),
      claimed: (await claimFrom(other, [endpoint])).map(({ id }) => id).sort(),
      probed: (await other.health.change(endpointId, 1, { ...resting, stage: 'half_open' })).made,
      turn: await other.upkeep.acquireLeadership('sweep', 30_000),
      nodes: await other.nodes.heartbeat(),
      permits: (await other.rates.exchange([{ endpointId, pauseMs: 0, limits }], LEASE_MS))[0]!.limits[0]!
        .permits,
    });
    await advance(-DAY_MS);
    const stuck = { rescued: 0, claimed: [], probed: false, turn: false, nodes: 2 };
    expect(await moved()).toMatchObject(stuck);
    await advance(LINGER_MS + LEASE_MS);
    expect(await moved()).toMatchObject(stuck);

    await database.query(GUIDE);
    await advance(LINGER_MS);
    expect(await moved()).toEqual({
      rescued: 1,
      claimed: [retried, left, first].map(idOf).sort(),
      probed: true,
      turn: true,
      nodes: 1,
      permits: 100,
    });
    await database.query('delete from deliveries; delete from events; delete from endpoint_health');
    await advance(DAY_MS);
  });

  describe('sharing a rate limit', () => {
    let endpointId: string;
    beforeEach(() => void (endpointId = randomUUID()));

    const ask = async (
      store: PostgresStore,
      limit: Partial<QuotaRequest>,
      { pauseMs = 0, leaseMs = LEASE_MS } = {},
    ): Promise<Grant & { pauseMs: number }> => {
      const limits = [{ max: 100, keep: 0, want: 0, used: 0, lingerMs: LINGER_MS, ...limit }];
      const [answer] = await store.rates.exchange([{ endpointId, pauseMs, limits }], leaseMs);
      return { ...answer!.limits[0]!, pauseMs: answer!.pauseMs };
    };

    it('grant all of it to one node alone, and a part to a second one once the first has returned it', async () => {
      expect(await ask(one, { want: 300 })).toMatchObject({ permits: 100, target: 100 });
      expect(await ask(other, { want: 300 })).toMatchObject({ permits: 0, target: 50 });
      expect(await ask(one, { keep: 100, want: 300 })).toMatchObject({ permits: 100, target: 50 });
      expect(await ask(one, { keep: 70, want: 300 })).toMatchObject({ permits: 70, target: 50 });
      expect(await ask(other, { want: 300 })).toMatchObject({ permits: 30, target: 50 });
    });

    it('count the permits of a dead node until its last send has left the window, and free them then', async () => {
      expect(await ask(one, { want: 60 })).toMatchObject({ permits: 80 });
      await advance(LEASE_MS);
      expect(await ask(other, { want: 300 })).toMatchObject({ permits: 20, target: 20 });
      await advance(LINGER_MS - 1);
      expect(await ask(other, { keep: 20, want: 300 })).toMatchObject({ permits: 20 });
      await advance(1);
      expect(await ask(other, { keep: 20, want: 300 })).toMatchObject({ permits: 100 });
    });

    it('grant a node that was taken for dead only what is left', async () => {
      await ask(one, { want: 300 });
      await advance(LEASE_MS + LINGER_MS);
      await ask(other, { want: 70 });
      expect(await ask(one, { keep: 100, want: 300 })).toMatchObject({ permits: 15 });
    });

    it('free returned permits at once', async () => {
      await ask(one, { want: 300 });
      await ask(one, { keep: 0, want: 0 });
      expect(await ask(other, { want: 300 })).toMatchObject({ permits: 100 });
    });

    it('count the sends of a node that ended for as long as it announced', async () => {
      await ask(one, { want: 300 });
      await ask(one, { keep: 40, want: 0, used: 40, lingerMs: 1_000 }, { leaseMs: 0 });
      expect(await ask(other, { want: 300 })).toMatchObject({ permits: 60 });
      await advance(1_000);
      expect(await ask(other, { keep: 60, want: 300 })).toMatchObject({ permits: 100 });
    });

    it('count them for less time under a shorter window than the node announced', async () => {
      await ask(one, { want: 300 });
      await ask(one, { keep: 100, want: 0, used: 100 }, { leaseMs: 0 });
      expect(await ask(other, { want: 300, lingerMs: 2_000 })).toMatchObject({ permits: 0 });
      await advance(1_999);
      expect(await ask(other, { want: 300, lingerMs: 2_000 })).toMatchObject({ permits: 0 });
      await advance(1);
      expect(await ask(other, { want: 300, lingerMs: 2_000 })).toMatchObject({ permits: 100 });
    });

    it('never grant more than the limit, however many nodes ask at once', async () => {
      const nodes = [one, other, await open(), await open()];
      const held = nodes.map(() => 0);
      for (let round = 0; round < 12; round++) {
        const kept = held.map((permits, at) => Math.floor((permits * ((round + at) % 4)) / 3));
        const grants = await Promise.all(
          nodes.map((store, at) => {
            held[at] = Math.min(held[at]!, kept[at]!);
            return ask(store, { keep: held[at]!, want: 10 + ((round * 7 + at * 13) % 90) });
          }),
        );
        grants.forEach(({ permits }, at) => (held[at] = permits));
        expect(held.reduce((sum, permits) => sum + permits, 0)).toBeLessThanOrEqual(100);
      }
      const [row] = await database.query<{ sum: string }>('select sum(permits) as sum from rate_grants');
      expect(Number(row!.sum)).toBe(held.reduce((sum, permits) => sum + permits, 0));
    });

    it('divide each limit of each endpoint separately', async () => {
      const limit = { keep: 0, want: 9, used: 0, lingerMs: LINGER_MS };
      const limits = [
        { ...limit, max: 100 },
        { ...limit, max: 4 },
      ];
      const ids = [endpointId, randomUUID()];
      const answers = await one.rates.exchange(
        ids.map((endpointId) => ({ endpointId, pauseMs: 0, limits })),
        LEASE_MS,
      );
      expect(answers.map(({ limits }) => limits.map(({ permits }) => permits))).toEqual([
        [18, 4],
        [18, 4],
      ]);
    });

    it('share the pauses that the target asked for', async () => {
      expect(await ask(one, { want: 1 }, { pauseMs: 5_000 })).toMatchObject({ pauseMs: 5_000 });
      await advance(1_000);
      expect(await ask(other, { want: 1 }, { pauseMs: 2_000 })).toMatchObject({ pauseMs: 4_000 });
      await advance(4_000);
      expect(await ask(one, { want: 1 })).toMatchObject({ pauseMs: 0 });
    });

    it('know the sends of all nodes in the window', async () => {
      await ask(one, { want: 30, used: 12 });
      await ask(other, { want: 30, used: 5 });
      expect((await one.rates.used()).get(endpointId)).toBe(17);
      await advance(LEASE_MS + LINGER_MS);
      expect((await one.rates.used()).size).toBe(0);
    });

    it('go on although one node freezes in the middle of an exchange', async () => {
      const thaw = Promise.withResolvers<void>();
      const frozen = freezing('rates-read', thaw.promise);
      const stuck = ask(frozen, { want: 5 }).catch((error: unknown) => error);
      await until('the freezing', async () => (await database.query(HOLDS_LOCK)).length > 0);
      expect(await ask(one, { want: 5 })).toMatchObject({ permits: 12 });
      thaw.resolve();
      expect(await stuck).toMatchObject({ code: 'store_unavailable' });
    });

    it('ignore a call that a later one has overtaken', async () => {
      await ask(one, { want: 10 });
      await database.query('update rate_grants set calls = 1000');
      await expect(ask(one, { want: 90 })).rejects.toMatchObject({ code: 'store_unavailable' });
      const [row] = await database.query('select permits from rate_grants');
      expect(row).toEqual({ permits: 20 });
    });
  });
});
