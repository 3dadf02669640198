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
const PROBE: HealthChange = { ...OPEN, stage: 'half_open' };

describe('a clock that is set back', () => {
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

  it('moves due times back with it', async () => {
    await retryIn(5_000);
    expect(await claim()).toEqual([]);
    temp.clock.advance(-DAY_MS);
    expect(await claim()).toEqual([]);
    temp.clock.advance(4_999);
    expect(await claim()).toEqual([]);
    temp.clock.advance(1);
    expect(await claim()).toHaveLength(1);
  });

  it('moves back due times that were computed before the step and written just after it', async () => {
    const before = temp.clock.now();
    await claim();
    temp.clock.advance(-DAY_MS);
    await claim();
    await retryIn(100, before);
    await claim();
    temp.clock.advance(100);
    expect(await claim()).toHaveLength(1);
  });

  it('does not lengthen a retry that is stored by its delay, however long after the step', async () => {
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

  it('leaves due times alone after a small correction or a step forward', async () => {
    await claim();
    await retryIn(5_000);
    temp.clock.advance(-900);
    await claim();
    temp.clock.advance(5_899);
    expect(await claim()).toEqual([]);
    temp.clock.advance(1);
    expect(await claim()).toHaveLength(1);
  });

  it('moves the probe time of a circuit breaker back with it', async () => {
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
    it('moves due times back at the next start', async () => {
      await retryIn(5_000);
      await setBack();
      temp.clock.advance(4_999);
      expect(await claim()).toEqual([]);
      temp.clock.advance(1);
      expect(await claim()).toHaveLength(1);
    });

    it('moves due times back once, however often the gateway is restarted', async () => {
      await retryIn(5_000);
      await setBack();
      await temp.reopen();
      temp.clock.advance(4_999);
      await temp.reopen();
      expect(await claim()).toEqual([]);
      temp.clock.advance(1);
      expect(await claim()).toHaveLength(1);
    });

    it('moves a long wait back by no more than the step', async () => {
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

    it('releases the leases of the earlier process at once', async () => {
      await temp.store.events.accept([acceptanceFor(endpoint, 'token')], 30_000);
      await setBack();
      expect(await temp.store.queue.rescue()).toBe(1);
      expect(await claim()).toHaveLength(1);
    });

    it('moves the probe time of a circuit breaker back at the next start', async () => {
      await temp.store.health.change('endpoint', 0, OPEN);
      await setBack();
      const [stored] = await temp.store.health.list();
      expect(stored).toMatchObject({ probeAt: temp.clock.now() + 5_000 });
    });

    it('counts the attempts just before the restart against the rate limit, and no older ones', async () => {
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
