import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import {
  EXPIRY_SCAN,
  type ExpiredClaim,
  type ExpiryRequest,
} from '../../src/modules/store/delivery-queue.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { acceptanceFor, claimFrom, identity, LEASE_MS } from '../support/postgres-work.js';
import type { Harness } from './store.contract.js';

const TTL_MS = 60_000;

/** What every driver promises of giving up what has become too old. */
export function expiryContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store, of what becomes too old`, () => {
    let harness: Harness;
    let a: StoredEndpoint;
    let b: StoredEndpoint;

    beforeEach(async () => {
      harness = await open();
      const endpoints = await harness.store.endpoints.sync([identity('a'), identity('b')]);
      const named = (webhookId: string) => endpoints.find((one) => one.webhookId === webhookId)!;
      [a, b] = [named('a'), named('b')];
    });
    afterEach(() => harness.close());

    const accept = async (
      endpoint: StoredEndpoint,
      count: number,
      data = '{}',
      orderKey: string | null = null,
    ) => {
      const acceptedAt = harness.now();
      const made = Array.from({ length: count }, () =>
        acceptanceFor(endpoint, null, { id: uuid(), data, acceptedAt }, orderKey),
      );
      await harness.store.events.accept(made, LEASE_MS);
      return made.map(({ deliveries }) => deliveries[0]!.id);
    };
    const claimExpired = (over: Partial<ExpiryRequest> = {}): Promise<ExpiredClaim> =>
      harness.store.queue.claimExpired({
        ttls: new Map([[a.id, TTL_MS]]),
        after: null,
        limit: 100,
        maxBytes: 1e9,
        leaseToken: randomUUID(),
        leaseMs: LEASE_MS,
        ...over,
      });
    /** The whole walk: everything it finds, and how many claims it takes. */
    const walk = async (over: Partial<ExpiryRequest> = {}): Promise<{ ids: string[]; claims: number }> => {
      const ids: string[] = [];
      let claims = 0;
      for (let after: ExpiryRequest['after'] = null; ; claims++) {
        const { deliveries, next } = await claimExpired({ ...over, after });
        ids.push(...deliveries.map(({ id }) => id));
        if (next === null) return { ids, claims: claims + 1 };
        after = next;
      }
    };

    it('takes what is older than the limit of its endpoint, and nothing younger', async () => {
      const old = await accept(a, 3);
      await accept(b, 2);
      await harness.advance(TTL_MS);
      expect((await walk()).ids).toEqual([]);
      await harness.advance(1);
      await accept(a, 2);
      expect((await walk()).ids.sort()).toEqual(old.sort());
      // Under a lease now: nobody sends them, and nobody takes them again.
      expect((await walk()).ids).toEqual([]);
      expect(await claimFrom(harness.store, [a, b])).toHaveLength(4);
    });

    it('takes what is not due as well, and settles it like any other', async () => {
      const [id] = await accept(a, 1);
      const [held] = await claimFrom(harness.store, [a]);
      const next = { state: 'pending', dueAt: harness.now() + 10 * TTL_MS, inMs: 10 * TTL_MS } as const;
      await harness.store.queue.settle([
        { deliveryId: id!, leaseToken: held!.leaseToken, attempt: null, next },
      ]);
      await harness.advance(TTL_MS + 1);
      const { deliveries } = await claimExpired();
      expect(deliveries).toMatchObject([{ id, endpointId: a.id, webhookId: 'a', event: { data: '{}' } }]);
      const settled = deliveries.map(({ id: deliveryId, leaseToken }) => ({
        deliveryId,
        leaseToken,
        attempt: null,
        next: { state: 'failed', reason: 'expired' } as const,
      }));
      expect(await harness.store.queue.settle(settled)).toEqual([true]);
      expect(await harness.store.history.deliveriesById([id!])).toMatchObject([
        { state: 'failed', reason: 'expired', attempts: 0 },
      ]);
    });

    it('counts the age from the last redelivery', async () => {
      const [id] = await accept(a, 1);
      const [held] = await claimFrom(harness.store, [a]);
      const next = { state: 'failed', reason: 'HTTP_500' } as const;
      await harness.store.queue.settle([
        { deliveryId: id!, leaseToken: held!.leaseToken, attempt: null, next },
      ]);
      await harness.advance(TTL_MS + 1);
      await harness.store.repair.redeliver(id!);
      expect((await walk()).ids).toEqual([]);
      await harness.advance(TTL_MS + 1);
      expect((await walk()).ids).toEqual([id]);
    });

    it('lets the next of a key go on when the first is given up', async () => {
      const [first] = await accept(a, 1, '{}', 'j1');
      await harness.advance(TTL_MS);
      const [second] = await accept(a, 1, '{}', 'j1');
      await harness.advance(1);
      const { deliveries } = await claimExpired();
      expect(deliveries.map(({ id }) => id)).toEqual([first]);
      const { leaseToken } = deliveries[0]!;
      const next = { state: 'failed', reason: 'expired' } as const;
      await harness.store.queue.settle([
        { deliveryId: first!, leaseToken, orderKey: 'j1', attempt: null, next },
      ]);
      expect((await claimFrom(harness.store, [a])).map(({ id }) => id)).toEqual([second]);
    });

    it('walks past any number of others, and takes no more at a time than it is told', async () => {
      await accept(b, EXPIRY_SCAN + 7);
      const old = await accept(a, 25);
      await harness.advance(TTL_MS + 1);
      const { ids, claims } = await walk({ limit: 10 });
      expect(ids.sort()).toEqual(old.sort());
      expect(claims).toBeGreaterThanOrEqual(3);
      expect(claims).toBeLessThanOrEqual(6);
    });

    it('keeps to the bytes it is told, but for one', async () => {
      await accept(a, 5, JSON.stringify({ text: 'x'.repeat(1_000) }));
      await harness.advance(TTL_MS + 1);
      expect((await claimExpired({ maxBytes: 2_500 })).deliveries).toHaveLength(2);
      expect((await claimExpired({ maxBytes: 10 })).deliveries).toHaveLength(1);
    });
  });
}
