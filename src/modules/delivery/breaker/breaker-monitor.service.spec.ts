import { describe, expect, it, jest } from '@jest/globals';
import { EMPTY } from 'rxjs';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { DeliveryQueue } from '../../store/delivery-queue.js';
import type { Throttles } from '../rate-limit/throttles.service.js';
import type { CircuitBreakers } from './circuit-breakers.service.js';
import { BreakerMonitor } from './breaker-monitor.service.js';
import type { BreakerSync } from './breaker-sync.service.js';

/** A monitor of one endpoint whose pause is over; the store tells the time until its next due delivery. */
async function probed(at: number | null, inMs: number | null, pausedMs = 0): Promise<boolean> {
  const probe = jest.fn<BreakerSync['probe']>();
  const sync = {
    catchUp: async () => undefined,
    write: async () => undefined,
    probe,
  } as unknown as BreakerSync;
  const breakers: unknown = {
    publishTransitions: () => undefined,
    endpointIds: () => ['endpoint'],
    snapshot: () => ({ probeInMs: 0 }),
  };
  const throttles = { pauseMs: () => pausedMs } as unknown as Throttles;
  const catalogue = {
    find: () => ({ disabled: null, timeoutMs: 1_000 }),
    changes: EMPTY,
  } as unknown as EndpointCatalogue;
  const queue = { nextDueInMs: async () => inMs, nextDueAt: async () => at } as unknown as DeliveryQueue;
  await new BreakerMonitor(sync, breakers as CircuitBreakers, throttles, catalogue, queue).poll();
  return probe.mock.calls.length > 0;
}

describe(BreakerMonitor.name, () => {
  it('claims a probe when a delivery is due by the store’s clock, whatever the node’s clock says', async () => {
    const day = 86_400_000;
    expect(await probed(Date.now() + day, 0)).toBe(true);
    expect(await probed(Date.now() - 1, day)).toBe(false);
    expect(await probed(null, null)).toBe(false);
  });

  it('claims no probe during a pause that the target asked for', async () => {
    expect(await probed(Date.now() - 1, 0, 1)).toBe(false);
  });
});
