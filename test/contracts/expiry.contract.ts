import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { Acceptance } from '../../src/modules/store/event-store.js';
import { acceptanceFor, claimFrom, deliveredNow, identity, LEASE_MS } from '../support/postgres-work.js';
import type { Harness } from './store.contract.js';

const TTL_MS = 60_000;

/** Facts that every driver promises of deliveries that have waited too long. */
export function expiryContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store, expiry:`, () => {
    let harness: Harness;
    let a: StoredEndpoint;
    let b: StoredEndpoint;

    beforeEach(async () => {
      harness = await open();
      const stored = await harness.store.endpoints.sync([identity('a'), identity('b')]);
      [a, b] = stored as [StoredEndpoint, StoredEndpoint];
    });
    afterEach(() => harness.close());

    const accept = async (
      endpoint: StoredEndpoint,
      leaseToken: string | null = null,
      orderKey: string | null = null,
    ): Promise<Acceptance & { id: string }> => {
      const event = { acceptedAt: harness.now() };
      const accepted = { ...acceptanceFor(endpoint, leaseToken, event, orderKey), jobId: 'j1' };
      await harness.store.events.accept([accepted], LEASE_MS);
      return { ...accepted, id: accepted.deliveries[0]!.id };
    };
    const expire = (ttls: readonly (readonly [StoredEndpoint, number])[] = [[a, TTL_MS]], limit = 100) =>
      harness.store.queue.expire(new Map(ttls.map(([{ id }, ttlMs]) => [id, harness.now() - ttlMs])), limit);
    const expiredIds = async (...given: Parameters<typeof expire>): Promise<string[]> =>
      (await expire(...given)).map(({ id }) => id);
    const summary = async (id: string) => (await harness.store.history.delivery(id))!.summary;

    it('fails a delivery as expired, and not a millisecond too early', async () => {
      const { id, event } = await accept(a);
      await harness.advance(TTL_MS);
      expect(await expire()).toEqual([]);
      await harness.advance(1);
      expect(await expire()).toEqual([
        {
          id,
          event: { id: event.id, type: event.type, jobId: 'j1' },
          endpointId: a.id,
          webhookId: a.webhookId,
          attempts: 0,
          createdAt: event.acceptedAt,
          orderKey: null,
        },
      ]);
      expect(await summary(id)).toMatchObject({
        state: 'failed',
        reason: 'expired',
        settledAt: harness.now(),
        nextAttemptAt: null,
      });
      expect([await expire(), await claimFrom(harness.store, [a])]).toEqual([[], []]);
    });

    it('expires deliveries that are not due yet, but none that are being sent or completed', async () => {
      const [tried, sending, over] = [await accept(a, 't1'), await accept(a, 't2'), await accept(a, 't3')];
      const later = { state: 'pending', dueAt: harness.now() + 1e9 } as const;
      await harness.store.queue.settle([
        { ...deliveredNow(tried.deliveries[0]!), next: later },
        deliveredNow(over.deliveries[0]!),
      ]);
      await harness.advance(TTL_MS + 1);
      expect(await expire()).toMatchObject([{ id: tried.id, attempts: 1 }]);
      expect([(await summary(sending.id)).state, (await summary(over.id)).state]).toEqual([
        'sending',
        'delivered',
      ]);
    });

    it('applies the TTL of each endpoint, and expires nothing without one', async () => {
      const [first, second] = [await accept(a), await accept(b)];
      await harness.advance(2_000);
      expect(await expiredIds([[b, 1_000]])).toEqual([second.id]);
      await harness.advance(365 * 24 * 3_600_000);
      expect(await expiredIds([[b, 1_000]])).toEqual([]);
      expect((await summary(first.id)).state).toBe('pending');
    });

    it('expires the oldest first, at most as many as the limit', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) {
        ids.push((await accept(a)).id);
        await harness.advance(1);
      }
      await harness.advance(TTL_MS);
      const both = [
        [a, TTL_MS],
        [b, TTL_MS],
      ] as const;
      const batches = [await expiredIds(both, 2), await expiredIds(both, 2), await expiredIds(both, 2)];
      expect(batches).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    });

    it('counts the age of a redelivered delivery anew', async () => {
      const { id } = await accept(a);
      await harness.advance(TTL_MS + 1);
      await expire();
      expect(await harness.store.repair.redeliver(id)).toBe(true);
      expect(await expire()).toEqual([]);
      await harness.advance(TTL_MS + 1);
      expect(await expiredIds()).toEqual([id]);
    });

    it('makes the successor of an expired delivery due', async () => {
      const first = await accept(a, null, 'key');
      const second = await accept(a, null, 'key');
      await harness.advance(TTL_MS);
      const third = await accept(a, null, 'key');
      await harness.advance(1);
      expect(new Set(await expiredIds())).toEqual(new Set([first.id, second.id]));
      expect((await claimFrom(harness.store, [a])).map(({ id }) => id)).toEqual([third.id]);
    });

    it('expires a blocked delivery while its predecessor is being sent', async () => {
      const first = await accept(a, randomUUID(), 'key');
      const second = await accept(a, null, 'key');
      await harness.advance(TTL_MS + 1);
      expect(await expiredIds()).toEqual([second.id]);
      expect(await harness.store.queue.settle([deliveredNow(first.deliveries[0]!)])).toEqual([true]);
      expect(await claimFrom(harness.store, [a])).toEqual([]);
    });

    it('counts expired deliveries as failures in the statistics', async () => {
      await accept(a);
      await accept(a);
      await harness.advance(TTL_MS + 1);
      await expire();
      const range = { from: 0, to: harness.now() + 1, endpointId: a.id };
      const { endpoints } = await harness.store.history.statistics({ ...range, stepMs: 3_600_000 });
      expect(endpoints.get(a.id)).toMatchObject({
        sums: { failed: 2, delivered: 0, retried: 0, cancelled: 0 },
      });
    });
  });
}
