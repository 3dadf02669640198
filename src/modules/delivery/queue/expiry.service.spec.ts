import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { acceptanceFor, identity, LEASE_MS } from '../../../../test/support/postgres-work.js';
import { TempStore } from '../../../../test/support/temp-store.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Expiry } from './expiry.service.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';

const TTL_MS = 60_000;
/** More deliveries than one batch. */
const MANY = 450;

describe(Expiry.name, () => {
  let temp: TempStore;
  let endpoints: { id: string; webhookId: string; retry: { ttlMs: number | null } }[];
  let published: DeliveryEvent[];
  let expiry: Expiry;

  beforeEach(async () => {
    temp = await TempStore.open();
    const stored = await temp.store.endpoints.sync(['resting', 'paused', 'kept'].map(identity));
    endpoints = stored.map((row) => ({ ...row, retry: { ttlMs: row.webhookId === 'kept' ? null : TTL_MS } }));
    published = [];
    const events = new DeliveryEvents();
    events.stream.subscribe((event) => published.push(event));
    const catalogue = { all: () => endpoints } as unknown as EndpointCatalogue;
    const { queue, upkeep } = temp.store;
    expiry = new Expiry(catalogue, queue, upkeep, events, temp.clock);
  });
  afterEach(() => temp.remove());

  /** Stores pending deliveries of the endpoint that expire. */
  async function waiting(webhookId: string, count: number): Promise<void> {
    const stored = (await temp.store.endpoints.list()).find((row) => row.webhookId === webhookId)!;
    const event = { acceptedAt: temp.clock.now() };
    const accepted = Array.from({ length: count }, () => acceptanceFor(stored, null, event));
    await temp.store.events.accept(accepted, LEASE_MS);
    temp.clock.advance(TTL_MS + 1);
  }
  const pending = async (): Promise<number> => (await temp.store.upkeep.counts()).pending;

  it('fails every expired delivery in batches, also of disabled endpoints, and publishes each', async () => {
    await waiting('resting', MANY);
    await waiting('paused', 1);
    await waiting('kept', 1);
    await expiry.sweep();
    expect(await pending()).toBe(1);
    expect(published).toHaveLength(MANY + 1);
    expect(published.at(-1)).toMatchObject({
      kind: 'settled',
      settled: true,
      report: {
        delivery: { webhookId: 'paused' },
        attempt: null,
        next: { state: 'failed', reason: 'expired' },
      },
    });
  });

  it('expires nothing where another node leads, and asks for no leadership without TTLs', async () => {
    await waiting('resting', 1);
    const turn = jest.spyOn(temp.store.upkeep, 'acquireLeadership').mockResolvedValue(false);
    await expiry.sweep();
    expect([await pending(), published]).toEqual([1, []]);
    turn.mockClear();
    for (const endpoint of endpoints) endpoint.retry.ttlMs = null;
    await expiry.sweep();
    expect(turn).not.toHaveBeenCalled();
  });

  it('stops between two batches when the gateway stops', async () => {
    await waiting('resting', 1);
    expiry.beforeApplicationShutdown();
    await expiry.sweep();
    expect(await pending()).toBe(1);
  });

  it('publishes a store failure, and goes on once the store answers', async () => {
    await waiting('resting', 1);
    jest.spyOn(temp.store.queue, 'expire').mockRejectedValueOnce(new Error('away'));
    await expiry.sweep();
    expect(published).toMatchObject([{ kind: 'store-failing' }]);
    await expiry.sweep();
    expect(await pending()).toBe(0);
  });
});
