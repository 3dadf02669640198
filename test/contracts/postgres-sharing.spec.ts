import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import type { LeasedDelivery } from '../../src/modules/model/delivery.js';
import { GROUPED } from '../../src/modules/model/digest.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../src/modules/store/order-keys.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { NewDelivery } from '../../src/modules/store/event-store.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import type { Store } from '../../src/modules/store/store.js';
import { ANY_DELIVERY } from '../../src/modules/store/history-store.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { acceptanceFor, claimFrom, deliveredNow, identity, LEASE_MS } from '../support/postgres-work.js';
import { until } from '../support/until.js';

describe('nodes that share a PostgreSQL store', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let stores: Store[];
  let one: Store;
  let other: Store;
  let a: StoredEndpoint;
  let b: StoredEndpoint;

  beforeAll(async () => {
    server = await PostgresServer.start();
  }, 60_000);

  afterAll(() => server?.stop(), 60_000);

  beforeEach(async () => {
    database = await server.createDatabase();
    stores = [await openPostgresStore(database.url), await openPostgresStore(database.url)];
    [one, other] = stores as [Store, Store];
    [a, b] = (await one.endpoints.sync([identity('a'), identity('b')])) as [StoredEndpoint, StoredEndpoint];
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  const open = async (): Promise<Store> => {
    const store = await openPostgresStore(database.url);
    stores.push(store);
    return store;
  };

  it('claim every delivery, and none twice', async () => {
    const total = 3_000;
    const acceptances = Array.from({ length: total }, (_, at) => acceptanceFor(at % 2 === 0 ? a : b));
    await one.events.accept(acceptances, LEASE_MS);
    const nodes = [one, other, await open()];
    const taken = await Promise.all(
      nodes.map(async (store) => {
        const ids: string[] = [];
        for (;;) {
          const claimed = await claimFrom(store, [a, b], 40);
          const next = await store.queue.nextDueAt([a.id, b.id]);
          if (claimed.length === 0 && next === null) return ids;
          ids.push(...claimed.map(({ id }) => id));
        }
      }),
    );
    const ids = taken.flat();
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
  });

  it('open one digest of an endpoint, however many nodes begin one at the same moment, and lose no member', async () => {
    const nodes = [one, other, await open(), await open()];
    const accepted = Array.from({ length: 40 }, (_, at) => acceptanceFor(at % 2 === 0 ? a : b, 'token'));
    await one.events.accept(accepted, LEASE_MS);
    const join = ({ deliveries: [delivery] }: (typeof accepted)[number]) => {
      const { id: deliveryId, endpointId, webhookId } = delivery!;
      const opening = { carrierId: uuid(), eventId: uuid(), data: '{}', timestamp: '', inMs: 0 };
      const next = { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: GROUPED } as const;
      const joining = { endpointId, webhookId, errorClass: null, max: 1_000, opening };
      return { deliveryId, leaseToken: 'token', attempt: null, next, join: joining };
    };
    // Each call has deliveries of both endpoints, in either order.
    const calls = Array.from({ length: 10 }, (_, call) => {
      const some = accepted.slice(call * 4, call * 4 + 4).map(join);
      return nodes[call % 4]!.queue.settle(call % 2 === 0 ? some : some.toReversed());
    });
    // One of them is sent meanwhile: what joins later waits in another one.
    const sealed: string[] = [];
    const sending = until('the digests to be sent', async () => {
      const carriers = (await claimFrom(other, [a, b])).filter(
        ({ event }) => event.type === 'webhook.digest',
      );
      for (const { id: deliveryId, leaseToken } of carriers) {
        const digest = await other.digests.seal({ deliveryId, leaseToken });
        sealed.push(...digest!.members.map((member) => member.deliveryId));
        const end = { deliveryId, leaseToken, attempt: null, carries: true } as const;
        await one.queue.settle([{ ...end, next: { state: 'delivered' } }]);
      }
      return sealed.length === accepted.length;
    });
    expect((await Promise.all(calls)).flat()).toEqual(accepted.map(() => true));
    await sending;
    const ids = accepted.map(({ deliveries: [delivery] }) => delivery!.id);
    expect(sealed.toSorted()).toEqual(ids.toSorted());
    for (const id of ids) {
      const { summary } = (await one.history.delivery(id))!;
      expect(summary).toMatchObject({ state: 'delivered', reason: GROUPED });
    }
  });

  it('send deliveries of one order key one after another in the order of posting, on any node', async () => {
    const [keys, each] = [8, 20];
    const held = new Set<string>();
    const order = new Map<string, string[]>();
    const posted = new Map<string, string[]>();
    const take = async (store: Store, { id, leaseToken, orderKey }: LeasedDelivery): Promise<void> => {
      const key = orderKey!;
      expect([key, held.has(key)]).toEqual([key, false]);
      held.add(key);
      order.set(key, [...(order.get(key) ?? []), id]);
      await new Promise(setImmediate);
      held.delete(key);
      await store.queue.settle([{ ...deliveredNow({ id, leaseToken }), orderKey: key }]);
    };
    const post = async (key: string): Promise<void> => {
      for (let n = 0; n < each; n += 1) {
        const store = stores[n % 2]!;
        const asked = acceptanceFor(a, null, {}, key);
        posted.set(key, [...(posted.get(key) ?? []), asked.deliveries[0]!.id]);
        await store.events.accept([asked], LEASE_MS);
      }
    };
    const count = () => [...order.values()].reduce((sum, ids) => sum + ids.length, 0);
    const work = async (store: Store): Promise<void> => {
      while (count() < keys * each) {
        await Promise.all((await claimFrom(store, [a])).map((taken) => take(store, taken)));
      }
    };
    await Promise.all([...Array.from({ length: keys }, (_, n) => post(`k${n}`)), work(one), work(other)]);
    expect(order).toEqual(posted);
  });

  it('queue a redelivered delivery behind the open ones of its order key', async () => {
    const asked = Array.from({ length: 3 }, () => acceptanceFor(a, null, {}, 'k'));
    await one.events.accept(asked, LEASE_MS);
    const ids = asked.map(({ deliveries }) => deliveries[0]!.id);
    const order: string[] = [];
    for (let [next] = await claimFrom(other, [a]); next; [next] = await claimFrom(other, [a])) {
      order.push(next.id);
      await other.queue.settle([deliveredNow(next)]);
      if (order.length > 1) continue;
      await database.query(
        `update deliveries set state = 'pending', settled_at = null, next_attempt_at = gateway_now() where id = $1`,
        [next.id],
      );
    }
    expect(order).toEqual([...ids, ids[0]]);
  });

  describe('lock order keys before rows, so that they do not deadlock with settlements:', () => {
    let hand: pg.Client;
    beforeEach(async () => {
      hand = new pg.Client({ connectionString: database.url });
      await hand.connect();
    });
    afterEach(() => hand.end());

    const byFilter = async (): Promise<void> => {
      const operation = {
        id: uuid(),
        kind: 'cancel',
        filter: ANY_DELIVERY,
        endpointId: null,
        rate: null,
        total: 1,
        createdAt: Date.now(),
      } as const;
      await other.repair.start(operation);
      await other.repair.take('hold', LEASE_MS);
      await other.repair.advance({ id: operation.id, token: 'hold', leaseMs: LEASE_MS }, 10);
    };
    const WAITS_FOR_TURN = `select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;

    it.each([
      ['cancelling for a removed endpoint', () => other.queue.cancelPending(a.id, 'endpoint_removed')],
      ['those who cancel one', (id: string) => other.repair.cancel(id, 'by hand')],
      ['those who cancel many', byFilter],
    ])('%s', async (_, cancel) => {
      const [sent, next] = [acceptanceFor(a, 'token', {}, 'k'), acceptanceFor(a, null, {}, 'k')];
      await one.events.accept([sent, next], LEASE_MS);
      const id = next.deliveries[0]!.id;
      await hand.query('begin');
      await hand.query("select gateway_lock_turn($1, 'k')", [a.id]);
      const settled = one.queue.settle([{ ...deliveredNow(sent.deliveries[0]!), orderKey: 'k' }]);
      const waiting = async (count: number) => (await database.query(WAITS_FOR_TURN)).length === count;
      await until('the settling', () => waiting(1));
      const cancelled = cancel(id);
      await until('the cancelling', () => waiting(2));
      const free = await hand.query('select from deliveries where id = $1 for update skip locked', [id]);
      await hand.query('commit');
      await cancelled;
      expect(await settled).toEqual([true]);
      expect(free.rowCount).toBe(1);
      expect(await database.query('select state from deliveries order by order_seq')).toEqual([
        { state: 'delivered' },
        { state: 'cancelled' },
      ]);
    });
  });

  it('cannot settle a delivery that another node has taken over', async () => {
    const accepted = acceptanceFor(a, 'of one');
    await one.events.accept([accepted], 1);
    await until('the lease to run out', async () => (await other.queue.rescue()) > 0);
    const [again] = await claimFrom(other, [a]);
    expect(await one.queue.settle([deliveredNow(accepted.deliveries[0]!)])).toEqual([false]);
    expect(await one.queue.renew([{ deliveryId: again!.id, leaseToken: 'of one' }], LEASE_MS)).toEqual([
      again!.id,
    ]);
    expect(await other.queue.settle([deliveredNow(again!)])).toEqual([true]);
    expect(await one.events.tally(accepted.event.id)).toMatchObject({ delivered: 1 });
  });

  it('keep the leases of other nodes when they start', async () => {
    const accepted = acceptanceFor(a, 'of one');
    await one.events.accept([accepted], LEASE_MS);
    const third = await open();
    expect(await third.queue.rescue()).toBe(0);
    expect(await one.queue.settle([deliveredNow(accepted.deliveries[0]!)])).toEqual([true]);
  });

  it('accept an id once, however many of them get it at the same time', async () => {
    const calls = Array.from({ length: 60 }, () => ({
      ...acceptanceFor(a, null, { id: 'same' }),
      contentHash: 'h',
    }));
    const results = await Promise.all(
      calls.map(async (call, at) => (await stores[at % 2]!.events.accept([call], LEASE_MS))[0]!),
    );
    const winner = calls[results.findIndex(({ kind }) => kind === 'accepted')]!;
    expect(results.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    for (const result of results.filter(({ kind }) => kind !== 'accepted')) {
      expect(result).toMatchObject({ kind: 'duplicate', deliveries: [{ id: winner.deliveries[0]!.id }] });
    }
  });

  it('share the ids of endpoints although they start at the same time', async () => {
    const wanted = Array.from({ length: 20 }, (_, at) => identity(`e${at}`));
    const lists = await Promise.all([one.endpoints.sync(wanted), other.endpoints.sync(wanted.toReversed())]);
    const ids = (list: StoredEndpoint[]) => new Map(list.map(({ fingerprint, id }) => [fingerprint, id]));
    expect(ids(await one.endpoints.list()).size).toBe(22);
    expect(ids(lists[0])).toEqual(ids(lists[1]));
  });

  it('purge concurrently and leave no old row', async () => {
    const acceptances = Array.from({ length: 500 }, () => ({
      ...acceptanceFor(a, 'token'),
      deliveries: [a, b].map((endpoint) => acceptanceFor(endpoint, 'token').deliveries[0]!),
    }));
    await one.events.accept(acceptances, LEASE_MS);
    await one.queue.settle(acceptances.flatMap(({ deliveries }) => deliveries.map(deliveredNow)));
    const before = Date.now() + 60_000;
    await Promise.all([one.upkeep.purge(before, 10_000), other.upkeep.purge(before, 10_000)]);
    await one.upkeep.purge(before, 10_000);
    const [left] = await database.query(
      'select (select count(*) from events) as e, (select count(*) from deliveries) as d, (select count(*) from attempts) as a',
    );
    expect(left).toEqual({ e: '0', d: '0', a: '0' });
  });

  describe('wake one another', () => {
    /** Counts how often a store was woken since it began to listen. */
    const watching = async (store: Store): Promise<() => number> => {
      let woken = 0;
      store.queue.watch(() => (woken += 1));
      await until('listening', () => woken > 0);
      woken = 0;
      return () => woken;
    };

    it.each([
      ['deliveries were stored pending', () => one.events.accept([acceptanceFor(a)], LEASE_MS)],
      [
        'one was handed back',
        async () => {
          const accepted = acceptanceFor(a, 'token');
          const [{ id: deliveryId }] = accepted.deliveries as [NewDelivery];
          await one.events.accept([accepted], LEASE_MS);
          const next = { state: 'pending', dueAt: Date.now() } as const;
          await one.queue.settle([{ deliveryId, leaseToken: 'token', attempt: null, next }]);
        },
      ],
      [
        'some were rescued',
        async () => {
          await one.events.accept([acceptanceFor(a, 'token')], 0);
          expect(await one.queue.rescue()).toBe(1);
        },
      ],
    ])('when %s', async (_, work) => {
      const woken = await watching(other);
      const self = await watching(one);
      await work();
      await until('waking', () => woken() > 0);
      expect(self()).toBe(0);
    });

    it('except for deliveries that are leased already', async () => {
      const woken = await watching(other);
      await one.events.accept([acceptanceFor(a, 'token')], LEASE_MS);
      await one.events.accept([acceptanceFor(a)], LEASE_MS);
      await until('waking', () => woken() > 0);
      expect(woken()).toBe(1);
    });

    it('only a few times for many deliveries', async () => {
      const woken = await watching(other);
      for (let count = 0; count < 50; count += 1) await one.events.accept([acceptanceFor(a)], LEASE_MS);
      await until('waking', () => woken() > 0);
      expect(woken()).toBeLessThan(40);
    });

    it('no longer once the watch has ended', async () => {
      let woken = 0;
      const end = other.queue.watch(() => (woken += 1));
      const still = await watching(other);
      end();
      const before = woken;
      await one.events.accept([acceptanceFor(a)], LEASE_MS);
      await until('waking', () => still() > 0);
      expect(woken).toBe(before);
    });
  });

  describe('text', () => {
    it.each([
      ['emoji and other planes', '🎬 𝕏 ü'],
      ['lone surrogates', '\uD83D and \uDE00 alone'],
      ['NUL and other controls', 'a\0b\u0001\u001F\u007F'],
      ['what looks like SQL, an array or an escape', `'"; drop table events; -- {a,"b",NULL} \\x00 \\u0000`],
      ['a mebibyte', 'ü'.repeat(512 * 1024)],
      ['nothing', ''],
    ])('comes back as it was sent: %s', async (_, hostile) => {
      const data = JSON.stringify({ [hostile.slice(0, 100)]: hostile });
      const accepted = acceptanceFor(a, null, { data });
      await one.events.accept([accepted], LEASE_MS);
      const [claimed] = await claimFrom(other, [a]);
      expect(claimed!.event).toEqual(accepted.event);
    });

    it('is stored with a replacement character for NUL or a lone surrogate', async () => {
      const accepted = acceptanceFor(a, 'token');
      await one.events.accept([accepted], LEASE_MS);
      const settlement = deliveredNow(accepted.deliveries[0]!);
      const hostile = 'a\0b\uD83D';
      const attempt = {
        ...settlement.attempt!,
        durationMs: 1.5,
        errorCode: hostile,
        errorMessage: hostile,
        responseBody: hostile,
      };
      const next = { state: 'failed', reason: hostile } as const;
      expect(await one.queue.settle([{ ...settlement, attempt, next }])).toEqual([true]);
      const [row] = await database.query<{ response_body: string }>('select response_body from attempts');
      expect(row!.response_body).toBe('a\uFFFDb\uFFFD');
    });
  });

  it('fail only the call whose data is invalid', async () => {
    const broken = {
      ...acceptanceFor(a),
      deliveries: [{ id: 'no uuid', endpointId: a.id, webhookId: 'a', leaseToken: null }],
    };
    const sound = Array.from({ length: 10 }, () => acceptanceFor(a));
    const results = await Promise.allSettled(
      [...sound, broken].map((acceptance) => one.events.accept([acceptance], LEASE_MS)),
    );
    expect(results.map(({ status }) => status)).toEqual([...sound.map(() => 'fulfilled'), 'rejected']);
    expect(await claimFrom(one, [a])).toHaveLength(sound.length);
  });

  it('settle a batch although one of its deliveries was never stored', async () => {
    const accepted = acceptanceFor(a, 'token');
    await one.events.accept([accepted], LEASE_MS);
    const unknown = deliveredNow({ id: uuid(), leaseToken: 'token' });
    expect(await one.queue.settle([unknown, deliveredNow(accepted.deliveries[0]!)])).toEqual([false, true]);
  });
});
