import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { SystemClock } from '../model/clock.js';
import { LEASE_MS, type DeliveryHandoff } from '../model/delivery-handoff.js';
import { steadyNow } from '../model/steady-now.js';
import type { EventStore } from '../store/event-store.js';
import { IngestService } from './ingest.service.js';
import { newEvent } from './new-event.js';

describe(IngestService.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('counts the leases of what it hands over from before the commit, however late that is answered', async () => {
    const deliver = jest.fn<DeliveryHandoff['deliver']>();
    const handoff = { room: () => undefined, reserve: () => 'token', deliver } as unknown as DeliveryHandoff;
    const events = {
      accept: async () => {
        // A node that freezes over the answer.
        await jest.advanceTimersByTimeAsync(LEASE_MS + 2_000);
        return [{ kind: 'accepted' }];
      },
    } as unknown as EventStore;
    const catalogue = {
      takers: () => ({ takers: [{ id: 'endpoint', webhookId: 'webhook_1' }], tooCostly: [] }),
    } as unknown as EndpointCatalogue;
    const ingest = new IngestService(catalogue, events, handoff, new SystemClock());
    const asked = steadyNow();
    await ingest.accept(newEvent({ event: 'job.completed' }, undefined, 0));
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(deliver).toHaveBeenCalledWith(
      expect.objectContaining({ webhookId: 'webhook_1', leaseToken: 'token' }),
      asked + LEASE_MS,
    );
    expect(steadyNow()).toBeGreaterThan(asked + LEASE_MS);
  });
});
