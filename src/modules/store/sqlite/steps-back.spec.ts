import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HandClock, TempStore } from '../../../../test/support/temp-store.js';
import { acceptanceFor, claimFrom, identity } from '../../../../test/support/postgres-work.js';
import type { StoredEndpoint } from '../endpoint-store.js';

const DAY_MS = 86_400_000;

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
  async function retryIn(ms: number, now = temp.clock.now()): Promise<void> {
    const accepted = acceptanceFor(endpoint, 'token');
    await temp.store.events.accept([accepted], 30_000);
    const next = { state: 'pending', dueAt: now + ms } as const;
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
});
