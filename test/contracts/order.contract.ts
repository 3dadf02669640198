import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import type { LeasedDelivery, NextState } from '../../src/modules/model/delivery.js';
import type { Acceptance } from '../../src/modules/store/event-store.js';
import { OrderModel, type ModelStep } from './order.model.js';
import { ANY_DELIVERY, type Position } from '../../src/modules/store/history-store.js';
import type {
  NewOperation,
  Operation,
  OperationHold,
  RepairStore,
} from '../../src/modules/store/repair-store.js';

import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const LATER_MS = 60_000;
const DELIVERED = { state: 'delivered' } as const;
const FAILED = { state: 'failed', reason: 'HTTP_500' } as const;

/** Facts that every driver promises of deliveries with an order key: one after the other, as they were accepted. */
export function orderContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store, order keys:`, () => {
    let harness: Harness;
    let endpoints: readonly string[];

    beforeEach(async () => {
      harness = await open();
      const stored = await harness.store.endpoints.sync(['a', 'b'].map(identity));
      endpoints = stored.map(({ id }) => id);
    });
    afterEach(() => harness.close());

    const queue = () => harness.store.queue;
    const acceptance = (
      orderKey: string | null,
      leaseToken: string | null = null,
      endpoint = 0,
    ): Acceptance => {
      const endpointId = endpoints[endpoint]!;
      return {
        event: { id: uuid(), type: 'job.x', data: '{}', timestamp: '', acceptedAt: harness.now() },
        contentHash: null,
        deliveries: [{ id: uuid(), endpointId, webhookId: 'webhook_1', leaseToken, orderKey }],
      };
    };
    /** Accepts one event after the other, or all in one call. */
    const accept = async (...acceptances: Acceptance[]): Promise<string[]> => {
      await harness.store.events.accept(acceptances, LEASE_MS);
      return acceptances.map(({ deliveries }) => deliveries[0]!.id);
    };
    const claim = (limit = 1_000): Promise<LeasedDelivery[]> =>
      queue().claim({
        rooms: new Map(endpoints.map((id) => [id, 1_000])),
        limit,
        maxBytes: 1e9,
        leaseToken: randomUUID(),
        leaseMs: LEASE_MS,
      });
    const claimedIds = async (): Promise<string[]> => (await claim()).map(({ id }) => id);
    const settle = (held: Pick<LeasedDelivery, 'id' | 'leaseToken' | 'orderKey'>, next: NextState) => {
      const { id: deliveryId, leaseToken, orderKey = null } = held;
      return queue().settle([{ deliveryId, leaseToken, orderKey, attempt: null, next }]);
    };

    it('sends the first delivery and blocks the others until it is settled, whatever its outcome', async () => {
      const ids = await accept(...times(4, () => acceptance('j1')));
      const ends: NextState[] = [DELIVERED, FAILED, { state: 'cancelled', reason: 'by hand' }, DELIVERED];
      for (const [at, end] of ends.entries()) {
        const [only, ...others] = await claim();
        expect([only?.id, others]).toEqual([ids[at], []]);
        expect(only).toMatchObject({ orderKey: 'j1' });
        await settle(only!, end);
      }
      expect(await claim()).toEqual([]);
    });

    it('leases a new delivery at once only if its key has no open one', async () => {
      const [first, second, other] = [acceptance('j1', 't'), acceptance('j1', 't'), acceptance('j2', 't')];
      const waiting = [second.deliveries[0]!.id];
      expect(await harness.store.events.accept([first, second, other], LEASE_MS)).toEqual([
        { kind: 'accepted' },
        { kind: 'accepted', waiting },
        { kind: 'accepted' },
      ]);
      expect(await settle({ ...second.deliveries[0]!, leaseToken: 't' }, DELIVERED)).toEqual([false]);
      await settle({ ...first.deliveries[0]!, leaseToken: 't' }, DELIVERED);
      expect(await claimedIds()).toEqual(waiting);
    });

    it('blocks the others while the first one waits for its retry', async () => {
      const [first, second] = await accept(acceptance('j1'), acceptance('j1'));
      const [held] = await claim();
      await settle(held!, { state: 'pending', dueAt: harness.now() + LATER_MS });
      expect(await claim()).toEqual([]);
      expect(await queue().nextDueAt(endpoints)).toBe(harness.now() + LATER_MS);
      await harness.advance(LATER_MS);
      const [again] = await claim();
      expect(again!.id).toBe(first);
      await settle(again!, FAILED);
      expect(await claimedIds()).toEqual([second]);
    });

    it('shows no due time for a blocked delivery', async () => {
      await accept(acceptance('j1', 't'), acceptance('j1'));
      expect(await queue().nextDueAt(endpoints)).toBeNull();
    });

    it('does not block other keys, other endpoints or deliveries without a key', async () => {
      const [first] = await accept(acceptance('j1'));
      const beside = await accept(
        acceptance('j2'),
        acceptance('j1', null, 1),
        acceptance(null),
        acceptance(null),
      );
      await accept(acceptance('j1'));
      expect(new Set(await claimedIds())).toEqual(new Set([first, ...beside]));
    });

    it('continues with the same delivery after its lease expired', async () => {
      const [first, second] = await accept(acceptance('j1', 't'), acceptance('j1'));
      await harness.advance(LEASE_MS + 1);
      expect(await queue().rescue()).toBe(1);
      const [held] = await claim();
      expect(held!.id).toBe(first);
      await settle(held!, DELIVERED);
      expect(await claimedIds()).toEqual([second]);
    });

    it('keeps the order across a restart', async () => {
      const ids = await accept(...times(3, () => acceptance('j1')));
      const [held] = await claim();
      await harness.reopen();
      await harness.advance(LEASE_MS + 1);
      await queue().rescue();
      const rest = await accept(acceptance('j1', 't'));
      const order: string[] = [];
      for (let [next] = await claim(); next; [next] = await claim()) {
        order.push(next.id);
        await settle(next, DELIVERED);
      }
      expect(held!.id).toBe(ids[0]);
      expect(order).toEqual([...ids, ...rest]);
    });

    const NAMES = Array.from({ length: 12 }, (_, n) => `e${n}`);
    /** Runs the operation step by step, then what it made due: which deliveries come, in which order. */
    const repaired = async (operation: Partial<NewOperation>, step: RepairStep): Promise<string[]> => {
      const { repair } = harness.store;
      const asked = { id: uuid(), filter: ANY_DELIVERY, endpointId: null, rate: null, total: null };
      const createdAt = harness.now();
      await repair.start({ kind: 'redeliver', ...asked, createdAt, ...operation });
      const hold = { id: (await repair.take('t', LEASE_MS))!.id, token: 't', leaseMs: LEASE_MS };
      while ((await step(repair, hold))?.state === 'running');
      const order: string[] = [];
      for (let [next, ...others] = await claim(); next; [next, ...others] = await claim()) {
        expect(others).toEqual([]);
        order.push(next.event.id);
        await settle(next, DELIVERED);
      }
      return order;
    };
    /** Events of one call, so of one moment, whose ids sort otherwise; with a delivery of the key to the first endpoint. */
    const acceptAtOnce = async (orderKey: string | null): Promise<void> => {
      const ids = NAMES.map(() => uuid({ msecs: harness.now() })).sort();
      const all = NAMES.map((id, batchIndex) => {
        const { event, deliveries, ...one } = acceptance(orderKey);
        const [delivery] = deliveries;
        return {
          ...one,
          event: { ...event, id },
          batchIndex,
          deliveries: [{ ...delivery!, id: ids[batchIndex]! }],
        };
      });
      await harness.store.events.accept(orderKey === null ? all.map(withoutDeliveries) : all, LEASE_MS);
    };

    it('redelivers deliveries in the order of their acceptance', async () => {
      await acceptAtOnce('j1');
      for (let [next] = await claim(); next; [next] = await claim()) await settle(next, FAILED);
      await harness.advance(LATER_MS);
      const filter = { ...ANY_DELIVERY, states: ['failed'] as const };
      expect(await repaired({ filter }, (repair, hold) => repair.advance(hold, 5))).toEqual(NAMES);
    });

    it('replays events in the order of their acceptance, behind open deliveries', async () => {
      await acceptAtOnce(null);
      await harness.advance(LATER_MS);
      const [first] = await accept(acceptance('j1'));
      const ahead = (await harness.store.history.delivery(first!))!.summary.eventId;
      let after: Position | null = null;
      const step: RepairStep = async (repair, hold) => {
        const page = { limit: 5, after, oldestFirst: true };
        const { rows, next } = await harness.store.history.events(
          { ...ANY_DELIVERY, to: harness.now() },
          page,
        );
        after = next;
        const made = rows.map(({ id }) => ({ id: uuid(), eventId: id, webhookId: 'w', orderKey: 'j1' }));
        return repair.replay(hold, made, { reached: next });
      };
      const operation = { kind: 'replay', endpointId: endpoints[0]! } as const;
      expect(await repaired(operation, step)).toEqual([ahead, ...NAMES]);
    });

    it('cancels all pending deliveries of an endpoint, and starts anew', async () => {
      await accept(...times(1_203, (n) => acceptance(`j${n % 7}`)));
      const held = await claim(3);
      expect(await queue().cancelPending(endpoints[0]!, 'endpoint_removed')).toBe(1_200);
      for (const one of held) await settle(one, DELIVERED);
      expect(await claim()).toEqual([]);
      const fresh = await accept(...times(7, (n) => acceptance(`j${n}`)));
      expect(new Set(await claimedIds())).toEqual(new Set(fresh));
    });

    it('behaves as a model of order keys under random histories', async () => {
      const key = fc.constantFrom('j1', 'j2', null);
      const step: fc.Arbitrary<ModelStep> = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ kind: fc.constant('accept' as const), key, leased: fc.boolean() }),
        },
        { weight: 3, arbitrary: fc.record({ kind: fc.constant('claim' as const), limit: fc.nat(3) }) },
        {
          weight: 4,
          arbitrary: fc.record({
            kind: fc.constant('settle' as const),
            which: fc.nat(),
            end: fc.constantFrom('delivered' as const, 'failed' as const, 'now' as const, 'later' as const),
          }),
        },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const) }) },
      );
      const run = async (steps: readonly ModelStep[]): Promise<void> => {
        const model = new OrderModel();
        const perform = async (one: ModelStep): Promise<void> => {
          if (one.kind === 'accept') {
            const asked = acceptance(one.key, one.leased ? randomUUID() : null);
            const [result] = await harness.store.events.accept([asked], LEASE_MS);
            model.accepted(asked.deliveries[0]!, result!);
          } else if (one.kind === 'claim') {
            for (const taken of await claim(one.limit + 1)) model.taken(taken);
          } else if (one.kind === 'settle') {
            const held = model.heldAt(one.which);
            if (!held) return;
            const dueAt = harness.now() + (one.end === 'later' ? LATER_MS : 0);
            const next: NextState =
              one.end === 'delivered'
                ? DELIVERED
                : one.end === 'failed'
                  ? FAILED
                  : { state: 'pending', dueAt };
            model.settled(held, next, await settle(held, next));
          } else if (one.kind === 'wait') {
            await harness.advance(LATER_MS);
            await queue().rescue();
            model.leasesRanOut();
          } else {
            model.cancelled(await queue().cancelPending(endpoints[0]!, 'by hand'));
          }
        };
        for (const one of steps) await perform(one);
        // No delivery is left behind: all that are open can be brought to their end.
        while (model.open > 0) {
          await perform({ kind: 'wait' });
          await perform({ kind: 'claim', limit: 1_000 });
          const before = model.open;
          while (model.heldAt(0)) await perform({ kind: 'settle', which: 0, end: 'delivered' });
          expect(model.open).toBeLessThan(before);
        }
      };
      await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), run), { numRuns: 20 });
    });

    it('sends one delivery of a key at a time, in the order of posting, under concurrent calls', async () => {
      const [keys, each] = [6, 15];
      const held = new Set<string>();
      const order = new Map<string, string[]>();
      const take = (one: Pick<LeasedDelivery, 'id' | 'leaseToken' | 'orderKey'>): Promise<void> => {
        const key = one.orderKey!;
        expect([key, held.has(key)]).toEqual([key, false]);
        held.add(key);
        order.set(key, [...(order.get(key) ?? []), one.id]);
        return new Promise((resolve, reject) =>
          setImmediate(() => {
            held.delete(key);
            settle(one, DELIVERED).then(() => resolve(), reject);
          }),
        );
      };
      const posted = new Map<string, string[]>();
      const post = async (key: string): Promise<void> => {
        for (let n = 0; n < each; n++) {
          const asked = acceptance(key, n % 3 === 0 ? null : randomUUID());
          const [only] = asked.deliveries;
          posted.set(key, [...(posted.get(key) ?? []), only!.id]);
          const [result] = await harness.store.events.accept([asked], LEASE_MS);
          const waits = result!.kind === 'accepted' && result!.waiting?.includes(only!.id);
          if (only!.leaseToken !== null && !waits) await take({ ...only!, leaseToken: only!.leaseToken });
        }
      };
      const count = () => [...order.values()].reduce((sum, ids) => sum + ids.length, 0);
      const sweep = async (): Promise<void> => {
        while (count() < keys * each) await Promise.all((await claim()).map(take));
      };
      await Promise.all([...times(keys, (n) => post(`k${n}`)), sweep()]);
      expect(order).toEqual(posted);
    });
  });
}

type RepairStep = (repair: RepairStore, hold: OperationHold) => Promise<Operation | null>;

const withoutDeliveries = (one: Acceptance): Acceptance => ({ ...one, deliveries: [] });

function identity(name: string) {
  return { fingerprint: name, webhookId: name, adapter: 'generic', maskedUrl: `http://${name}/***` };
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
