import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { acceptanceFor, identity, LEASE_MS } from '../../../../test/support/postgres-work.js';
import { TempStore } from '../../../../test/support/temp-store.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Expiry } from './expiry.service.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';

const TTL_MS = 60_000;
/** More than a batch. */
const MANY = 450;

describe(Expiry.name, () => {
  let temp: TempStore;
  let endpoints: { id: string; webhookId: string; retry: { ttlMs: number | null } }[];
  let told: DeliveryEvent[];
  let expiry: Expiry;

  beforeEach(async () => {
    temp = await TempStore.open();
    const stored = await temp.store.endpoints.sync(['resting', 'paused', 'kept'].map(identity));
    endpoints = stored.map((row) => ({ ...row, retry: { ttlMs: row.webhookId === 'kept' ? null : TTL_MS } }));
    told = [];
    const events = new DeliveryEvents();
    events.stream.subscribe((event) => told.push(event));
    const catalogue = { all: () => endpoints } as unknown as EndpointCatalogue;
    const { queue, upkeep } = temp.store;
    expiry = new Expiry(catalogue, queue, upkeep, events, temp.clock);
  });
  afterEach(() => temp.remove());

  /** Deliveries that wait for the endpoint, and become too old. */
  async function waiting(webhookId: string, count: number): Promise<void> {
    const stored = (await temp.store.endpoints.list()).find((row) => row.webhookId === webhookId)!;
    const event = { acceptedAt: temp.clock.now() };
    const accepted = Array.from({ length: count }, () => acceptanceFor(stored, null, event));
    await temp.store.events.accept(accepted, LEASE_MS);
    temp.clock.advance(TTL_MS + 1);
  }
  const pending = async (): Promise<number> => (await temp.store.upkeep.counts()).pending;

  it('gives up whatever is too old, however much and whether its endpoint sends, and tells of each', async () => {
    await waiting('resting', MANY);
    await waiting('paused', 1);
    await waiting('kept', 1);
    await expiry.sweep();
    expect(await pending()).toBe(1);
    expect(told).toHaveLength(MANY + 1);
    expect(told.at(-1)).toMatchObject({
      kind: 'settled',
      settled: true,
      report: {
        delivery: { webhookId: 'paused' },
        attempt: null,
        next: { state: 'failed', reason: 'expired' },
      },
    });
  });

  it('leaves it to the node whose turn it is, and asks for none where nothing becomes too old', async () => {
    await waiting('resting', 1);
    const turn = jest.spyOn(temp.store.upkeep, 'acquireLeadership').mockResolvedValue(false);
    await expiry.sweep();
    expect([await pending(), told]).toEqual([1, []]);
    turn.mockClear();
    for (const endpoint of endpoints) endpoint.retry.ttlMs = null;
    await expiry.sweep();
    expect(turn).not.toHaveBeenCalled();
  });

  it('ends between two batches when the gateway stops', async () => {
    await waiting('resting', 1);
    expiry.beforeApplicationShutdown();
    await expiry.sweep();
    expect(await pending()).toBe(1);
  });

  it('says that the store does not answer, and goes on when it does', async () => {
    await waiting('resting', 1);
    jest.spyOn(temp.store.queue, 'expire').mockRejectedValueOnce(new Error('away'));
    await expiry.sweep();
    expect(told).toMatchObject([{ kind: 'store-failing' }]);
    await expiry.sweep();
    expect(await pending()).toBe(0);
  });
});
