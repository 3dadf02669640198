import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { bucketOf } from '../../src/modules/model/durations.js';
import type { DeliveryState } from '../../src/modules/model/delivery.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import {
  ANY_DELIVERY,
  type DeliveryFilter,
  type EventFilter,
  type Page,
  type Position,
} from '../../src/modules/store/history-store.js';
import { attemptWith, idsOf, isMeant, isMeantEvent, nextOf, type Made } from './history-model.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const EVENTS = 240;
const TYPES = ['job.completed', 'job.failed', 'job.render_timeout', 'jobs.failed', 'render.done'];
const JOBS = ['j1', 'j2', '3', null];
const STATES: readonly DeliveryState[] = ['pending', 'sending', 'delivered', 'failed', 'cancelled'];
const ERRORS = [
  null,
  { code: 'HTTP_503', message: 'Service Unavailable' },
  { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' },
  { code: 'TIMEOUT', message: 'timeout of 100%_ms exceeded' },
];

/** Facts that every driver promises of looking back. One database for all: it is only read once it is filled. */
export function historyContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store, history:`, () => {
    let harness: Harness;
    let endpoints: StoredEndpoint[];
    let start: number;
    const made: Made[] = [];
    const events: { id: string; type: string; jobId: string | null; acceptedAt: number; count: number }[] =
      [];
    /** Always the same numbers, so that a failure can be repeated. */
    let seed = 7;
    const pick = <T>(from: readonly T[]): T => from[(seed = (seed * 48_271) % 2_147_483_647) % from.length]!;

    const makeDelivery = (event: (typeof events)[number], endpoint: StoredEndpoint): Made => {
      const state = pick(STATES);
      const closedBadly = state === 'failed' || state === 'cancelled';
      const error = state === 'delivered' || state === 'sending' ? null : pick(ERRORS);
      return {
        id: uuid({ msecs: event.acceptedAt }),
        eventId: event.id,
        type: event.type,
        jobId: event.jobId,
        endpointId: endpoint.id,
        createdAt: event.acceptedAt,
        state,
        reason: closedBadly ? (error?.code ?? 'endpoint_removed') : null,
        error,
      };
    };

    /** One event with up to three deliveries, a millisecond or none after the one before. */
    const addEvent = async (n: number, acceptedAt: number): Promise<void> => {
      const event = {
        id: `e-${n % 10}-${n}`,
        type: pick(TYPES),
        jobId: pick(JOBS),
        acceptedAt,
        count: n % 4,
      };
      const deliveries = endpoints.slice(0, event.count).map((endpoint) => makeDelivery(event, endpoint));
      const token = (one: Made): string | null =>
        one.state === 'pending' && one.error === null ? null : 'token';
      const { id, type, jobId } = event;
      await harness.store.events.accept(
        [
          {
            event: { id, type, data: '{"n":1}', timestamp: 'then', acceptedAt },
            contentHash: null,
            jobId,
            deliveries: deliveries.map((one) => ({
              id: one.id,
              endpointId: one.endpointId,
              webhookId: 'w',
              leaseToken: token(one),
            })),
          },
        ],
        LEASE_MS,
      );
      await harness.store.queue.settle(
        deliveries.flatMap((one) => {
          const next = nextOf(one, harness.now() + 60_000);
          const attempt = one.error || one.state === 'delivered' ? attemptWith(acceptedAt, one.error) : null;
          return next === null ? [] : [{ deliveryId: one.id, leaseToken: 'token', attempt, next }];
        }),
      );
      made.push(...deliveries);
      events.push(event);
    };

    beforeAll(async () => {
      made.length = events.length = 0;
      harness = await open();
      const identity = (name: string) => ({
        fingerprint: name,
        webhookId: name,
        adapter: 'generic',
        maskedUrl: '***',
      });
      endpoints = await harness.store.endpoints.sync(['a', 'b', 'c'].map(identity));
      start = harness.now();
      for (let n = 0; n < EVENTS; n += 1) await addEvent(n, start + Math.floor(n / 2) * 60_000);
    }, 60_000);
    afterAll(() => harness.close());

    const filters = (): fc.Arbitrary<DeliveryFilter> => {
      const some = <T>(values: readonly T[]) =>
        fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));
      const one = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 2 });
      const time = fc.option(
        fc.integer({ min: 0, max: EVENTS / 2 }).map((minute) => start + minute * 60_000),
        { freq: 2 },
      );
      return fc.record({
        states: some(STATES),
        endpointIds: some(endpoints.map(({ id }) => id)),
        types: some([...TYPES, 'job.*', 'render.*', '*', 'nobody.sends_this']),
        jobId: one(['j1', '3', 'unknown']),
        eventId: fc.option(fc.constantFrom(...events.map(({ id }) => id)), { freq: 1 }),
        from: time,
        to: time,
        error: one(['econn', 'HTTP_5', '%_ms', 'removed', 'x']),
      });
    };

    /** Page after page, until the end. */
    const walk = async <Row>(
      page: (after: Position | null) => Promise<Page<Row>>,
      between: () => Promise<void> = async () => undefined,
    ): Promise<Row[]> => {
      const rows: Row[] = [];
      for (let after: Position | null = null; ;) {
        const { rows: more, next } = await page(after);
        rows.push(...more);
        if (next === null) return rows;
        after = next;
        await between();
      }
    };

    const listed = (filter: DeliveryFilter, limit: number) =>
      walk((after) => harness.store.history.deliveries(filter, { limit, after }));

    it('lists exactly the matching deliveries, each once, newest first, for any page size', async () => {
      await fc.assert(
        fc.asyncProperty(filters(), fc.integer({ min: 1, max: 80 }), async (filter, limit) => {
          const wanted = made.filter((one) => isMeant(one, filter));
          const rows = await listed(filter, limit);
          expect(rows.map(({ id }) => id)).toEqual(idsOf(wanted));
        }),
        { numRuns: 60 },
      );
    }, 60_000);

    it('counts as many deliveries as it lists', async () => {
      await fc.assert(
        fc.asyncProperty(filters(), async (filter) => {
          let total = 0;
          for (let after: Position | null = null; ;) {
            const { count, next } = await harness.store.history.count(filter, after);
            total += count;
            if (next === null) break;
            after = next;
          }
          expect(total).toBe(made.filter((one) => isMeant(one, filter)).length);
        }),
        { numRuns: 30 },
      );
    }, 60_000);

    it('lists events by type, job and time', async () => {
      const arbitrary = filters().map(({ types, jobId, from, to }): EventFilter => ({
        types,
        jobId,
        from,
        to,
      }));
      await fc.assert(
        fc.asyncProperty(arbitrary, fc.integer({ min: 1, max: 80 }), async (filter, limit) => {
          const rows = await walk((after) => harness.store.history.events(filter, { limit, after }));
          const wanted = events
            .filter((event) => isMeantEvent(event, filter))
            .sort((x, y) => y.acceptedAt - x.acceptedAt || (x.id < y.id ? 1 : -1));
          expect(rows.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
        }),
        { numRuns: 30 },
      );
    }, 60_000);

    it('summarises a delivery with its state and the outcome of its last attempt', async () => {
      const failed = made.find(({ state, error }) => state === 'failed' && error?.code === 'HTTP_503')!;
      const { rows } = await harness.store.history.deliveries(
        { ...ANY_DELIVERY, eventId: failed.eventId },
        { limit: 10, after: null },
      );
      expect(rows.find(({ id }) => id === failed.id)).toEqual({
        id: failed.id,
        eventId: failed.eventId,
        type: failed.type,
        jobId: failed.jobId,
        endpointId: failed.endpointId,
        webhookId: 'w',
        state: 'failed',
        attempts: 1,
        createdAt: failed.createdAt,
        nextAttemptAt: null,
        settledAt: harness.now(),
        reason: 'HTTP_503',
        lastStatus: 503,
        lastError: { code: 'HTTP_503', message: 'Service Unavailable' },
        operationId: null,
        groupedIn: null,
      });
      expect(await harness.store.history.deliveriesById([failed.id, uuid()])).toEqual(
        rows.filter(({ id }) => id === failed.id),
      );
    });

    it('reads one delivery with its event and attempts, bodies included', async () => {
      const one = made.find(({ state }) => state === 'delivered')!;
      const record = await harness.store.history.delivery(one.id);
      expect(record).toMatchObject({
        summary: { id: one.id, state: 'delivered' },
        event: { id: one.eventId, type: one.type, data: '{"n":1}', timestamp: 'then' },
        attempts: [attemptWith(one.createdAt, null)],
        retryBase: 0,
        maskedUrl: '***',
      });
      expect(await harness.store.history.delivery(uuid())).toBeNull();
    });

    it('reads one event with its data and its deliveries in the order of the endpoints', async () => {
      const event = events.find(({ count }) => count === 3)!;
      const record = await harness.store.history.event(event.id);
      const own = made.filter(({ eventId }) => eventId === event.id);
      expect(record!.deliveries.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
      const counts = { pending: 0, sending: 0, delivered: 0, failed: 0, cancelled: 0 };
      for (const { state } of own) counts[state] += 1;
      expect(record).toMatchObject({
        data: '{"n":1}',
        summary: { id: event.id, jobId: event.jobId, acceptedAt: event.acceptedAt, deliveries: counts },
      });
      expect(record!.cloudEvent).toBeNull();
      expect(await harness.store.history.event('nobody')).toBeNull();
    });

    it('keeps the context attributes of a CloudEvent', async () => {
      const cloudEvent = '{"id":"1","source":"s","subject":"ü\\u0000","n":1}';
      const event = {
        id: uuid(),
        type: 'job.x',
        data: '{}',
        timestamp: 'then',
        acceptedAt: start,
        cloudEvent,
      };
      await harness.store.events.accept([{ event, contentHash: null, deliveries: [] }], 1_000);
      expect(await harness.store.history.event(event.id)).toMatchObject({ data: '{}', cloudEvent });
    });

    it.each([60_000, 3_600_000] as const)('sums settled deliveries by steps of %i ms', async (stepMs) => {
      const at = start - (start % stepMs);
      const range = { stepMs, from: at, to: at + stepMs };
      const all = await harness.store.history.statistics({ ...range, endpointId: null });
      const attemptsOf = (durations: readonly number[]) => durations.reduce((total, n) => total + n, 0);
      const sums = { delivered: 0, failed: 0, retried: 0, cancelled: 0, repaired: 0, attempts: 0 };
      for (const { id } of endpoints) {
        const own = made.filter(({ endpointId }) => endpointId === id);
        const count = (state: DeliveryState) => own.filter((one) => one.state === state).length;
        const {
          sums: { durations, ...counts },
          points,
        } = all.endpoints.get(id)!;
        const attempts = attemptsOf(durations);
        expect(durations[bucketOf(25)]).toBe(attempts);
        expect([...points]).toEqual([[at, { delivered: counts.delivered, failed: counts.failed, attempts }]]);
        expect({ ...counts, attempts }).toEqual({
          delivered: count('delivered'),
          failed: count('failed'),
          retried: own.filter(({ state, error }) => state === 'pending' && error !== null).length,
          cancelled: count('cancelled'),
          repaired: 0,
          attempts: own.filter(({ state, error }) => state === 'delivered' || error !== null).length,
        });
        sums.delivered += counts.delivered;
        sums.failed += counts.failed;
        sums.retried += counts.retried;
        sums.cancelled += counts.cancelled;
        sums.attempts += attempts;
      }
      expect(all.endpoints.size).toBe(endpoints.length);
      const steps = [...all.steps].map(([step, { durations, ...counts }]) => [
        step,
        { ...counts, attempts: attemptsOf(durations) },
      ]);
      expect(steps).toEqual([[at, sums]]);
      const [{ id: one }] = endpoints as [StoredEndpoint];
      const ofOne = await harness.store.history.statistics({ ...range, endpointId: one });
      expect([...ofOne.endpoints]).toEqual([[one, all.endpoints.get(one)]]);
      const later = { ...range, from: at + 1, endpointId: null };
      expect(await harness.store.history.statistics(later)).toEqual({
        steps: new Map(),
        endpoints: new Map(),
      });
    });

    it.each([60_000, 3_600_000] as const)(
      'counts failed attempts by error code, of one endpoint and of all, by steps of %i ms',
      async (stepMs) => {
        const at = start - (start % stepMs);
        const range = { stepMs, from: at, to: at + stepMs };
        const { history } = harness.store;
        const expected = (of: readonly Made[]) => {
          const codes = of.flatMap(({ error }) => (error === null ? [] : [error.code]));
          return [...new Set(codes)]
            .sort()
            .map((code) => ({ at, code, attempts: codes.filter((one) => one === code).length }));
        };
        const sorted = async (endpointId: string | null) =>
          (await history.errors({ ...range, endpointId })).toSorted((a, b) => a.code.localeCompare(b.code));
        expect(expected(made)).not.toEqual([]);
        expect(await sorted(null)).toEqual(expected(made));
        for (const { id } of endpoints)
          expect(await sorted(id)).toEqual(expected(made.filter(({ endpointId }) => endpointId === id)));
        expect(await history.errors({ ...range, from: at + 1, endpointId: null })).toEqual([]);
      },
    );

    it('reads the deliveries of events and their attempts, the newest first, up to a limit', async () => {
      const { history } = harness.store;
      const events = [...new Set(made.map(({ eventId }) => eventId))].slice(0, 7);
      const own = made.filter(({ eventId }) => events.includes(eventId));
      const rows = await history.deliveriesOfEvents(events, 100);
      expect(rows.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
      const times = rows.map(({ createdAt }) => createdAt);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(await history.deliveriesOfEvents(events, 2)).toEqual(rows.slice(0, 2));
      const attempts = await history.attemptsOf(
        rows.map(({ id }) => id),
        100,
      );
      const tried = own.filter(({ state, error }) => state === 'delivered' || error !== null);
      expect(attempts.map(({ deliveryId }) => deliveryId).toSorted()).toEqual(
        tried.map(({ id }) => id).toSorted(),
      );
      for (const { deliveryId, errorCode, durationMs, note } of attempts) {
        const { error } = own.find(({ id }) => id === deliveryId)!;
        expect({ errorCode, durationMs, note }).toEqual({
          errorCode: error?.code ?? null,
          durationMs: 25,
          note: null,
        });
      }
      expect(await history.attemptsOf([], 10)).toEqual([]);
    });

    it('tells the events of a job from those of the gateway about it', async () => {
      const { events, history } = harness.store;
      const types = ['job.started', 'webhook.delivery_exhausted', 'action.done', 'job.completed'];
      const accept = (type: string, n: number) => {
        const data = JSON.stringify({ job_id: 'told-apart' });
        const event = {
          id: `told-${n}`,
          type,
          data,
          timestamp: 't',
          acceptedAt: start + n,
        };
        return events.accept([{ event, contentHash: null, jobId: 'told-apart', deliveries: [] }], 1_000);
      };
      for (const [n, type] of types.entries()) await accept(type, n);
      const filter = { types: null, jobId: 'told-apart', from: null, to: null };
      const { rows } = await history.events({ ...filter, fromOutside: true }, { limit: 10, after: null });
      expect(rows.map(({ type }) => type)).toEqual(['job.completed', 'job.started']);
      const [first] = (
        await history.events({ ...filter, fromOutside: true }, { limit: 1, after: null, oldestFirst: true })
      ).rows;
      expect(first!.type).toBe('job.started');
      expect(await history.eventsOfJob('told-apart')).toBe(2);
      expect(await history.eventsOfJob('nobody')).toBe(0);
    });

    it('continues a list at its position while new deliveries arrive', async () => {
      const before = made.length;
      let n = EVENTS;
      const rows = await walk(
        (after) => harness.store.history.deliveries(ANY_DELIVERY, { limit: 50, after }),
        () => addEvent(n, start + (n++ % EVENTS) * 60_000),
      );
      const ids = rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(made.slice(0, before).map(({ id }) => id)));
    });
  });
}
