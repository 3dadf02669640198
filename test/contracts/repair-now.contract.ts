import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { NextState } from '../../src/modules/model/delivery.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { NewOperation } from '../../src/modules/store/repair-store.js';
import { ANY_DELIVERY } from '../../src/modules/store/history-store.js';
import { attemptWith } from './history-model.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const HOUR_MS = 3_600_000;
const FAILED: NextState = { state: 'failed', reason: 'HTTP_503' };
const QUIET: NextState = { state: 'pending', dueAt: 0, inMs: HOUR_MS, reason: 'quiet_hours' };
const DELIVERED: NextState = { state: 'delivered' };

/** Facts that every driver promises of trying waiting deliveries now, of what became of them, and of what is owed. */
export function repairNowContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store, retry now:`, () => {
    let harness: Harness;
    let a: StoredEndpoint;
    let b: StoredEndpoint;

    beforeEach(async () => {
      harness = await open();
      const identity = (one: string) => ({
        fingerprint: one,
        webhookId: one,
        adapter: 'generic',
        maskedUrl: '***',
      });
      const rows = await harness.store.endpoints.sync([identity('a'), identity('b')]);
      [a, b] = ['a', 'b'].map((one) => rows.find(({ webhookId }) => webhookId === one)!) as [
        StoredEndpoint,
        StoredEndpoint,
      ];
    });
    afterEach(() => harness.close());

    const repair = () => harness.store.repair;
    const statistics = async () => {
      const query = { stepMs: 60_000, from: 0, to: harness.now() + HOUR_MS, endpointId: a.id } as const;
      return harness.store.history.statistics(query);
    };

    /** New deliveries to an endpoint, the oldest first; with a key one after the other. */
    const accept = async (
      count: number,
      { to = a, orderKey = null }: { to?: StoredEndpoint; orderKey?: string | null } = {},
    ): Promise<string[]> => {
      const ids = Array.from({ length: count }, () => uuid({ msecs: harness.now() })).sort();
      const event = (id: string) => ({
        id: `e-${id}`,
        type: 'job.failed',
        data: '{}',
        timestamp: '',
        acceptedAt: harness.now(),
      });
      await harness.store.events.accept(
        ids.map((id) => ({
          event: event(id),
          contentHash: null,
          deliveries: [{ id, endpointId: to.id, webhookId: to.webhookId, leaseToken: null, orderKey }],
        })),
        LEASE_MS,
      );
      return ids;
    };

    const claim = async (limit = 1_000): Promise<string[]> => {
      const rooms = new Map([a, b].map(({ id }) => [id, limit]));
      const request = { rooms, limit, maxBytes: 1e9, leaseToken: 'token', leaseMs: LEASE_MS };
      return (await harness.store.queue.claim(request)).map(({ id }) => id);
    };

    const settle = async (ids: readonly string[], next: NextState): Promise<void> => {
      const error = next.state === 'delivered' ? null : { code: 'HTTP_503', message: 'Unavailable' };
      const attempt = attemptWith(harness.now(), error);
      const settled = await harness.store.queue.settle(
        ids.map((deliveryId) => ({ deliveryId, leaseToken: 'token', attempt, next })),
      );
      expect(settled).toEqual(ids.map(() => true));
    };

    /** Deliveries that were tried once and wait an hour for their retry; with `readyInMs` because of a pause. */
    const waitAnHour = async (count: number, to = a, readyInMs?: number): Promise<string[]> => {
      const ids = await accept(count, { to });
      await claim(2_000);
      const next = { state: 'pending', dueAt: harness.now() + HOUR_MS, inMs: HOUR_MS } as const;
      await settle(ids, { ...next, ...(readyInMs !== undefined && { readyInMs }) });
      return ids;
    };

    /** Deliveries that a pause of `forMs` ms has kept from their first attempt. */
    const handBack = async (count: number, forMs: number): Promise<string[]> => {
      const ids = await accept(count);
      await claim();
      const next = { state: 'pending', dueAt: harness.now() + forMs, inMs: forMs, readyInMs: 0 } as const;
      await harness.store.queue.settle(
        ids.map((deliveryId) => ({ deliveryId, leaseToken: 'token', attempt: null, next })),
      );
      return ids;
    };

    /** Claims, one by one, in the order in which they are handed out. */
    const inTurn = async (): Promise<string[]> => {
      const taken: string[] = [];
      for (let [id] = await claim(1); id !== undefined; [id] = await claim(1)) taken.push(id);
      return taken;
    };

    const run = async (over: Partial<NewOperation>): Promise<string> => {
      const operation = await repair().start({
        id: uuid(),
        kind: 'retry',
        filter: { ...ANY_DELIVERY, states: ['pending'] },
        endpointId: null,
        rate: null,
        total: null,
        createdAt: harness.now(),
        ...over,
      });
      const hold = { id: operation.id, token: uuid(), leaseMs: LEASE_MS };
      await repair().take(hold.token, LEASE_MS);
      while ((await repair().advance(hold, 2))?.state === 'running');
      return operation.id;
    };

    describe('one pending delivery', () => {
      it('becomes due now and first among the retries, its attempts unchanged', async () => {
        const [first, second, third] = await waitAnHour(3);
        expect(await claim()).toEqual([]);
        expect(await repair().retryNow(first!)).toEqual({ kind: 'due' });
        expect(await repair().retryNow(third!)).toEqual({ kind: 'due' });
        const { summary, retryBase } = (await harness.store.history.delivery(third!))!;
        expect([summary.attempts, retryBase]).toEqual([1, 0]);
        expect(await inTurn()).toEqual([third, first]);
        await harness.advance(HOUR_MS);
        expect(await claim()).toContain(second);
      });

      it('keeps an earlier due time, also when it is retried twice', async () => {
        const [id] = await waitAnHour(1);
        await repair().retryNow(id!);
        const due = (await harness.store.history.delivery(id!))!.summary.nextAttemptAt!;
        await harness.advance(5_000);
        await repair().retryNow(id!);
        const after = (await harness.store.history.delivery(id!))!.summary.nextAttemptAt;
        expect([after, due <= harness.now()]).toEqual([due, true]);
      });

      it('is not retried, with the reason, where it is not pending or waits for its predecessor', async () => {
        const [first, second] = await accept(2, { orderKey: 'job' });
        expect(await repair().retryNow(second!)).toEqual({ kind: 'ordered', behind: first });
        await claim();
        expect(await repair().retryNow(first!)).toEqual({ kind: 'sending' });
        await settle([first!], DELIVERED);
        expect(await repair().retryNow(first!)).toEqual({ kind: 'settled' });
        expect(await repair().retryNow(uuid())).toEqual({ kind: 'unknown' });
        expect(await claim()).toEqual([second]);
      });

      it('becomes due for a probe if it is the first of its endpoint', async () => {
        const [id] = await waitAnHour(2);
        expect(await repair().retryFirst(b.id)).toBeNull();
        expect(await repair().retryFirst(a.id)).toBe(id);
        expect(await claim()).toEqual([id]);
      });

      it('becomes due when its pause ends early, at the earliest at the end of its backoff', async () => {
        const tried = await waitAnHour(2, a, 10_000);
        const untried = await handBack(1, HOUR_MS);
        const others = await waitAnHour(1, b, 0);
        await repair().hasten(a.id, 0);
        expect(await claim()).toEqual(untried);
        await harness.advance(10_000);
        expect((await claim()).sort()).toEqual(tried);
        await repair().hasten(b.id, 0);
        expect(await claim()).toEqual(others);
      });

      it('is due no sooner than the next pause ends, and never later than before', async () => {
        const ids = await waitAnHour(1, a, 0);
        await repair().hasten(a.id, 2 * HOUR_MS);
        await repair().hasten(a.id, 60_000);
        expect(await claim()).toEqual([]);
        await harness.advance(60_000);
        expect(await claim()).toEqual(ids);
      });

      it('keeps its backoff, however many other deliveries of the endpoint a pause delays', async () => {
        const ordinary = await waitAnHour(1);
        const held = await waitAnHour(1_100, a, 0);
        await repair().hasten(a.id, 0);
        expect((await claim(2_000)).sort()).toEqual(held);
        await settle(held, { state: 'pending', dueAt: harness.now() + HOUR_MS, inMs: HOUR_MS });
        await repair().hasten(a.id, 0);
        expect(await claim()).toEqual([]);
        await harness.advance(HOUR_MS);
        expect(await claim(2_000)).toEqual(expect.arrayContaining([...ordinary, ...held]));
      });

      it('is due at once when the quiet hours that hold it are released, and no other is', async () => {
        const [held, ofOther] = [await accept(1), await accept(1, { to: b })];
        await claim();
        await settle([...held, ...ofOther], QUIET);
        await waitAnHour(1);
        await repair().releaseQuiet(a.id);
        expect(await claim()).toEqual(held);
      });

      it('is no sign of a pause while quiet hours hold it, although no attempt has counted', async () => {
        const [deliveryId] = await accept(1);
        await claim();
        const attempt = attemptWith(harness.now(), null);
        const held = { deliveryId: deliveryId!, leaseToken: 'token', attempt, spared: true, next: QUIET };
        expect(await harness.store.queue.settle([held])).toEqual([true]);
        expect(await harness.store.queue.slowed([a.id])).toEqual([]);
      });

      it('is marked as asked for when an operator retries or redelivers it, until it was sent', async () => {
        const isAskedFor = async (): Promise<(true | undefined)[]> => {
          const request = { rooms: new Map([[a.id, 9]]), limit: 9, maxBytes: 1e9, leaseMs: LEASE_MS };
          const claimed = await harness.store.queue.claim({ ...request, leaseToken: 'token' });
          await settle(
            claimed.map(({ id }) => id),
            DELIVERED,
          );
          return claimed.map((delivery) => delivery.isAskedFor);
        };
        const [id] = await waitAnHour(1);
        await repair().retryNow(id!);
        expect((await harness.store.history.delivery(id!))!.summary.reason).toBeNull();
        expect(await isAskedFor()).toEqual([true]);
        await repair().redeliver(id!);
        expect(await isAskedFor()).toEqual([true]);
        await accept(1);
        expect(await isAskedFor()).toEqual([undefined]);
      });

      it('is listed by its endpoint while a pause delays it', async () => {
        await waitAnHour(1);
        expect(await harness.store.queue.held()).toEqual([]);
        const ids = await waitAnHour(1, b, 0);
        expect(await harness.store.queue.held()).toEqual([b.id]);
        await repair().hasten(b.id, 0);
        await claim();
        await settle(ids, DELIVERED);
        expect(await harness.store.queue.held()).toEqual([]);
      });
    });

    describe('an operation', () => {
      it('makes all matching pending deliveries due, except those blocked by their predecessor', async () => {
        const ids = await waitAnHour(5);
        const others = await waitAnHour(1, b);
        const [, ordered] = await accept(2, { orderKey: 'job' });
        const operation = await run({
          filter: { ...ANY_DELIVERY, states: ['pending'], endpointIds: [a.id] },
        });
        const done = (await repair().operation(operation))!;
        // The first of the job was due already; the second waits for it.
        expect(done).toMatchObject({ state: 'done', processed: 7, succeeded: 6, failed: 1 });
        const claimed = await claim();
        expect(claimed).toEqual(expect.arrayContaining(ids));
        expect(claimed).not.toEqual(expect.arrayContaining(others));
        expect(claimed).not.toContain(ordered);
      });

      it('counts the outcomes of its deliveries by endpoint until a later operation changes them', async () => {
        const ids = await accept(4);
        await claim();
        await settle(ids, FAILED);
        const failed = { kind: 'redeliver', filter: { ...ANY_DELIVERY, states: ['failed'] } } as const;
        const first = await run(failed);
        await claim(3);
        await settle([ids[0]!, ids[1]!], DELIVERED);
        await settle([ids[2]!], FAILED);
        const outcome = async (id: string) => {
          const rows = await repair().outcomes([id]);
          return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
        };
        expect(await outcome(first)).toEqual({ delivered: 2, failed: 1, pending: 1 });
        expect(await repair().outcomes([first])).toContainEqual({
          operationId: first,
          endpointId: a.id,
          state: 'delivered',
          count: 2,
        });
        await harness.advance(1_000);
        const second = await run(failed);
        expect(await outcome(first)).toEqual({ delivered: 2, pending: 1 });
        expect(await outcome(second)).toEqual({ pending: 1 });
      });

      it('counts matches by endpoint before it starts', async () => {
        await waitAnHour(3);
        await waitAnHour(2, b);
        const { count, byEndpoint } = await harness.store.history.count(
          { ...ANY_DELIVERY, states: ['pending'] },
          null,
        );
        expect([count, new Map(byEndpoint)]).toEqual([
          5,
          new Map([
            [a.id, 3],
            [b.id, 2],
          ]),
        ]);
      });
    });

    describe('repaired failures', () => {
      const sums = async () => (await statistics()).endpoints.get(a.id)!.sums;

      it('are counted in the time step of the failure', async () => {
        const ids = await accept(2);
        await claim();
        await settle(ids, FAILED);
        const failedIn = harness.now() - (harness.now() % 60_000);
        await harness.advance(10 * 60_000);
        await repair().redeliver(ids[0]!);
        expect(await sums()).toMatchObject({ failed: 2, repaired: 0 });
        await claim();
        await settle([ids[0]!], DELIVERED);
        expect((await statistics()).steps.get(failedIn)).toMatchObject({ failed: 2, repaired: 1 });
        expect(await sums()).toMatchObject({ failed: 2, repaired: 1, delivered: 1 });
      });

      it('count as one failure however often they fail again', async () => {
        const [id] = await accept(1);
        await claim();
        await settle([id!], FAILED);
        for (const next of [FAILED, FAILED, DELIVERED]) {
          await harness.advance(10 * 60_000);
          await repair().redeliver(id!);
          await claim();
          await settle([id!], next);
        }
        expect(await sums()).toMatchObject({ failed: 1, repaired: 1, delivered: 1 });
      });

      it('count as one failure where the redelivered one expired', async () => {
        const [id] = await accept(1);
        await claim();
        await settle([id!], FAILED);
        await harness.advance(60_000);
        await repair().redeliver(id!);
        await harness.advance(60_000);
        await harness.store.queue.expire(new Map([[a.id, harness.now()]]), 10);
        expect(await sums()).toMatchObject({ failed: 1, repaired: 0 });
      });
    });

    describe('the queue of an endpoint', () => {
      it('contains the oldest pending delivery and the count of failed ones', async () => {
        const before = harness.now();
        await waitAnHour(3);
        await harness.advance(1_000);
        const failed = await accept(2);
        await claim();
        await settle(failed, FAILED);
        const queues = await harness.store.upkeep.outstanding();
        expect(queues.find(({ endpointId }) => endpointId === a.id)).toEqual({
          endpointId: a.id,
          queued: 3,
          oldestAt: before,
          failed: 2,
        });
        const other = queues.find(({ endpointId }) => endpointId === b.id);
        expect(other ?? { queued: 0, oldestAt: null, failed: 0 }).toMatchObject({ queued: 0, failed: 0 });
      });
    });

    describe('events that no endpoint received', () => {
      const bare = (id: string, type: string) => ({
        event: { id, type, data: '{}', timestamp: '', acceptedAt: harness.now() },
        contentHash: null,
        deliveries: [],
      });
      const list = async (unrouted: boolean) => {
        const filter = { types: null, jobId: null, from: null, to: null, unrouted };
        const { rows } = await harness.store.history.events(filter, { limit: 10, after: null });
        return rows.map(({ id }) => id);
      };

      it('are listed and counted without events of the gateway itself', async () => {
        const from = harness.now();
        await accept(1);
        await harness.store.events.accept(
          [bare('lost', 'job.finished'), bare('own', 'webhook.endpoint_failing'), bare('act', 'action.done')],
          LEASE_MS,
        );
        expect(await list(true)).toEqual(['lost']);
        expect((await list(false)).map((id) => id.slice(0, 2))).toEqual(['e-']);
        expect(await harness.store.history.unrouted(from, harness.now() + 1)).toBe(1);
        expect(await harness.store.history.unrouted(0, from)).toBe(0);
      });
    });
  });
}
