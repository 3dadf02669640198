import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { NextState } from '../../src/modules/model/delivery.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { ANY_DELIVERY, type ChangeMark } from '../../src/modules/store/history-store.js';
import type { NewOperation, Operation, OperationHold } from '../../src/modules/store/repair-store.js';
import { attemptWith } from './history-model.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const FAILED: NextState = { state: 'failed', reason: 'HTTP_503' };

/** Facts that every driver promises of redelivering, retrying, cancelling and replaying. */
export function repairContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store, repair:`, () => {
    let harness: Harness;
    let a: StoredEndpoint;
    let b: StoredEndpoint;

    beforeEach(async () => {
      harness = await open();
      const identity = (name: string) => ({
        fingerprint: name,
        webhookId: name,
        adapter: 'generic',
        maskedUrl: '***',
      });
      [a, b] = (await harness.store.endpoints.sync([identity('a'), identity('b')])) as [
        StoredEndpoint,
        StoredEndpoint,
      ];
    });
    afterEach(() => harness.close());

    const repair = () => harness.store.repair;

    /** Stores `count` events with a delivery to `a`, settled as `next` says; returns the ids of the deliveries, oldest first. */
    const settled = async (count: number, next: NextState | null, type = 'job.failed'): Promise<string[]> => {
      const ids = Array.from({ length: count }, () => uuid({ msecs: harness.now() })).sort();
      const delivery = (id: string) => ({
        id,
        endpointId: a.id,
        webhookId: 'a',
        leaseToken: next ? 'token' : null,
      });
      await harness.store.events.accept(
        ids.map((id) => ({
          event: { id: `event-${id}`, type, data: '{}', timestamp: '', acceptedAt: harness.now() },
          contentHash: null,
          deliveries: [delivery(id)],
        })),
        LEASE_MS,
      );
      if (next === null) return ids;
      const attempt = attemptWith(harness.now(), { code: 'HTTP_503', message: 'Service Unavailable' });
      await harness.store.queue.settle(
        ids.map((deliveryId) => ({ deliveryId, leaseToken: 'token', attempt, next })),
      );
      return ids;
    };

    const claim = (leaseToken = uuid()) =>
      harness.store.queue.claim({
        rooms: new Map([a, b].map(({ id }) => [id, 10_000])),
        limit: 10_000,
        maxBytes: 1e9,
        leaseToken,
        leaseMs: LEASE_MS,
      });

    const start = (over: Partial<NewOperation> = {}): Promise<Operation> =>
      repair().start({
        id: uuid(),
        kind: 'redeliver',
        filter: { ...ANY_DELIVERY, states: ['failed'] },
        endpointId: null,
        rate: null,
        total: 3,
        createdAt: harness.now(),
        ...over,
      });

    const hold = async (): Promise<OperationHold> => {
      const token = uuid();
      const { id } = (await repair().take(token, LEASE_MS))!;
      return { id, token, leaseMs: LEASE_MS };
    };

    /** Advances until the operation is over. */
    const finish = async (held: OperationHold, limit: number): Promise<Operation> => {
      for (;;) {
        const operation = await repair().advance(held, limit);
        if (operation?.state !== 'running') return operation!;
      }
    };

    describe('one delivery', () => {
      it('becomes due again under its id, its attempts counting on and all retries available', async () => {
        const [id] = await settled(1, FAILED);
        await harness.advance(60_000);
        expect(await repair().redeliver(id!)).toBe(true);
        const [again] = await claim();
        expect(again).toMatchObject({ id, attempts: 1, retryBase: 1, createdAt: harness.now() });
        expect((await harness.store.history.delivery(id!))!.attempts).toHaveLength(1);
      });

      it('is not redelivered while it is open, or if it is not stored', async () => {
        const [id] = await settled(1, null);
        expect(await repair().redeliver(id!)).toBe(false);
        expect(await repair().redeliver(uuid())).toBeNull();
      });

      it('is cancelled only while it is pending', async () => {
        const [waiting] = await settled(1, null);
        const [over] = await settled(1, { state: 'delivered' });
        expect(await repair().cancel(waiting!, 'why')).toBe(true);
        expect(await repair().cancel(waiting!, 'why')).toBe(false);
        expect(await repair().cancel(over!, 'why')).toBe(false);
        expect(await repair().cancel(uuid(), 'why')).toBeNull();
        const record = await harness.store.history.delivery(waiting!);
        expect(record!.summary).toMatchObject({
          state: 'cancelled',
          reason: 'why',
          settledAt: harness.now(),
        });
        expect(await claim()).toEqual([]);
      });

      it('refuses settlements of leases from before it was redelivered', async () => {
        const [id] = await settled(1, FAILED);
        await repair().redeliver(id!);
        const late = { deliveryId: id!, leaseToken: 'token', attempt: null, next: FAILED };
        expect(await harness.store.queue.settle([late])).toEqual([false]);
      });
    });

    describe('an operation', () => {
      it('redelivers all matching deliveries in steps, each once', async () => {
        const ids = await settled(25, FAILED);
        await settled(5, { state: 'delivered' });
        const { id } = await start({ total: null });
        const done = await finish(await hold(), 4);
        expect(done).toMatchObject({ id, state: 'done', total: 25, processed: 25, succeeded: 25, failed: 0 });
        expect(done.finishedAt).toBe(harness.now());
        expect((await claim()).map((one) => one.id).sort()).toEqual(ids);
      });

      it('ignores deliveries made after its start, and redelivers none twice that fails again', async () => {
        const ids = await settled(6, FAILED);
        await start();
        const held = await hold();
        await repair().advance(held, 3);
        await harness.advance(1);
        await settled(4, FAILED);
        const again = await claim('again');
        await harness.store.queue.settle(
          again.map(({ id, leaseToken }) => ({ deliveryId: id, leaseToken, attempt: null, next: FAILED })),
        );
        expect(await finish(held, 3)).toMatchObject({ processed: 6, succeeded: 6 });
        expect((await claim()).map(({ id }) => id).sort()).toEqual(ids.slice(3));
      });

      it('cancels pending deliveries, and counts them by endpoint', async () => {
        await settled(7, null);
        await start({ kind: 'cancel', filter: { ...ANY_DELIVERY, states: ['pending'] } });
        const held = await hold();
        expect(await repair().advance(held, 3)).toMatchObject({ changed: new Map([['a', 3]]) });
        expect(await finish(held, 4)).toMatchObject({
          state: 'done',
          succeeded: 7,
          changed: new Map([['a', 4]]),
        });
        expect(await claim()).toEqual([]);
        const range = { stepMs: 60_000, from: 0, to: harness.now() + 1, endpointId: a.id } as const;
        const { endpoints } = await harness.store.history.statistics(range);
        expect(endpoints.get(a.id)).toMatchObject({ sums: { cancelled: 7 } });
      });

      it('continues at its position after its holder died, also after a restart', async () => {
        await settled(9, FAILED);
        await start();
        await repair().advance(await hold(), 4);
        expect(await repair().take(uuid(), LEASE_MS)).toBeNull();
        await harness.advance(LEASE_MS + 1);
        await harness.reopen();
        const held = await hold();
        expect(await repair().operation(held.id)).toMatchObject({ processed: 4, state: 'running' });
        expect(await finish(held, 4)).toMatchObject({ processed: 9, succeeded: 9 });
      });

      it('accepts steps of its latest holder only', async () => {
        await settled(4, FAILED);
        await start();
        const [first] = [await hold()];
        await harness.advance(LEASE_MS + 1);
        const second = await hold();
        expect(await repair().advance(first, 2)).toBeNull();
        await repair().release(first);
        expect(await repair().take(uuid(), LEASE_MS)).toBeNull();
        expect(await repair().advance(second, 2)).toMatchObject({ processed: 2 });
      });

      it('changes nothing once it is stopped', async () => {
        await settled(4, FAILED);
        const { id } = await start();
        const held = await hold();
        await repair().advance(held, 2);
        expect(await repair().stop(id)).toBe(true);
        expect(await repair().stop(id)).toBe(false);
        expect(await repair().stop(uuid())).toBeNull();
        expect(await repair().advance(held, 2)).toBeNull();
        expect(await repair().operation(id)).toMatchObject({ state: 'cancelled', processed: 2 });
        expect(await repair().running()).toBe(0);
      });

      it('is released for other nodes, or ended as failed', async () => {
        await start();
        const held = await hold();
        await repair().release(held);
        const other = await hold();
        expect(other.id).toBe(held.id);
        await repair().release(other, 'failed');
        expect(await repair().operation(held.id)).toMatchObject({
          state: 'failed',
          finishedAt: harness.now(),
        });
        expect(await repair().take(uuid(), LEASE_MS)).toBeNull();
      });

      it('is listed with the newest first', async () => {
        const ids = [await start(), await start(), await start()]
          .map(({ id }) => id)
          .sort()
          .reverse();
        const [first, ...others] = await repair().operations(10, null);
        expect([first, ...others].map((one) => one!.id)).toEqual(ids);
        expect((await repair().operations(1, ids[0]!)).map(({ id }) => id)).toEqual([ids[1]]);
        expect(await repair().running()).toBe(3);
      });

      it('keeps its filter, rate and total', async () => {
        const filter = {
          ...ANY_DELIVERY,
          states: ['failed'] as const,
          types: ['job.*'],
          jobId: 'j',
          from: 1,
          error: 'x',
        };
        const { id } = await start({ filter, rate: 5 });
        expect(await repair().operation(id)).toMatchObject({ kind: 'redeliver', filter, rate: 5, total: 3 });
        expect(await repair().operation(uuid())).toBeNull();
      });
    });

    describe('a replay', () => {
      const replaying = async (): Promise<OperationHold> => {
        await start({ kind: 'replay', endpointId: b.id });
        return hold();
      };
      const toB = (ids: readonly string[]) =>
        ids.map((id) => ({ id: uuid({ msecs: harness.now() }), eventId: `event-${id}`, webhookId: 'b' }));

      it('makes a delivery only where the endpoint has none of the event', async () => {
        const ids = await settled(3, { state: 'delivered' });
        await harness.advance(1_000);
        const held = await replaying();
        const deliveries = toB(ids);
        const reached = { at: 1, id: 'x' };
        expect(await repair().replay(held, deliveries, { reached })).toMatchObject({ succeeded: 3 });
        expect(await repair().replay(held, toB(ids), { reached: null })).toMatchObject({
          state: 'done',
          processed: 6,
          succeeded: 3,
          failed: 3,
        });
        const made = await claim();
        expect(made.map(({ id }) => id).sort()).toEqual(deliveries.map(({ id }) => id).sort());
        expect(made[0]).toMatchObject({ endpointId: b.id, webhookId: 'b', attempts: 0 });
        const { summary } = (await harness.store.history.delivery(made[0]!.id))!;
        expect(summary.operationId).toBe(held.id);
      });

      it('stores a delivery that fails without an attempt as failed', async () => {
        const ids = await settled(2, { state: 'delivered' });
        const held = await replaying();
        const [first, second] = toB(ids);
        const deliveries = [first!, { ...second!, failed: 'filter_too_costly' }];
        expect(await repair().replay(held, deliveries, { reached: null })).toMatchObject({ succeeded: 2 });
        expect((await claim()).map(({ id }) => id)).toEqual([first!.id]);
        const { summary } = (await harness.store.history.delivery(second!.id))!;
        expect(summary).toMatchObject({ state: 'failed', reason: 'filter_too_costly', operationId: held.id });
        const range = { stepMs: 60_000, from: 0, to: harness.now() + 1, endpointId: b.id } as const;
        const { endpoints } = await harness.store.history.statistics(range);
        expect(endpoints.get(b.id)).toMatchObject({ sums: { failed: 1 } });
      });

      it('makes no delivery of a deleted event, and keeps an event that had none before', async () => {
        const event = { id: 'event-bare', type: 'x', data: '{}', timestamp: '', acceptedAt: harness.now() };
        await harness.store.events.accept([{ event, contentHash: null, deliveries: [] }], LEASE_MS);
        const held = await replaying();
        expect(await repair().replay(held, toB(['bare', 'gone']), { reached: null })).toMatchObject({
          processed: 2,
          succeeded: 1,
        });
        await harness.advance(1_000);
        await harness.store.upkeep.purge(harness.now(), 100);
        expect(await harness.store.events.tally('event-bare')).toMatchObject({ total: 1, open: 1 });
      });
    });

    it('lists the changes since a mark, and no earlier ones', async () => {
      const changes = (since: ChangeMark | null) => harness.store.history.changes(since);
      await settled(2, FAILED);
      await harness.advance(10_000);
      const { mark, ...nothing } = await changes(null);
      expect(nothing).toEqual({ events: [], attempts: [], deliveries: [], more: false });
      const [failed] = await settled(1, FAILED);
      const [waiting] = await settled(1, null);
      await repair().cancel(waiting!, 'why');
      const news = await changes(mark);
      expect(news.events.map(({ id }) => id).sort()).toEqual([`event-${failed}`, `event-${waiting}`].sort());
      expect(news.attempts.at(-1)).toMatchObject({
        deliveryId: failed,
        number: 1,
        outcome: 'retry',
        status: 503,
      });
      const own = news.deliveries.filter(({ id }) => id === failed || id === waiting);
      expect(own.map(({ state }) => state).sort()).toEqual(['cancelled', 'failed']);
      await harness.advance(10_000);
      const later = await changes(news.mark);
      await harness.advance(10_000);
      expect(await changes(later.mark)).toMatchObject({ events: [], more: false });
    });

    it('pauses and resumes an endpoint', async () => {
      expect(await harness.store.endpoints.setPaused(a.id, 5)).toBe(true);
      const paused = async () => (await harness.store.endpoints.list()).map(({ pausedAt }) => pausedAt);
      expect(await paused()).toEqual([5, null]);
      await harness.store.endpoints.setPaused(a.id, null);
      expect(await paused()).toEqual([null, null]);
      expect(await harness.store.endpoints.setPaused(uuid(), 5)).toBe(false);
    });
  });
}
