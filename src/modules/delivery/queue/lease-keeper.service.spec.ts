import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TempStore } from '../../../../test/support/temp-store.js';
import { loadConfig } from '../../config/load-config.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { LEASE_MS } from '../../model/delivery-handoff.js';
import { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { InFlight } from './in-flight.service.js';
import type { PrefetchLimits } from './prefetch-limits.service.js';
import type { Recovery } from './recovery.service.js';
import { steadyNow } from '../../timing/steady-now.js';
import type { HeldDeliveries } from '../rate-limit/held-deliveries.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';

const LIMITS = { fresh: () => 64, claimed: () => 64, candidates: () => 1 } as unknown as PrefetchLimits;

describe(LeaseKeeper.name, () => {
  let temp: TempStore;
  let inFlight: InFlight;
  let keeper: LeaseKeeper;
  let events: DeliveryEvents;

  beforeEach(async () => {
    temp = await TempStore.open();
    const { config } = loadConfig({}, { envFile: null });
    inFlight = new InFlight(
      new CircuitBreakers(config, temp.clock),
      new Throttles(),
      LIMITS,
      {} as HeldDeliveries,
      config,
    );
    events = new DeliveryEvents();
    const recovery = { rescue: async () => void (await temp.store.queue.rescue()) } as unknown as Recovery;
    keeper = new LeaseKeeper(inFlight, temp.store.queue, recovery, events, temp.store.upkeep);
  });
  afterEach(() => temp.remove());

  /** Stores two leased deliveries: this node holds `held`, a dead node held `left`. */
  async function leased(): Promise<{ held: LeasedDelivery; left: string }> {
    const identity = { fingerprint: 'f', webhookId: 'webhook_1', adapter: 'generic', maskedUrl: '' };
    const [endpoint] = await temp.store.endpoints.sync([identity]);
    const event = { id: 'e', type: 'job.completed', data: '{}', timestamp: '', acceptedAt: temp.clock.now() };
    const delivery = (id: string) => ({
      id,
      endpointId: endpoint!.id,
      webhookId: 'webhook_1',
      leaseToken: 'token',
    });
    await temp.store.events.accept(
      [{ event, contentHash: null, deliveries: [delivery('held'), delivery('left')] }],
      LEASE_MS,
    );
    const held = { ...delivery('held'), event, attempts: 0, createdAt: 0 };
    inFlight.holdClaimed(held, steadyNow() + LEASE_MS);
    return { held, left: 'left' };
  }

  const settle = (deliveryId: string) =>
    temp.store.queue.settle([
      { deliveryId, leaseToken: 'token', attempt: null, next: { state: 'delivered' } },
    ]);

  it('rescues nothing where another node leads the rescue', async () => {
    const { left } = await leased();
    jest.spyOn(temp.store.upkeep, 'acquireLeadership').mockResolvedValue(false);
    temp.clock.advance(24 * 3_600_000);
    await keeper.renewAndRescue();
    expect(await settle(left)).toEqual([true]);
  });

  it('rescues deliveries that others left behind and none that this node holds, even after a step of the clock', async () => {
    const { held, left } = await leased();
    temp.clock.advance(24 * 3_600_000);
    await keeper.renewAndRescue();
    expect(await settle(held.id)).toEqual([true]);
    expect(await settle(left)).toEqual([false]);
  });

  it('runs one round at a time, however long the store takes', async () => {
    const hung = Promise.withResolvers<boolean>();
    const acquire = jest.spyOn(temp.store.upkeep, 'acquireLeadership').mockReturnValueOnce(hung.promise);
    const first = keeper.renewAndRescue();
    await keeper.renewAndRescue();
    expect(acquire).toHaveBeenCalledTimes(1);
    hung.reject(new Error('away'));
    await first;
    await keeper.renewAndRescue();
    expect(acquire).toHaveBeenCalledTimes(2);
  });

  it('rescues nothing and publishes a store failure while the store takes no renewal', async () => {
    await leased();
    const published: string[] = [];
    events.stream.subscribe((event) => published.push(event.kind));
    await temp.store.close();
    await keeper.renewAndRescue();
    expect(published).toEqual(['store-failing']);
  });
});
