import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { Attempt, LeasedDelivery, NextState, Settlement } from '../../src/modules/model/delivery.js';
import type { Commit } from '../../src/modules/store/commits.js';
import type { ClaimRequest } from '../../src/modules/store/delivery-queue.js';
import type { EndpointIdentity, StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { Acceptance, NewDelivery } from '../../src/modules/store/event-store.js';
import { accessStoreFacts } from './access-store.contract.js';
import type { Store } from '../../src/modules/store/store.js';
import { healthFacts } from './health.contract.js';
import { conversationFacts } from './conversations.contract.js';
import { digestFacts } from './digests.contract.js';
import { incidentFacts } from './incidents.contract.js';
import { actionFacts } from './actions.contract.js';
import { erasureFacts } from './erasures.contract.js';
import { keyFacts } from './keys.contract.js';
import { muteFacts } from './mutes.contract.js';
import { viewFacts } from './views.contract.js';
import { definitionFacts } from './definitions.contract.js';
import { eventTypeFacts } from './event-types.contract.js';

/** A driver under test: an empty database and the clock it reads. */
export interface Harness {
  /** The open store; another one after `reopen`. */
  readonly store: Store;
  /** Unix ms, as the store's clock says. */
  now(): number;
  /** Moves that clock forward; it stands still otherwise. */
  advance(ms: number): void | Promise<void>;
  /** Closes the store and opens the same database again. */
  reopen(): Promise<void>;
  /** Closes the store and removes what it left. */
  close(): Promise<void>;
}

const LEASE_MS = 30_000;
/** More than one batch of any driver, and no multiple of a round number. */
const MANY = 1_303;

/** Facts that every driver of the store promises: the sentences of the four ports as facts. */
export function storeContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store`, () => {
    let harness: Harness;
    let a: StoredEndpoint;
    let b: StoredEndpoint;
    let c: StoredEndpoint;

    beforeEach(async () => {
      harness = await open();
      const endpoints = await harness.store.endpoints.sync([identity('a'), identity('b'), identity('c')]);
      [a, b, c] = ['a', 'b', 'c'].map((name) => byName(endpoints, name)) as [
        StoredEndpoint,
        StoredEndpoint,
        StoredEndpoint,
      ];
    });

    afterEach(() => harness.close());

    const events = () => harness.store.events;
    const queue = () => harness.store.queue;
    const upkeep = () => harness.store.upkeep;

    const acceptance = (
      deliveries: readonly NewDelivery[],
      over: Partial<Acceptance['event']> = {},
    ): Acceptance => ({
      event: {
        id: uuid(),
        type: 'job.completed',
        data: '{"job_id":"j1"}',
        timestamp: '2025-01-01T00:00:00.000Z',
        acceptedAt: harness.now(),
        ...over,
      },
      contentHash: null,
      deliveries,
    });

    /** One event for each endpoint named, in one call. */
    const accept = async (
      to: readonly StoredEndpoint[],
      leaseToken: string | null = null,
    ): Promise<Acceptance[]> => {
      const acceptances = to.map((endpoint) => acceptance([delivery(endpoint, leaseToken)]));
      await events().accept(acceptances, LEASE_MS);
      return acceptances;
    };

    const claim = (over: Partial<ClaimRequest> = {}): Promise<LeasedDelivery[]> =>
      queue().claim({
        rooms: new Map([a, b, c].map(({ id }) => [id, 10_000])),
        limit: 10_000,
        maxBytes: 1e9,
        leaseToken: randomUUID(),
        leaseMs: LEASE_MS,
        ...over,
      });

    const attempt = (over: Partial<Attempt> = {}): Attempt => ({
      number: 1,
      startedAt: harness.now(),
      durationMs: 0,
      status: 200,
      outcome: 'delivered',
      errorCode: null,
      errorMessage: null,
      responseBody: 'ok',
      ...over,
    });

    const settlement = (
      held: { id: string; leaseToken: string | null },
      next: NextState = { state: 'delivered' },
      tried: Attempt | null = attempt(),
    ): Settlement => ({ deliveryId: held.id, leaseToken: held.leaseToken ?? '', attempt: tried, next });

    /** Accepts, claims and settles one delivery. */
    const settled = async (endpoint: StoredEndpoint, next: NextState): Promise<Acceptance> => {
      const [accepted] = await accept([endpoint], randomUUID());
      const [only] = accepted!.deliveries;
      expect(await queue().settle([settlement(only!, next)])).toEqual([true]);
      return accepted!;
    };

    /** Accepts a delivery and settles it with an attempt that ended then. */
    const sentAt = async (endpoint: StoredEndpoint, endedAt: number): Promise<void> => {
      const [accepted] = await accept([endpoint], 'token');
      const tried = attempt({ startedAt: endedAt - 40, durationMs: 40 });
      await queue().settle([settlement(accepted!.deliveries[0]!, { state: 'delivered' }, tried)]);
    };

    /** Due deliveries that were tried once. */
    const waitingRetries = async (count: number, endpoint: StoredEndpoint): Promise<void> => {
      const accepted = await accept(times(count, endpoint), 'token');
      const next = { state: 'pending', dueAt: harness.now() } as const;
      await queue().settle(accepted.map(({ deliveries: [only] }) => settlement(only!, next)));
    };

    const sync = (...wanted: EndpointIdentity[]) => harness.store.endpoints.sync(wanted);

    describe('commits', () => {
      it('are published with the number of calls that shared them and their duration', async () => {
        const commits: Commit[] = [];
        harness.store.commits.listen((commit) => commits.push(commit));
        await Promise.all(times(20, a).map((endpoint) => accept([endpoint], 'token')));
        expect(commits.reduce((sum, { calls }) => sum + calls, 0)).toBe(20);
        expect(commits.length).toBeLessThan(20);
        expect(commits.every(({ durationMs }) => durationMs > 0)).toBe(true);
      });
    });

    describe('nodes', () => {
      it('list only this node, alive, while no other one shares the store', async () => {
        const { nodes } = harness.store;
        expect(await nodes.heartbeat()).toBe(1);
        const times = { startedAt: harness.now(), heartbeatAt: harness.now() };
        expect(await nodes.list()).toEqual([
          {
            ...times,
            id: nodes.id,
            host: hostname(),
            pid: process.pid,
            version: expect.any(String),
            alive: true,
          },
        ]);
      });

      it('get a new id at each start, and a closed one is no longer listed', async () => {
        const { id } = harness.store.nodes;
        await harness.store.nodes.heartbeat();
        await harness.reopen();
        await harness.store.nodes.heartbeat();
        expect(harness.store.nodes.id).not.toBe(id);
        expect(await harness.store.nodes.list()).toHaveLength(1);
      });

      it('keep a turn at upkeep as long as they ask for it', async () => {
        expect(await upkeep().acquireLeadership('sweep', 10)).toBe(true);
        expect(await upkeep().acquireLeadership('sweep', 10)).toBe(true);
      });
    });

    describe('accept', () => {
      it('stores a delivery that fails without an attempt as failed, counts it, and lets it be redelivered', async () => {
        const failing = { ...delivery(b), failed: 'filter_too_costly' };
        const sent = acceptance([delivery(a), failing], { id: 'failing' });
        expect(await events().accept([sent], LEASE_MS)).toEqual([{ kind: 'accepted' }]);
        expect(await events().tally('failing')).toEqual({ total: 2, delivered: 0, failed: 1, open: 1 });
        expect((await claim()).map(({ endpointId }) => endpointId)).toEqual([a.id]);
        const { summary, attempts } = (await harness.store.history.delivery(failing.id))!;
        expect(summary).toMatchObject({
          state: 'failed',
          reason: 'filter_too_costly',
          attempts: 0,
          nextAttemptAt: null,
          settledAt: harness.now(),
        });
        expect(attempts).toEqual([]);
        const range = { stepMs: 60_000, from: 0, to: harness.now() + 1, endpointId: b.id } as const;
        const { endpoints } = await harness.store.history.statistics(range);
        expect(endpoints.get(b.id)).toMatchObject({ sums: { failed: 1, delivered: 0 } });
        expect(await harness.store.repair.redeliver(failing.id)).toBe(true);
        expect((await claim()).map(({ id }) => id)).toEqual([failing.id]);
      });

      it('fails no delivery again when its event is repeated', async () => {
        const first = {
          ...acceptance([{ ...delivery(b), failed: 'why' }], { id: 'twice' }),
          contentHash: 'h',
        };
        const second = {
          ...acceptance([{ ...delivery(b), failed: 'why' }], { id: 'twice' }),
          contentHash: 'h',
        };
        await events().accept([first], LEASE_MS);
        const [only] = first.deliveries;
        expect(await events().accept([second], LEASE_MS)).toEqual([
          { kind: 'duplicate', deliveries: [{ id: only!.id, webhookId: b.webhookId }] },
        ]);
        const range = { stepMs: 60_000, from: 0, to: harness.now() + 1, endpointId: b.id } as const;
        const { endpoints } = await harness.store.history.statistics(range);
        expect(endpoints.get(b.id)).toMatchObject({ sums: { failed: 1 } });
      });

      it('stores an event with its deliveries', async () => {
        const accepted = acceptance([delivery(a), delivery(b, 'token')]);
        expect(await events().accept([accepted], LEASE_MS)).toEqual([{ kind: 'accepted' }]);
        expect(await events().tally(accepted.event.id)).toEqual({
          total: 2,
          delivered: 0,
          failed: 0,
          open: 2,
        });
      });

      it('gives an event back as it was accepted', async () => {
        const [accepted] = await accept([a]);
        expect(await events().find(accepted!.event.id)).toEqual(accepted!.event);
        expect(await events().find('unknown')).toBeNull();
      });

      it('stores an event without deliveries', async () => {
        const accepted = acceptance([]);
        expect(await events().accept([accepted], LEASE_MS)).toEqual([{ kind: 'accepted' }]);
        expect(await events().tally(accepted.event.id)).toEqual({
          total: 0,
          delivered: 0,
          failed: 0,
          open: 0,
        });
      });

      it('accepts an empty call', async () => {
        expect(await events().accept([], LEASE_MS)).toEqual([]);
      });

      it('makes a delivery without a lease due at once, its event unchanged byte for byte', async () => {
        const data = '{"b":1,"a":"ü \\u0000 🎬","nested":{"z":[1.50,null]}}';
        const accepted = acceptance([delivery(a)], { data, timestamp: 'as the sender wrote it' });
        await events().accept([accepted], LEASE_MS);
        const [only] = await claim({ leaseToken: 'mine' });
        expect(only).toEqual({
          id: accepted.deliveries[0]!.id,
          event: accepted.event,
          endpointId: a.id,
          orderKey: null,
          webhookId: a.webhookId,
          attempts: 0,
          retryBase: 0,
          createdAt: accepted.event.acceptedAt,
          leaseToken: 'mine',
        });
      });

      it.each([null, 'rojo=00f067aa0ba902b7,congo=t61'])(
        'keeps the trace context of an event, with the tracestate %j',
        async (tracestate) => {
          const trace = {
            traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
            tracestate,
          };
          const given = acceptance([delivery(a)], { trace });
          await events().accept([acceptance([delivery(a)]), given], LEASE_MS);
          const claimed = new Map((await claim()).map(({ event }) => [event.id, event.trace]));
          expect(claimed.size).toBe(2);
          expect([...claimed.values()].filter((place) => place !== undefined)).toEqual([trace]);
          expect(claimed.get(given.event.id)).toEqual(trace);
        },
      );

      it('keeps data of a mebibyte', async () => {
        const data = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
        await events().accept([acceptance([delivery(a)], { data })], LEASE_MS);
        expect((await claim())[0]?.event.data).toBe(data);
      });

      it('leases a delivery under its token for the given time', async () => {
        const [accepted] = await accept([a], 'token');
        expect(await claim()).toEqual([]);
        await harness.advance(LEASE_MS - 1);
        expect(await queue().rescue()).toBe(0);
        await harness.advance(1);
        expect(await queue().rescue()).toBe(1);
        expect((await claim()).map(({ id }) => id)).toEqual([accepted!.deliveries[0]!.id]);
      });

      it('answers a repeated id with the same content with the first deliveries, in their order', async () => {
        const deliveries = [delivery(c), delivery(a), delivery(b)];
        const first = { ...acceptance(deliveries, { id: 'order-1' }), contentHash: 'h1' };
        await events().accept([first], LEASE_MS);
        const again = { ...acceptance([delivery(a)], { id: 'order-1' }), contentHash: 'h1' };
        expect(await events().accept([again], LEASE_MS)).toEqual([
          { kind: 'duplicate', deliveries: deliveries.map(({ id, webhookId }) => ({ id, webhookId })) },
        ]);
        expect(await claim()).toHaveLength(3);
      });

      it('answers a repeated id with other content with a conflict, and stores nothing', async () => {
        await events().accept(
          [{ ...acceptance([delivery(a)], { id: 'order-1' }), contentHash: 'h1' }],
          LEASE_MS,
        );
        const other = { ...acceptance([delivery(b)], { id: 'order-1' }), contentHash: 'h2' };
        expect(await events().accept([other], LEASE_MS)).toEqual([{ kind: 'conflict' }]);
        expect(await events().tally('order-1')).toMatchObject({ total: 1 });
      });

      it('answers a repeated id that the gateway made with a conflict', async () => {
        const made = acceptance([delivery(a)]);
        await events().accept([made], LEASE_MS);
        const given = { ...acceptance([], { id: made.event.id }), contentHash: 'h1' };
        expect(await events().accept([given, made], LEASE_MS)).toEqual([
          { kind: 'conflict' },
          { kind: 'conflict' },
        ]);
      });

      it('answers each in the order asked', async () => {
        const known = { ...acceptance([], { id: 'known' }), contentHash: 'h1' };
        await events().accept([known], LEASE_MS);
        const results = await events().accept(
          [acceptance([]), { ...known, contentHash: 'h2' }, known, acceptance([])],
          LEASE_MS,
        );
        expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'conflict', 'duplicate', 'accepted']);
      });

      it('treats the second of two equal ids in one call as a duplicate of the first', async () => {
        const first = { ...acceptance([delivery(a)], { id: 'twice' }), contentHash: 'h' };
        const second = { ...acceptance([delivery(a)], { id: 'twice' }), contentHash: 'h' };
        const [{ id, webhookId }] = first.deliveries as [NewDelivery];
        expect(await events().accept([first, second], LEASE_MS)).toEqual([
          { kind: 'accepted' },
          { kind: 'duplicate', deliveries: [{ id, webhookId }] },
        ]);
      });

      it('accepts exactly one of a hundred concurrent events with the same id', async () => {
        const calls = Array.from({ length: 100 }, () => ({
          ...acceptance([delivery(a), delivery(b)], { id: 'same' }),
          contentHash: 'h',
        }));
        const results = (await Promise.all(calls.map((call) => events().accept([call], LEASE_MS)))).flat();
        expect(results.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
        const winner = calls[results.findIndex(({ kind }) => kind === 'accepted')]!;
        const deliveries = winner.deliveries.map(({ id, webhookId }) => ({ id, webhookId }));
        const others = results.filter(({ kind }) => kind !== 'accepted');
        expect(others).toEqual(Array.from({ length: 99 }, () => ({ kind: 'duplicate', deliveries })));
        expect(await claim()).toHaveLength(2);
      });

      it('stores all events of a call or none, however large the call, and does not affect concurrent calls', async () => {
        const [first] = await accept([a]);
        const good = acceptance([delivery(b)]);
        const sound = Array.from({ length: 999 }, () => acceptance([delivery(a)]));
        const call = [...sound, acceptance([first!.deliveries[0]!])];
        const [bad, beside] = await Promise.allSettled([
          events().accept(call, LEASE_MS),
          events().accept([good], LEASE_MS),
        ]);
        expect([bad.status, beside.status]).toEqual(['rejected', 'fulfilled']);
        const tallies = await Promise.all(call.map(({ event }) => events().tally(event.id)));
        expect(tallies.filter((tally) => tally !== null)).toEqual([]);
        expect(await events().tally(good.event.id)).toMatchObject({ open: 1 });
      });
    });

    describe('tally', () => {
      it('is null for an event that is not stored', async () => {
        expect(await events().tally('unknown')).toBeNull();
      });

      it('counts several events in the order of the ids', async () => {
        const [one, none] = [acceptance([delivery(a, 't1')]), acceptance([])];
        await events().accept([one, none], LEASE_MS);
        const ids = [none.event.id, 'unknown', one.event.id, none.event.id];
        const [bare, unknown, wanted, again] = await events().tallies(ids);
        expect([bare?.total, unknown, wanted?.open, again]).toEqual([0, null, 1, bare]);
        expect(await events().tallies([])).toEqual([]);
      });

      it('counts cancelled deliveries as failed, and pending and sending ones as open', async () => {
        const deliveries = ['t1', 't2', 't3', 't4', null].map((token) => delivery(a, token));
        const accepted = acceptance(deliveries);
        await events().accept([accepted], LEASE_MS);
        await queue().settle([
          settlement(deliveries[0]!, { state: 'delivered' }),
          settlement(deliveries[1]!, { state: 'failed', reason: 'HTTP_404' }),
          settlement(deliveries[2]!, { state: 'cancelled', reason: 'removed' }, null),
        ]);
        expect(await events().tally(accepted.event.id)).toEqual({
          total: 5,
          delivered: 1,
          failed: 2,
          open: 2,
        });
      });
    });

    describe('claim', () => {
      it('claims nothing for endpoints without room, or not named', async () => {
        await accept([a, b, c]);
        const rooms = new Map([
          [a.id, 0],
          [b.id, 1],
        ]);
        expect((await claim({ rooms })).map(({ endpointId }) => endpointId)).toEqual([b.id]);
        expect(await claim({ rooms: new Map() })).toEqual([]);
      });

      it('respects the room of each endpoint and the limit over all', async () => {
        await accept([...times(5, a), ...times(5, b)]);
        const rooms = new Map([
          [a.id, 2],
          [b.id, 5],
        ]);
        const first = await claim({ rooms });
        expect(countBy(first, ({ endpointId }) => endpointId)).toEqual({ [a.id]: 2, [b.id]: 5 });
        expect(await claim({ limit: 2 })).toHaveLength(2);
        expect(await claim({ limit: 0 })).toEqual([]);
        expect(await claim()).toHaveLength(1);
      });

      it('claims a delivery at its due time, not before', async () => {
        const [accepted] = await accept([a], 'token');
        const dueAt = harness.now() + 1_000;
        await queue().settle([settlement(accepted!.deliveries[0]!, { state: 'pending', dueAt })]);
        await harness.advance(999);
        expect(await claim()).toEqual([]);
        await harness.advance(1);
        expect(await claim()).toMatchObject([{ attempts: 1 }]);
      });

      it('claims first attempts from the oldest on, then retries by due time', async () => {
        const tried = (await accept([a, a], 'token')).map(({ deliveries: [only] }) => only!);
        const later = harness.now() + 20;
        await queue().settle([
          settlement(tried[0]!, { state: 'pending', dueAt: later }),
          settlement(tried[1]!, { state: 'pending', dueAt: later - 10 }),
        ]);
        await harness.advance(100);
        const [older] = await accept([a]);
        await harness.advance(1);
        const [younger] = await accept([a]);
        const order = [older!.deliveries[0]!, younger!.deliveries[0]!, tried[1]!, tried[0]!];
        expect((await claim()).map(({ id }) => id)).toEqual(order.map(({ id }) => id));
      });

      it('claims a retry every eighth time while first attempts and retries wait', async () => {
        await waitingRetries(5, a);
        await accept(times(40, a));
        expect(retryIndexes(await claim({ limit: 16 }))).toEqual([7, 15]);
        const oneByOne = await inTurn(16, () => claim({ limit: 1 }));
        expect(retryIndexes(oneByOne)).toEqual([7, 15]);
        expect(retryIndexes(await claim())).toEqual([7]);
      });

      it('claims a retry first after seven first attempts of earlier claims', async () => {
        await accept(times(20, a));
        await claim({ limit: 12 });
        await waitingRetries(3, a);
        expect(retryIndexes(await claim())).toEqual([0, 8, 10]);
      });

      it('fills the room with retries or first attempts alone once the others are gone', async () => {
        await waitingRetries(9, a);
        await accept(times(2, a));
        const taken = await claim({ rooms: new Map([[a.id, 6]]) });
        expect(taken.map(({ attempts }) => attempts)).toEqual([0, 0, 1, 1, 1, 1]);
      });

      it('claims deliveries accepted in the same millisecond in their order', async () => {
        const accepted = await accept(times(20, a));
        expect((await claim()).map(({ id }) => id)).toEqual(
          accepted.map(({ deliveries: [only] }) => only!.id),
        );
      });

      it('claims for other endpoints beside one with a long backlog', async () => {
        await accept(times(200, a));
        await accept([...times(3, b), ...times(3, c)]);
        const taken = countBy(await claim({ limit: 9 }), ({ endpointId }) => endpointId);
        expect(taken).toEqual({ [a.id]: 3, [b.id]: 3, [c.id]: 3 });
        expect(await claim({ limit: 9 })).toHaveLength(9);
      });

      it('serves every endpoint in turn, however small the limit', async () => {
        await accept([...times(9, a), ...times(9, b), ...times(9, c)]);
        const served = await inTurn(9, () => claim({ limit: 1 }));
        expect(countBy(served, ({ endpointId }) => endpointId)).toEqual({ [a.id]: 3, [b.id]: 3, [c.id]: 3 });
      });

      it('serves every endpoint in turn, however few bytes fit', async () => {
        await accept([...times(9, a), ...times(9, b), ...times(9, c)]);
        const served = await inTurn(9, () => claim({ maxBytes: 1 }));
        expect(countBy(served, ({ endpointId }) => endpointId)).toEqual({ [a.id]: 3, [b.id]: 3, [c.id]: 3 });
      });

      it('respects the limit of UTF-8 bytes, but always claims the first delivery', async () => {
        const data = '{"x":"üü"}';
        expect(Buffer.byteLength(data)).toBe(12);
        const all = times(5, a).map((endpoint) => acceptance([delivery(endpoint)], { data }));
        await events().accept(all, LEASE_MS);
        expect(await claim({ maxBytes: 24 })).toHaveLength(2);
        expect(await claim({ maxBytes: 23 })).toHaveLength(1);
        expect(await claim({ maxBytes: 0 })).toHaveLength(1);
      });

      it('gives a delivery to only one of two concurrent claims', async () => {
        await accept([...times(100, a), ...times(100, b)]);
        const taken = await Promise.all(Array.from({ length: 12 }, () => claim({ limit: 30 })));
        const ids = taken.flat().map(({ id }) => id);
        expect(ids).toHaveLength(200);
        expect(new Set(ids).size).toBe(200);
      });

      it('leases deliveries for the given time', async () => {
        await accept([a]);
        await claim({ leaseMs: 1_000 });
        await harness.advance(999);
        expect(await queue().rescue()).toBe(0);
        await harness.advance(1);
        expect(await queue().rescue()).toBe(1);
      });
    });

    describe('settle', () => {
      it('completes a delivery that was delivered', async () => {
        const accepted = await settled(a, { state: 'delivered' });
        expect(await events().tally(accepted.event.id)).toEqual({
          total: 1,
          delivered: 1,
          failed: 0,
          open: 0,
        });
        await harness.advance(LEASE_MS * 2);
        expect(await queue().rescue()).toBe(0);
        expect(await claim()).toEqual([]);
      });

      it.each([
        { state: 'failed', reason: 'HTTP_404' },
        { state: 'cancelled', reason: 'endpoint removed' },
      ] as const)('ends a delivery that is $state', async (next) => {
        const accepted = await settled(a, next);
        expect(await events().tally(accepted.event.id)).toMatchObject({ failed: 1, open: 0 });
        expect(await claim()).toEqual([]);
      });

      it('counts an attempt, but none for a delivery that is handed back', async () => {
        await accept([a]);
        const next = { state: 'pending', dueAt: harness.now() } as const;
        const [first] = await claim();
        await queue().settle([settlement(first!, next)]);
        const [second] = await claim();
        await queue().settle([settlement(second!, next, null)]);
        const [third] = await claim();
        expect([first!.attempts, second!.attempts, third!.attempts]).toEqual([0, 1, 1]);
        expect(await queue().recentSends(0)).toHaveLength(2);
      });

      it('counts a spared attempt, but not against the retries', async () => {
        await accept([a]);
        const next = { state: 'pending', dueAt: harness.now() } as const;
        const [first] = await claim();
        await queue().settle([{ ...settlement(first!, next), spared: true }]);
        const [second] = await claim();
        await queue().settle([settlement(second!, next)]);
        const [third] = await claim();
        expect([second, third].map((held) => [held!.attempts, held!.retryBase])).toEqual([
          [1, 1],
          [2, 1],
        ]);
      });

      it('keeps the recipients that a delivery has not reached over attempts, a claim and a redelivery, until it is delivered', async () => {
        await accept([a]);
        const again = { state: 'pending', dueAt: harness.now() } as const;
        const failed = { state: 'failed', reason: 'mail_put_off' } as const;
        const unreached = ['lead@example.com', 'ö@example.com'];
        const steps = [
          { next: again, unreached },
          { next: again },
          { next: failed },
          { next: { state: 'delivered' } },
        ] as const;
        const known: unknown[] = [];
        for (const step of steps) {
          const [held] = await claim();
          known.push(held!.unreached);
          await queue().settle([{ ...settlement(held!, step.next), ...step }]);
          await harness.store.repair.redeliver(held!.id);
        }
        const [held] = await claim();
        expect([...known, held!.unreached]).toEqual([undefined, unreached, unreached, unreached, undefined]);
      });

      it('keeps the batch that an attempt went in', async () => {
        const [accepted] = await accept([a], 'token');
        const held = accepted!.deliveries[0]!;
        const batch = { id: '019b1a2c-6f5f-8a00-8c11-0f4e5a1d2b3c', size: 37 };
        await queue().settle([settlement(held, { state: 'delivered' }, attempt({ batch }))]);
        const record = await harness.store.history.delivery(held.id);
        expect(record!.attempts).toMatchObject([{ batch }]);
      });

      it('keeps the note on an attempt', async () => {
        const [accepted] = await accept([a], 'token');
        const held = accepted!.deliveries[0]!;
        const note = 'The response body broke off after 2 bytes (ECONNRESET).';
        await queue().settle([settlement(held, { state: 'delivered' }, attempt({ note }))]);
        const record = await harness.store.history.delivery(held.id);
        expect(record!.attempts).toMatchObject([{ note }]);
      });

      it('records an attempt without a response', async () => {
        const [accepted] = await accept([a], 'token');
        const silent = attempt({
          status: null,
          outcome: 'retry',
          errorCode: 'ECONNREFUSED',
          errorMessage: 'connect ECONNREFUSED',
          responseBody: null,
        });
        const next = { state: 'pending', dueAt: harness.now() } as const;
        expect(await queue().settle([settlement(accepted!.deliveries[0]!, next, silent)])).toEqual([true]);
      });

      it('answers each in the order asked', async () => {
        const accepted = await accept([a, a, a], 'token');
        const [one, two, three] = accepted.map(({ deliveries: [only] }) => only!);
        const results = await queue().settle([
          settlement(one!),
          settlement({ id: two!.id, leaseToken: 'another' }),
          settlement({ id: uuid(), leaseToken: 'token' }),
          settlement(three!),
          settlement(one!),
        ]);
        expect(results).toEqual([true, false, false, true, false]);
        expect(await queue().settle([])).toEqual([]);
      });

      it('writes nothing for a lease that is no longer held', async () => {
        const [accepted] = await accept([a], 'stale');
        await harness.advance(LEASE_MS);
        await queue().rescue();
        const [again] = await claim({ leaseToken: 'fresh' });
        const stale = settlement(accepted!.deliveries[0]!, { state: 'failed', reason: 'too late' });
        expect(await queue().settle([stale])).toEqual([false]);
        expect(await events().tally(accepted!.event.id)).toMatchObject({ open: 1 });
        expect(await queue().settle([settlement(again!)])).toEqual([true]);
        expect(await queue().recentSends(0)).toHaveLength(1);
        expect(await events().tally(accepted!.event.id)).toMatchObject({ delivered: 1 });
      });

      it('refuses the old token once the delivery was rescued', async () => {
        const [accepted] = await accept([a], 'stale');
        await harness.advance(LEASE_MS);
        await queue().rescue();
        expect(await queue().settle([settlement(accepted!.deliveries[0]!)])).toEqual([false]);
        expect(await claim()).toMatchObject([{ attempts: 0 }]);
      });

      it('accepts an expired lease that was not rescued', async () => {
        const [accepted] = await accept([a], 'token');
        await harness.advance(LEASE_MS * 2);
        expect(await queue().settle([settlement(accepted!.deliveries[0]!)])).toEqual([true]);
      });

      it('accepts exactly one of many concurrent settlements of a delivery', async () => {
        const [accepted] = await accept([a], 'token');
        const one = settlement(accepted!.deliveries[0]!);
        const results = await Promise.all(Array.from({ length: 50 }, () => queue().settle([one])));
        expect(results.flat().filter(Boolean)).toHaveLength(1);
        expect(await queue().recentSends(0)).toHaveLength(1);
      });
    });

    describe('renew', () => {
      it('extends a lease to the given time from now', async () => {
        const [accepted] = await accept([a], 'token');
        await harness.advance(LEASE_MS - 1);
        expect(await queue().renew([refTo(accepted!)], LEASE_MS)).toEqual([]);
        await harness.advance(LEASE_MS - 1);
        expect(await queue().rescue()).toBe(0);
        await harness.advance(1);
        expect(await queue().rescue()).toBe(1);
      });

      it('returns the ids of leases that are no longer held, and does not restore them', async () => {
        const [lost, kept, done] = (await accept([a, a, a], 'token')).map(refTo);
        await harness.advance(LEASE_MS / 2);
        await queue().renew([kept!], LEASE_MS);
        await queue().settle([settlement({ id: done!.deliveryId, leaseToken: 'token' })]);
        await harness.advance(LEASE_MS / 2);
        await queue().rescue();
        const answer = await queue().renew([lost!, kept!, done!], LEASE_MS);
        expect(answer).toEqual([lost!.deliveryId, done!.deliveryId]);
        expect((await claim()).map(({ id }) => id)).toEqual([lost!.deliveryId]);
      });
    });

    describe('rescue', () => {
      it('releases every expired lease, however many', async () => {
        await accept(times(MANY, a), 'token');
        await harness.advance(LEASE_MS);
        const [kept] = await accept([a], 'token');
        expect(await queue().rescue()).toBe(MANY);
        const taken = await claim();
        expect(taken).toHaveLength(MANY);
        expect(taken.map(({ id }) => id)).not.toContain(kept!.deliveries[0]!.id);
        expect(await queue().rescue()).toBe(0);
      });

      it('releases a number of leases that fills its batches exactly', async () => {
        await accept(times(1_000, a), 'token');
        await harness.advance(LEASE_MS);
        expect(await queue().rescue()).toBe(1_000);
      });

      it('keeps the count of attempts', async () => {
        await accept([a]);
        const [first] = await claim();
        await queue().settle([settlement(first!, { state: 'pending', dueAt: harness.now() })]);
        await claim();
        await harness.advance(LEASE_MS);
        await queue().rescue();
        expect(await claim()).toMatchObject([{ attempts: 1 }]);
      });
    });

    describe('nextDueAt', () => {
      it('is null while nothing is pending for these endpoints', async () => {
        await accept([a]);
        await accept([b], 'token');
        expect(await queue().nextDueAt([b.id, c.id])).toBeNull();
        expect(await queue().nextDueAt([])).toBeNull();
        expect(await queue().nextDueInMs([b.id, c.id])).toBeNull();
      });

      it('is the earliest due time of first attempts and retries', async () => {
        const start = harness.now();
        const [tried] = await accept([a], 'token');
        await queue().settle([settlement(tried!.deliveries[0]!, { state: 'pending', dueAt: start + 500 })]);
        expect(await queue().nextDueAt([a.id, b.id])).toBe(start + 500);
        expect(await queue().nextDueInMs([a.id, b.id])).toBe(500);
        await harness.advance(100);
        await accept([b]);
        expect(await queue().nextDueAt([a.id, b.id])).toBe(start + 100);
        expect(await queue().nextDueAt([a.id])).toBe(start + 500);
        expect(await queue().nextDueInMs([a.id])).toBe(400);
        await harness.advance(1_000);
        expect(await queue().nextDueInMs([a.id])).toBe(0);
      });
    });

    describe('cancelPending', () => {
      it('cancels all pending deliveries of the endpoint, attempted or not, and no others', async () => {
        const [tried, sending] = await accept([a, a], 'token');
        await queue().settle([
          settlement(tried!.deliveries[0]!, { state: 'pending', dueAt: harness.now() + 1e6 }),
        ]);
        const waiting = await accept(times(MANY, a));
        await accept([b]);
        expect(await queue().cancelPending(a.id, 'endpoint removed')).toBe(MANY + 1);
        expect(await events().tally(waiting[0]!.event.id)).toMatchObject({ failed: 1, open: 0 });
        expect(await events().tally(sending!.event.id)).toMatchObject({ open: 1 });
        expect((await claim()).map(({ endpointId }) => endpointId)).toEqual([b.id]);
        expect(await queue().nextDueAt([a.id])).toBeNull();
        expect(await queue().cancelPending(a.id, 'endpoint removed')).toBe(0);
      });

      it('does not delay events accepted meanwhile', async () => {
        await accept(times(MANY, a));
        const order: string[] = [];
        const cancelling = queue()
          .cancelPending(a.id, 'endpoint removed')
          .then(() => order.push('cancelled'));
        await accept([b]).then(() => order.push('accepted'));
        await cancelling;
        expect(order).toEqual(['accepted', 'cancelled']);
      });
    });

    describe('recentSends', () => {
      it('counts the attempts of a batch as one send, and a batch that is sent again as another', async () => {
        const held = (await accept([a, a, a], 'token')).map(({ deliveries }) => deliveries[0]!);
        const batch = { id: '019b1a2c-6f5f-8a00-8c11-0f4e5a1d2b3c', size: 3 };
        const startedAt = harness.now();
        const again = { state: 'pending', dueAt: startedAt, inMs: 0 } as const;
        const first = attempt({ batch, startedAt });
        await queue().settle(held.map((one) => settlement(one, again, first)));
        expect(await queue().recentSends(0)).toHaveLength(1);
        const claimed = await claim();
        const second = attempt({ batch, number: 2, startedAt: startedAt + 5_000 });
        await queue().settle(claimed.map((one) => settlement(one, { state: 'delivered' }, second)));
        expect(await queue().recentSends(0)).toHaveLength(2);
      });

      it('lists the sends that ended at the given time or later', async () => {
        await harness.advance(1_000_000);
        const since = harness.now() - 60_000;
        await sentAt(a, since - 1);
        await sentAt(b, since);
        await sentAt(c, since + 1);
        expect(sorted(await queue().recentSends(since))).toEqual([
          { endpointId: b.id, at: since },
          { endpointId: c.id, at: since + 1 },
        ]);
      });

      it('finds sends behind older ones that were recorded late', async () => {
        const since = harness.now();
        await sentAt(a, since + 5);
        await harness.advance(1_000);
        for (let count = 0; count < 10; count += 1) await sentAt(b, since - 3_600_000);
        expect(await queue().recentSends(since)).toEqual([{ endpointId: a.id, at: since + 5 }]);
      });

      it('counts leased deliveries as sent now', async () => {
        await accept([a, b], 'token');
        await accept([c]);
        await harness.advance(LEASE_MS * 3);
        expect(sorted(await queue().recentSends(harness.now() - 1))).toEqual([
          { endpointId: a.id, at: harness.now() },
          { endpointId: b.id, at: harness.now() },
        ]);
        await queue().rescue();
        expect(await queue().recentSends(harness.now() - 1)).toEqual([]);
      });
    });

    describe('slowed', () => {
      const spare = async (endpoint: StoredEndpoint, dueAt: number, spared = true): Promise<void> => {
        const [accepted] = await accept([endpoint], 'token');
        const next = { state: 'pending', dueAt } as const;
        await queue().settle([{ ...settlement(accepted!.deliveries[0]!, next), spared }]);
      };

      it('lists the earliest due time of deliveries whose attempts were all spared', async () => {
        const now = harness.now();
        await spare(a, now + 9_000);
        await spare(a, now + 5_000);
        await spare(a, now + 1_000, false);
        await spare(b, now + 7_000, false);
        await spare(c, now);
        expect(await queue().slowed([a.id, b.id, c.id])).toEqual([{ endpointId: a.id, until: now + 5_000 }]);
        expect(await queue().slowed([b.id, c.id])).toEqual([]);
      });
    });

    describe('purge', () => {
      it('deletes deliveries settled before the given time, with their events and attempts', async () => {
        const old = await settled(a, { state: 'delivered' });
        await harness.advance(1_000);
        const young = await settled(a, { state: 'failed', reason: 'HTTP_404' });
        expect(await upkeep().purge(harness.now(), 100)).toBe(2);
        expect(await events().tally(old.event.id)).toBeNull();
        expect(await events().tally(young.event.id)).toMatchObject({ failed: 1 });
        expect(await queue().recentSends(0)).toHaveLength(1);
        expect(await upkeep().purge(harness.now(), 100)).toBe(0);
        expect(await upkeep().purge(harness.now() + 1, 100)).toBe(2);
      });

      it('keeps an event while it has a delivery', async () => {
        const accepted = acceptance([delivery(a, 't1'), delivery(b, 't2')]);
        await events().accept([accepted], LEASE_MS);
        await queue().settle([settlement(accepted.deliveries[0]!)]);
        await harness.advance(1_000);
        expect(await upkeep().purge(harness.now(), 100)).toBe(1);
        expect(await events().tally(accepted.event.id)).toMatchObject({ total: 1, open: 1 });
        await queue().settle([settlement(accepted.deliveries[1]!)]);
        await harness.advance(1_000);
        expect(await upkeep().purge(harness.now(), 100)).toBe(2);
        expect(await events().tally(accepted.event.id)).toBeNull();
      });

      it('deletes events without deliveries by their own age', async () => {
        const old = acceptance([]);
        await events().accept([old], LEASE_MS);
        await harness.advance(1_000);
        const young = acceptance([]);
        await events().accept([young], LEASE_MS);
        expect(await upkeep().purge(harness.now(), 100)).toBe(1);
        expect(await events().tally(old.event.id)).toBeNull();
        expect(await events().tally(young.event.id)).not.toBeNull();
      });

      it('deletes an event that is younger than its deliveries once it is old enough itself', async () => {
        const ahead = acceptance([delivery(a, 'token')], { acceptedAt: harness.now() + 5_000 });
        await events().accept([ahead], LEASE_MS);
        await queue().settle([settlement(ahead.deliveries[0]!)]);
        await harness.advance(1_000);
        expect(await upkeep().purge(harness.now(), 100)).toBe(1);
        expect(await upkeep().purge(harness.now(), 100)).toBe(0);
        await harness.advance(5_000);
        expect(await upkeep().purge(harness.now(), 100)).toBe(1);
      });

      it('keeps open deliveries, however old', async () => {
        await accept([a]);
        await accept([b], 'token');
        await harness.advance(1e9);
        expect(await upkeep().purge(harness.now(), 100)).toBe(0);
      });

      it('respects the limit, and ends once nothing is left', async () => {
        const held = await accept(times(250, a), 'token');
        await queue().settle(held.map(({ deliveries: [only] }) => settlement(only!)));
        await harness.advance(1);
        expect(await upkeep().purge(harness.now(), 120)).toBe(240);
        expect(await upkeep().purge(harness.now(), 120)).toBe(240);
        expect(await upkeep().purge(harness.now(), 120)).toBe(20);
        expect(await upkeep().purge(harness.now(), 120)).toBe(0);
      });

      it('deletes the backlog and the queues of that time', async () => {
        const { history } = harness.store;
        await upkeep().recordBacklog({ waiting: 1, pastDue: 0 }, [
          { endpointId: a.id, queued: 1, oldestMs: 5 },
        ]);
        const range = { stepMs: 60_000, from: 0, to: harness.now() + 1 } as const;
        const recorded = async () => [
          (await history.backlog(range)).length,
          (await history.queue({ ...range, endpointId: a.id })).length,
        ];
        expect(await recorded()).toEqual([1, 1]);
        await upkeep().purge(harness.now() + 1, 100);
        expect(await recorded()).toEqual([0, 0]);
      });

      it('makes the id of a deleted event available again', async () => {
        const given = { ...acceptance([], { id: 'again' }), contentHash: 'h' };
        await events().accept([given], LEASE_MS);
        await harness.advance(1);
        await upkeep().purge(harness.now(), 100);
        expect(await events().accept([given], LEASE_MS)).toEqual([{ kind: 'accepted' }]);
      });
    });

    describe('counts', () => {
      it('contain due deliveries by endpoint and the age of the first, but none that are due later', async () => {
        expect(await upkeep().due()).toEqual([]);
        await accept([a, a]);
        await waitingRetries(1, a);
        await harness.advance(500);
        await accept([b]);
        const [later] = await accept([c], 'token');
        const retry = { state: 'pending', dueAt: harness.now() + 1 } as const;
        await queue().settle([settlement(later!.deliveries[0]!, retry)]);
        const due = new Map((await upkeep().due()).map((one) => [one.endpointId, one]));
        expect(due.get(a.id)).toEqual({ endpointId: a.id, count: 3, sinceMs: 500 });
        expect(due.get(b.id)).toEqual({ endpointId: b.id, count: 1, sinceMs: 0 });
        expect(due.size).toBe(2);
      });

      it.each([60_000, 3_600_000] as const)(
        'contain the largest backlog of each step of %i ms',
        async (stepMs) => {
          const { history } = harness.store;
          const at = harness.now() - (harness.now() % stepMs);
          await upkeep().recordBacklog({ waiting: 5, pastDue: 0 }, []);
          await upkeep().recordBacklog({ waiting: 3, pastDue: 2 }, []);
          const step = { stepMs, from: at, to: at + 2 * stepMs };
          const [first, ...more] = await history.backlog(step);
          expect(first!.at).toBeGreaterThanOrEqual(at);
          // The clock may have gone over into another step between the two.
          const all = [first!, ...more];
          expect(Math.max(...all.map(({ waiting }) => waiting))).toBe(5);
          expect(Math.max(...all.map(({ pastDue }) => pastDue))).toBe(2);
          expect(await history.backlog({ ...step, to: at })).toEqual([]);
        },
      );

      it.each([60_000, 3_600_000] as const)(
        'contain the longest queue and the highest age of each endpoint in each step of %i ms',
        async (stepMs) => {
          const { history } = harness.store;
          const at = harness.now() - (harness.now() % stepMs);
          const backlog = { waiting: 9, pastDue: 0 };
          await upkeep().recordBacklog(backlog, [
            { endpointId: a.id, queued: 5, oldestMs: 10 },
            { endpointId: b.id, queued: 1, oldestMs: 7 },
          ]);
          await upkeep().recordBacklog(backlog, [{ endpointId: a.id, queued: 3, oldestMs: 3_000_000_000 }]);
          const step = { stepMs, from: at, to: at + 2 * stepMs };
          const most = async (endpointId: string) => {
            const rows = await history.queue({ ...step, endpointId });
            // The clock may have gone over into another step between the two.
            return [Math.max(...rows.map((row) => row.queued)), Math.max(...rows.map((row) => row.oldestMs))];
          };
          expect([await most(a.id), await most(b.id)]).toEqual([
            [5, 3_000_000_000],
            [1, 7],
          ]);
          expect(await history.queue({ ...step, endpointId: c.id })).toEqual([]);
          expect(await history.queue({ ...step, to: at, endpointId: a.id })).toEqual([]);
          const looked = await history.backlog(step);
          expect(Math.max(...looked.map(({ queues }) => queues ?? -1))).toBe(2);
        },
      );

      it('are zero in an empty store', async () => {
        expect(await upkeep().counts()).toEqual({ pending: 0, sending: 0, failed: 0, oldestOpenAt: null });
      });

      it('contain deliveries by state', async () => {
        await accept([a, a]);
        await accept([b, b, b], 'token');
        await settled(a, { state: 'failed', reason: 'HTTP_404' });
        await settled(a, { state: 'delivered' });
        await settled(a, { state: 'cancelled', reason: 'removed' });
        expect(await upkeep().counts()).toMatchObject({ pending: 2, sending: 3, failed: 1 });
      });

      it.each([null, 'token'])(
        'contain the time of acceptance of the oldest open delivery (lease %s)',
        async (token) => {
          await settled(a, { state: 'delivered' });
          await harness.advance(10);
          const oldest = harness.now();
          await accept([a], token);
          await harness.advance(10);
          await accept([b]);
          await accept([b], 'other');
          expect(await upkeep().counts()).toMatchObject({ oldestOpenAt: oldest });
        },
      );
    });

    describe('endpoints', () => {
      it('are stored with what was given, and enabled', () => {
        expect(a).toEqual({
          ...identity('a'),
          id: expect.any(String),
          disabled: null,
          pausedAt: null,
          removedAt: null,
          createdAt: harness.now(),
        });
        expect(new Set([a.id, b.id, c.id]).size).toBe(3);
      });

      it('are listed, removed ones included', async () => {
        await sync(identity('a'));
        const listed = await harness.store.endpoints.list();
        expect(listed.map(({ webhookId, removedAt }) => [webhookId, removedAt])).toEqual([
          ['a', null],
          ['b', harness.now()],
          ['c', harness.now()],
        ]);
      });

      it('keep their id when they are renamed, also when two change places', async () => {
        const renamed = await sync(
          { ...identity('a'), webhookId: 'b', maskedUrl: 'https://new/***' },
          { ...identity('b'), webhookId: 'a' },
          identity('c'),
        );
        expect(byName(renamed, 'b')).toEqual({ ...a, webhookId: 'b', maskedUrl: 'https://new/***' });
        expect(byName(renamed, 'a')).toEqual({ ...b, webhookId: 'a' });
        expect(renamed).toHaveLength(3);
      });

      it('keep the moment they were removed at', async () => {
        const removedAt = harness.now();
        await sync(identity('a'));
        await harness.advance(1_000);
        expect(byName(await sync(identity('a')), 'b')).toMatchObject({ removedAt });
      });

      it('come back with their id, and disabled if they were', async () => {
        const disabled = { reason: 'HTTP_410', at: harness.now() };
        await harness.store.endpoints.setDisabled(b.id, disabled);
        await sync();
        const back = await sync(identity('b'));
        expect(byName(back, 'b')).toEqual({ ...b, disabled, removedAt: null });
      });

      it('stand once where a fingerprint is given twice', async () => {
        const twice = await sync(identity('a'), { ...identity('a'), webhookId: 'other' });
        expect(twice.filter(({ fingerprint }) => fingerprint === a.fingerprint)).toEqual([a]);
      });

      it('are disabled and enabled again', async () => {
        const disabled = { reason: 'HTTP_410', at: 5 };
        expect(await harness.store.endpoints.setDisabled(a.id, disabled)).toBe(true);
        expect(byName(await harness.store.endpoints.list(), 'a')).toMatchObject({ disabled });
        expect(await harness.store.endpoints.setDisabled(a.id, null)).toBe(true);
        expect(byName(await harness.store.endpoints.list(), 'a')).toMatchObject({ disabled: null });
        expect(await harness.store.endpoints.setDisabled(uuid(), disabled)).toBe(false);
      });

      it('stay disabled as they first were, whoever comes next', async () => {
        const first = { reason: 'HTTP_410', at: 5 };
        await harness.store.endpoints.setDisabled(a.id, first);
        expect(await harness.store.endpoints.setDisabled(a.id, { reason: 'other', at: 6 })).toBe(true);
        expect(byName(await harness.store.endpoints.list(), 'a')).toMatchObject({ disabled: first });
      });
    });

    describe('the health of an endpoint', () => {
      healthFacts(() => harness);
    });

    describe('actions', () => {
      actionFacts(() => harness);
    });

    describe('mutes', () => {
      muteFacts(
        () => harness,
        () => a,
      );
    });

    describe('incidents', () => {
      incidentFacts(
        () => harness,
        () => a,
      );
    });

    describe('saved views', () => {
      viewFacts(() => harness);
    });

    describe('the message of a job', () => {
      conversationFacts(
        () => harness,
        () => a,
      );
    });

    describe('digests', () => {
      digestFacts(
        () => harness,
        () => a,
      );
    });

    definitionFacts(() => harness);
    eventTypeFacts(() => harness);
    accessStoreFacts(() => harness);

    describe('erasures', () => {
      erasureFacts(
        () => harness,
        () => [a, b],
      );
    });

    describe('API keys', () => {
      keyFacts(() => harness);
    });

    describe('closing', () => {
      it('keeps all data', async () => {
        const [waiting] = await accept([a]);
        const done = await settled(b, { state: 'delivered' });
        await harness.store.endpoints.setDisabled(c.id, { reason: 'HTTP_410', at: 5 });
        const before = await harness.store.endpoints.list();
        await harness.reopen();
        expect(await harness.store.endpoints.list()).toEqual(before);
        expect(await events().tally(done.event.id)).toMatchObject({ delivered: 1 });
        expect(await queue().recentSends(0)).toHaveLength(1);
        expect(await claim()).toMatchObject([{ event: waiting!.event }]);
      });

      it('finishes the calls made before', async () => {
        const accepted = acceptance([delivery(a)]);
        const accepting = events().accept([accepted], LEASE_MS);
        await harness.reopen();
        expect(await accepting).toEqual([{ kind: 'accepted' }]);
        expect(await events().tally(accepted.event.id)).toMatchObject({ open: 1 });
      });

      it('makes every later call reject with store_unavailable', async () => {
        const { store } = harness;
        await upkeep().ping();
        await harness.reopen();
        const unavailable = { name: 'GatewayError', code: 'store_unavailable' };
        await expect(store.events.accept([acceptance([])], LEASE_MS)).rejects.toMatchObject(unavailable);
        await expect(store.events.tally('x')).rejects.toMatchObject(unavailable);
        await expect(store.queue.rescue()).rejects.toMatchObject(unavailable);
        await expect(store.access.entries(1, null)).rejects.toMatchObject(unavailable);
        await expect(store.upkeep.ping()).rejects.toMatchObject(unavailable);
        await expect(store.endpoints.list()).rejects.toMatchObject(unavailable);
        await expect(store.health.list()).rejects.toMatchObject(unavailable);
        await store.close();
      });
    });
  });
}

function identity(name: string): EndpointIdentity {
  return {
    fingerprint: `fingerprint-${name}`,
    webhookId: name,
    adapter: 'generic',
    maskedUrl: `https://${name}/***`,
  };
}

function byName(endpoints: readonly StoredEndpoint[], name: string): StoredEndpoint | undefined {
  return endpoints.find(({ webhookId }) => webhookId === name);
}

function delivery(endpoint: StoredEndpoint, leaseToken: string | null = null): NewDelivery {
  return { id: uuid(), endpointId: endpoint.id, webhookId: endpoint.webhookId, leaseToken };
}

function refTo({ deliveries: [only] }: Acceptance): { deliveryId: string; leaseToken: string } {
  return { deliveryId: only!.id, leaseToken: only!.leaseToken ?? '' };
}

/** Where among those taken stand retries. */
function retryIndexes(taken: readonly LeasedDelivery[]): number[] {
  return taken.flatMap(({ attempts }, place) => (attempts > 0 ? [place] : []));
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

async function inTurn<T>(count: number, call: () => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let turn = 0; turn < count; turn += 1) all.push(...(await call()));
  return all;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const groups = Object.groupBy(items, key);
  return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, group!.length]));
}

function sorted<T extends { at: number; endpointId: string }>(sends: readonly T[]): T[] {
  return sends.toSorted((x, y) => x.at - y.at || (x.endpointId < y.endpointId ? -1 : 1));
}
