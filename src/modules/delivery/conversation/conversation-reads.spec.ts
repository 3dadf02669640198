import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom, Subject } from 'rxjs';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import { builtInTypes } from '../../../../test/support/built-in-types.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery, NextState } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { ConversationStore, Turn, WaitingTurn } from '../../store/conversation-store.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import type { Dispatcher } from '../queue/dispatcher.service.js';
import type { WaitingDelivery } from '../queue/reservation.js';
import { Identity } from '../request/identity.service.js';
import { HastenedEnds } from './hastened-ends.service.js';
import { EDIT_GAP_MS } from './plan-turn.js';
import { targetDigest, Turns } from './turns.service.js';

const RETRY: NextState = { state: 'pending', dueAt: 600_000, inMs: 600_000 };
const END = { id: 'end', endpointId: 'e1', type: 'job.completed' };
const progress = (own: Partial<LeasedDelivery> = {}): LeasedDelivery => {
  const event = { id: 'e', type: 'job.script_completed', data: '{}', timestamp: '', acceptedAt: 0 };
  return aDelivery({ event, orderKey: 'j1', ...own });
};

describe('The reads of the messages of jobs', () => {
  let endpoint: Endpoint | undefined;
  /** Calls of the store, in their order. */
  let calls: string[];
  let first: { deliveryId: string; type: string } | null;
  let waitingTypes: string[];
  let turn: Turn | null;
  let behind: WaitingTurn[];
  let fails: boolean;
  let waiting: Subject<WaitingDelivery>;
  let events: DeliveryEvents;
  let published: string[];
  let wakes: number;
  let turns: Turns;
  let ends: HastenedEnds;

  beforeEach(() => {
    endpoint = anEndpoint({ conversation: 'live', ordering: 'job' });
    calls = [];
    [first, turn, waitingTypes, behind, fails, wakes] = [null, null, [], [], false, 0];
    const called = async <T>(call: string, result: T): Promise<T> => {
      calls.push(call);
      if (fails) throw new Error('away');
      return result;
    };
    const store = {
      turn: (id: string) => called(`turn ${id}`, turn),
      first: (id: string) => called(`first ${id}`, first),
      behind: (id: string, limit: number) => called(`behind ${id} ${limit}`, behind),
      waitingTypes: (id: string) => called(`waitingTypes ${id}`, waitingTypes),
      hasten: (id: string) => called(`hasten ${id}`, undefined),
    } as unknown as ConversationStore;
    const catalogue = { find: () => endpoint } as unknown as EndpointCatalogue;
    const identity = new Identity({ source: 's', brand: 'B' } as GatewayConfig, builtInTypes);
    waiting = new Subject();
    events = new DeliveryEvents();
    published = [];
    events.stream.subscribe(({ kind }) => published.push(kind));
    const dispatcher = { waiting, wake: () => wakes++ } as unknown as Dispatcher;
    ends = new HastenedEnds(catalogue, identity, store, events, dispatcher);
    turns = new Turns(store, catalogue, identity, { now: () => 0 }, events);
  });

  afterEach(() => ends.onModuleDestroy());

  /** A turn in a job whose message was edited at this time, Unix ms. */
  const turnOf = (editedAt: number, own: Partial<Turn> = {}): Turn => ({
    position: { acceptedAt: 0, place: 0 },
    isFirst: true,
    newerWaits: false,
    rescues: 0,
    isUntold: false,
    conversation: {
      ref: { id: '7' },
      phase: 'open',
      shown: null,
      announcing: null,
      timeline: [],
      losses: 0,
      doubts: 0,
      target: targetDigest(endpoint!),
      editedAt,
    },
    now: editedAt,
    ...own,
  });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const retried = (delivery = progress(), next: NextState = RETRY, quiet?: 'message'): void => {
    const report = { delivery, attempt: null, outcome: null, next, maxRetries: 1, ...(quiet && { quiet }) };
    events.publish({ kind: 'settled', report, settled: true });
  };

  it('are none where the endpoint keeps no messages of jobs, whatever happens to its deliveries', async () => {
    endpoint = anEndpoint({ conversation: 'each', ordering: 'job' });
    expect(await firstValueFrom(turns.take(progress()))).toMatchObject({ kind: 'send' });
    waiting.next(END);
    retried();
    await settled();
    endpoint = undefined;
    waiting.next(END);
    retried();
    await settled();
    expect([calls, wakes]).toEqual([[], 0]);
  });

  it('are none for a delivery that belongs to no job', async () => {
    expect(await firstValueFrom(turns.take(progress({ orderKey: null })))).toMatchObject({ kind: 'send' });
    retried(progress({ orderKey: null }));
    await settled();
    expect(calls).toEqual([]);
  });

  it('are one for a delivery of a job, which waits a second where the store does not answer', async () => {
    expect(await firstValueFrom(turns.take(progress()))).toMatchObject({ kind: 'send' });
    fails = true;
    expect(await firstValueFrom(turns.take(progress()))).toMatchObject({
      kind: 'unsent',
      report: { next: { state: 'pending', inMs: 1_000 } },
    });
    expect([calls, published]).toEqual([['turn d1', 'turn d1'], ['store-failing']]);
  });

  it('say when the next edit is due by the clock of the gateway, however far that of the store is ahead', async () => {
    const ahead = 3_600_000;
    turn = turnOf(ahead, { now: ahead + 1_000 });
    expect(await firstValueFrom(turns.take(progress()))).toMatchObject({
      report: { next: { state: 'pending', dueAt: EDIT_GAP_MS - 1_000, inMs: EDIT_GAP_MS - 1_000 } },
    });
  });

  it('are two for progress that is superseded: those behind it end with it, as far as they are superseded too', async () => {
    turn = turnOf(1_000, { newerWaits: true });
    const waits = (id: string, type: string): WaitingTurn => {
      const event = { id: `event-${id}`, type, jobId: 'j1' };
      const delivery = {
        id,
        event,
        endpointId: 'e1',
        webhookId: 'w',
        attempts: 0,
        createdAt: 0,
        orderKey: 'j1',
      };
      return { delivery, timestamp: `at ${id}`, position: { acceptedAt: 0, place: 0 }, isFirst: true };
    };
    behind = [waits('d2', 'job.extraction_completed'), waits('end', 'job.completed')];
    expect(await firstValueFrom(turns.take(progress()))).toMatchObject({
      kind: 'unsent',
      report: {
        next: { state: 'delivered', reason: 'superseded' },
        superseded: [{ id: 'd2' }],
        conversation: {
          conversation: {
            timeline: [{ label: 'Script ready' }, { label: 'Movies extracted', timestamp: 'at d2' }],
          },
        },
      },
    });
    expect(calls).toEqual(['turn d1', 'behind d1 100']);
  });

  it('make progress due that an end waits for, and no other end', async () => {
    first = { deliveryId: 'd1', type: 'job.script_completed' };
    waiting.next(END);
    waiting.next({ ...END, type: 'job.script_completed' });
    await settled();
    expect([calls, wakes]).toEqual([['first end', 'hasten d1'], 1]);
    first = { deliveryId: 'd2', type: 'job.failed' };
    waiting.next(END);
    await settled();
    expect([calls.slice(2), wakes]).toEqual([['first end'], 1]);
  });

  it('make progress due that begins to wait before an end', async () => {
    retried();
    await settled();
    waitingTypes = ['job.script_completed', 'job.failed'];
    retried();
    await settled();
    expect([calls, wakes]).toEqual([['waitingTypes d1', 'waitingTypes d1', 'hasten d1'], 1]);
  });

  it.each<[string, NextState]>([
    ['is over', { state: 'delivered' }],
    ['is due at once', { state: 'pending', dueAt: 0, inMs: 0 }],
    ['waits for its lane alone', { state: 'pending', dueAt: 5, inMs: 5, readyInMs: 0 }],
  ])('are none for progress that %s', async (_, next) => {
    retried(progress(), next);
    await settled();
    expect(calls).toEqual([]);
  });

  it('are none for progress that quiet hours hold: they hold its end as well, or let it pass', async () => {
    waitingTypes = ['job.completed'];
    retried(progress(), { ...RETRY, reason: 'quiet_hours' } as NextState, 'message');
    await settled();
    expect([calls, wakes]).toEqual([[], 0]);
  });

  it('go on after one that failed', async () => {
    fails = true;
    waiting.next(END);
    await settled();
    fails = false;
    first = { deliveryId: 'd1', type: 'job.script_completed' };
    waiting.next(END);
    await settled();
    expect([published, wakes]).toEqual([['store-failing'], 1]);
  });
});
