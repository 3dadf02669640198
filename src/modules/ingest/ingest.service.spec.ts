import type { GatewayConfig } from '../config/gateway-config.js';
import { memoryPlan } from '../config/memory-plan.js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { SystemClock } from '../model/clock.js';
import { LEASE_MS, type DeliveryHandoff } from '../model/delivery-handoff.js';
import { steadyNow } from '../timing/steady-now.js';
import type { Acceptance, EventStore } from '../store/event-store.js';
import { IngestService } from './ingest.service.js';
import { newEvent } from './new-event.js';

describe(IngestService.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('counts leases from before the commit, however late the answer of the store comes', async () => {
    const reservation = { leaseTokens: ['token'], commit: jest.fn(), release: jest.fn() };
    const handoff = { capacity: () => undefined, reserve: () => reservation } as unknown as DeliveryHandoff;
    const stored: Acceptance[] = [];
    const events = {
      accept: async (acceptances: readonly Acceptance[]) => {
        stored.push(...acceptances);
        // The node freezes while the store's answer is under way.
        await jest.advanceTimersByTimeAsync(LEASE_MS + 2_000);
        return [{ kind: 'accepted' }];
      },
    } as unknown as EventStore;
    const catalogue = {
      subscribers: () => ({ endpoints: [{ id: 'endpoint', webhookId: 'webhook_1' }], tooCostly: [] }),
    } as unknown as EndpointCatalogue;
    const ingest = new IngestService(catalogue, events, handoff, new SystemClock(), {
      memory: memoryPlan(null),
    } as GatewayConfig);
    const asked = steadyNow();
    await ingest.accept(newEvent({ event: 'job.completed' }, undefined, 0));
    expect(stored[0]).toMatchObject({ deliveries: [{ webhookId: 'webhook_1', leaseToken: 'token' }] });
    expect(reservation.commit).toHaveBeenCalledTimes(1);
    expect(reservation.commit).toHaveBeenCalledWith(asked + LEASE_MS, []);
    expect(reservation.release).not.toHaveBeenCalled();
    expect(steadyNow()).toBeGreaterThan(asked + LEASE_MS);
  });
});
