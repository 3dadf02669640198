import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import type { Caller } from '../access/caller.js';
import type { GatewayEvent } from '../model/event.js';
import type { Settlements } from '../model/settlements.js';
import type { EventStore, EventTally } from '../store/event-store.js';
import type { RateLimitLedger } from '../store/rate-limit-ledger.js';
import type { Receipt } from './ingest.service.js';
import { OutcomeWatch } from './outcome-watch.service.js';
import { WAITS_MAX, WAITS_OF_A_KEY_MAX } from './wait-quota.js';

type Asked = Parameters<OutcomeWatch['outcomes']>[2];

const OPEN: EventTally = { total: 1, delivered: 0, failed: 0, open: 1 };
const DONE: EventTally = { total: 1, delivered: 1, failed: 0, open: 0 };
const PENDING = { total: 1, successful: 0, failed: 0, pending: 1 };
const SUCCESSFUL = { total: 1, successful: 1, failed: 0, pending: 0 };

class Connection extends EventEmitter {
  destroyed = false;
  hangUp(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

const receipt = (id: string, deliveries = 1): Receipt => ({
  kind: 'accepted',
  event: { id } as GatewayEvent,
  deliveries: Array.from({ length: deliveries }, (_, at) => ({ id: `${id}-${at}`, webhookId: 'webhook_1' })),
});

const by = (name: string | null, socket = new Connection()): Asked =>
  ({ raw: { socket }, caller: name === null ? null : ({ name } as Caller) }) as unknown as Asked;

/** Tells whether a promise is settled, without waiting for it. */
function stateOf<T>(promise: Promise<T>): { value?: T } {
  const state: { value?: T } = {};
  void promise.then((value) => (state.value = value));
  return state;
}

describe(OutcomeWatch.name, () => {
  const settled = new Subject<string>();
  const stored = new Map<string, EventTally>();
  const tallies = jest.fn<EventStore['tallies']>();
  let watch: OutcomeWatch;

  beforeEach(() => {
    jest.useFakeTimers();
    stored.clear();
    tallies.mockReset().mockImplementation(async (ids) => ids.map((id) => stored.get(id) ?? OPEN));
    watch = new OutcomeWatch(
      { tallies } as unknown as EventStore,
      { eventIds: settled } satisfies Settlements,
      { shared: false } as RateLimitLedger,
    );
  });
  afterEach(() => {
    watch.onModuleDestroy();
    jest.useRealTimers();
  });

  it('resolves after the settlement, with two queries in all', async () => {
    const wait = stateOf(watch.outcomes([receipt('a')], 60_000, by('k')));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(tallies).toHaveBeenCalledTimes(1);
    expect(wait.value).toBeUndefined();
    stored.set('a', DONE);
    settled.next('a');
    await jest.advanceTimersByTimeAsync(10);
    expect(wait.value).toEqual([SUCCESSFUL]);
    expect(tallies).toHaveBeenCalledTimes(2);
  });

  it('makes no query for settlements without waits and for events without subscribers', async () => {
    const wait = stateOf(watch.outcomes([receipt('a', 0)], 60_000, by('k')));
    settled.next('b');
    await jest.advanceTimersByTimeAsync(10);
    expect(wait.value).toEqual([{ total: 0, successful: 0, failed: 0, pending: 0 }]);
    expect(tallies).not.toHaveBeenCalled();
    expect(settled.observed).toBe(false);
  });

  it('finds outcomes that no settlement of this node reports, with one query for all waits', async () => {
    const waits = ['a', 'b', 'c'].map((id) => stateOf(watch.outcomes([receipt(id)], 60_000, by('k'))));
    await jest.advanceTimersByTimeAsync(100);
    tallies.mockClear();
    for (const id of ['a', 'b', 'c']) stored.set(id, DONE);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(waits.map(({ value }) => value)).toEqual([[SUCCESSFUL], [SUCCESSFUL], [SUCCESSFUL]]);
    expect(tallies.mock.calls).toEqual([[['a', 'b', 'c']]]);
  });

  it('ends the waits of a closed connection: 100 pipelined waits cost nothing afterwards', async () => {
    const socket = new Connection();
    const waits = Array.from({ length: 100 }, (_, at) =>
      stateOf(watch.outcomes([receipt(`e${at}`)], 60_000, by('k', socket))),
    );
    await jest.advanceTimersByTimeAsync(100);
    expect(socket.listenerCount('close')).toBe(1);
    socket.hangUp();
    await jest.advanceTimersByTimeAsync(0);
    expect(waits.every(({ value }) => value !== undefined)).toBe(true);
    tallies.mockClear();
    settled.next('e1');
    await jest.advanceTimersByTimeAsync(61_000);
    expect(tallies).not.toHaveBeenCalled();
    expect(settled.observed).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('starts no wait for a client that has hung up already', async () => {
    const socket = new Connection();
    socket.hangUp();
    expect(await watch.outcomes([receipt('a')], 60_000, by('k', socket))).toEqual([PENDING]);
    expect(jest.getTimerCount()).toBeLessThanOrEqual(1);
  });

  it('answers with the stored states when the time is up, or the gateway stops', async () => {
    const timed = stateOf(watch.outcomes([receipt('a')], 1_000, by('k')));
    const stopped = stateOf(watch.outcomes([receipt('b')], 60_000, by('k')));
    await jest.advanceTimersByTimeAsync(999);
    stored.set('a', { total: 2, delivered: 1, failed: 0, open: 1 });
    await jest.advanceTimersByTimeAsync(1);
    expect(timed.value).toEqual([{ total: 2, successful: 1, failed: 0, pending: 1 }]);
    watch.onModuleDestroy();
    await jest.advanceTimersByTimeAsync(0);
    expect(stopped.value).toEqual([PENDING]);
  });

  it('answers from the receipt while the store fails, and queries it again meanwhile', async () => {
    tallies.mockRejectedValue(new Error('away'));
    const wait = stateOf(watch.outcomes([receipt('a')], 10_000, by('k')));
    await jest.advanceTimersByTimeAsync(9_000);
    expect(tallies.mock.calls.length).toBeGreaterThan(3);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(wait.value).toEqual([PENDING]);
  });

  it.each(['requests', 'events'] as const)(
    'refuses a key beyond its share of %s, and no other key',
    async (of) => {
      const events = of === 'events' ? 1_000 : 1;
      const batch = (name: string) => Array.from({ length: events }, (_, at) => receipt(`${name}-${at}`));
      const shares = WAITS_OF_A_KEY_MAX[of] / events;
      const socket = new Connection();
      const waits = Array.from({ length: shares }, (_, at) =>
        watch.outcomes(batch(`w${at}`), 60_000, by('k', socket)),
      );
      expect(await watch.outcomes(batch('more'), 60_000, by('k'))).toBeNull();
      const other = stateOf(watch.outcomes(batch('other'), 60_000, by('l')));
      socket.hangUp();
      expect(await Promise.all(waits)).toHaveLength(shares);
      const again = stateOf(watch.outcomes(batch('again'), 60_000, by('k')));
      await jest.advanceTimersByTimeAsync(10);
      expect([other.value, again.value]).toEqual([undefined, undefined]);
    },
  );

  it('refuses all keys beyond the maximum over all keys', async () => {
    const keys = Math.ceil(WAITS_MAX.requests / WAITS_OF_A_KEY_MAX.requests);
    for (let n = 0; n < WAITS_MAX.requests; n++)
      void watch.outcomes([receipt(`w${n}`)], 60_000, by(`key-${n % keys}`));
    expect(await watch.outcomes([receipt('more')], 60_000, by('another'))).toBeNull();
  });
});
