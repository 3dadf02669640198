import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HandClock, TempStore } from '../../../../test/support/temp-store.js';
import { acceptanceFor, claimFrom, deliveredNow, identity } from '../../../../test/support/postgres-work.js';
import type { StoredEndpoint } from '../endpoint-store.js';
import type { HealthChange } from '../health-store.js';

const DAY_MS = 86_400_000;
const OPEN: HealthChange = {
  stage: 'open',
  openings: 1,
  probeInMs: 5_000,
  failingForMs: 0,
  failures: 10,
  error: null,
  quiet: false,
};
const PROBE: HealthChange = { ...OPEN, stage: 'probing' };

describe('A time of day that is set back', () => {
  let temp: TempStore;
  let endpoint: StoredEndpoint;

  beforeEach(async () => {
    temp = await TempStore.open(new HandClock());
    [endpoint] = (await temp.store.endpoints.sync([identity('a')])) as [StoredEndpoint];
  });
  afterEach(() => temp.remove());

  const claim = () => claimFrom(temp.store, [endpoint]);

  /** A delivery that is due again after `ms`, by the clock as it was when that was reckoned. */
  async function retryIn(ms: number, now = temp.clock.now(), inMs?: number): Promise<void> {
    const accepted = acceptanceFor(endpoint, 'token');
    await temp.store.events.accept([accepted], 30_000);
    const next = { state: 'pending', dueAt: now + ms, ...(inMs !== undefined && { inMs }) } as const;
    const deliveryId = accepted.deliveries[0]!.id;
    await temp.store.queue.settle([{ deliveryId, leaseToken: 'token', attempt: null, next }]);
  }

  it('takes the due times with it', async () => {
    await retryIn(5_000);
    expect(await claim()).toEqual([]);
    temp.clock.advance(-DAY_MS);
    expect(await claim()).toEqual([]);
    temp.clock.advance(4_999);
    expect(await claim()).toEqual([]);
    temp.clock.advance(1);
    expect(await claim()).toHaveLength(1);
  });

  it('also those reckoned before it and written just after it', async () => {
    const before = temp.clock.now();
    await claim();
    temp.clock.advance(-DAY_MS);
    await claim();
    await retryIn(100, before);
    await claim();
    temp.clock.advance(100);
    expect(await claim()).toHaveLength(1);
  });

  it('and a wait of so many ms, however long after it that is written', async () => {
    const before = temp.clock.now();
    await claim();
    temp.clock.advance(-DAY_MS);
    await claim();
    temp.clock.advance(60_000);
    await retryIn(100, before, 100);
    temp.clock.advance(99);
    expect(await claim()).toEqual([]);
    temp.clock.advance(1);
    expect(await claim()).toHaveLength(1);
  });

  it('leaves them where they are when it was no more than a correction, or forward', async () => {
    await claim();
    await retryIn(5_000);
    temp.clock.advance(-900);
    await claim();
    temp.clock.advance(5_899);
    expect(await claim()).toEqual([]);
    temp.clock.advance(1);
    expect(await claim()).toHaveLength(1);
  });

  it('takes the pause of a breaker with it: its probe is granted as soon', async () => {
    await claim();
    const { health } = temp.store;
    await health.change('endpoint', 0, OPEN);
    temp.clock.advance(-DAY_MS);
    expect((await health.change('endpoint', 1, PROBE)).made).toBe(false);
    temp.clock.advance(5_000);
    expect((await health.change('endpoint', 1, PROBE)).made).toBe(true);
  });

  async function setBack(): Promise<void> {
    temp.clock.advance(-DAY_MS);
    await temp.reopen();
  }

  describe('while no gateway has the file open', () => {
    it('takes the due times with it', async () => {
      await retryIn(5_000);
      await setBack();
      temp.clock.advance(4_999);
      expect(await claim()).toEqual([]);
      temp.clock.advance(1);
      expect(await claim()).toHaveLength(1);
    });

    it('takes them with it once, however often the gateway starts again', async () => {
      await retryIn(5_000);
      await setBack();
      await temp.reopen();
      temp.clock.advance(4_999);
      await temp.reopen();
      expect(await claim()).toEqual([]);
      temp.clock.advance(1);
      expect(await claim()).toHaveLength(1);
    });

    it('still tells it from a clock that ran on: what waited long goes on waiting', async () => {
      await retryIn(3_600_000);
      temp.clock.advance(1_800_000);
      expect(await claim()).toEqual([]);
      temp.clock.advance(-900_000);
      await temp.reopen();
      temp.clock.advance(1_799_999);
      expect(await claim()).toEqual([]);
      temp.clock.advance(1);
      expect(await claim()).toHaveLength(1);
    });

    it('gives back at once what the dead one held', async () => {
      await temp.store.events.accept([acceptanceFor(endpoint, 'token')], 30_000);
      await setBack();
      expect(await temp.store.queue.rescue()).toBe(1);
      expect(await claim()).toHaveLength(1);
    });

    it('takes the pause of a breaker with it', async () => {
      await temp.store.health.change('endpoint', 0, OPEN);
      await setBack();
      const [stored] = await temp.store.health.list();
      expect(stored).toMatchObject({ probeAt: temp.clock.now() + 5_000 });
    });

    it('counts against the rate limit what was sent just before, and nothing older', async () => {
      const send = async (): Promise<void> => {
        const accepted = acceptanceFor(endpoint, 'token');
        await temp.store.events.accept([accepted], 30_000);
        const settlement = deliveredNow({ id: accepted.deliveries[0]!.id, leaseToken: 'token' });
        const attempt = { ...settlement.attempt!, startedAt: temp.clock.now(), durationMs: 0 };
        await temp.store.queue.settle([{ ...settlement, attempt }]);
      };
      await send();
      temp.clock.advance(3_600_000);
      await send();
      await setBack();
      const now = temp.clock.now();
      expect(await temp.store.queue.recentSends(now - 60_000)).toEqual([
        { endpointId: endpoint.id, at: now },
      ]);
    });
  });
});
