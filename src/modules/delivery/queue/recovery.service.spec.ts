import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { DeliveryQueue } from '../../store/delivery-queue.js';
import { steadyNow } from '../../timing/steady-now.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { Recovery } from './recovery.service.js';

const NOW = 1_700_000_000_000;
const ENDPOINT = { id: 'e1', rateLimits: [{ max: 2, windowMs: 60_000 }] } as unknown as Endpoint;

describe(Recovery.name, () => {
  const recentSends = jest.fn<DeliveryQueue['recentSends']>();
  const slowed = jest.fn<DeliveryQueue['slowed']>();
  const cancelPending = jest.fn<DeliveryQueue['cancelPending']>();
  const held = jest.fn<DeliveryQueue['held']>();
  let throttles: Throttles;
  let recovery: Recovery;
  let published: DeliveryEvent[];

  beforeEach(() => {
    recentSends.mockReset().mockResolvedValue([]);
    held.mockReset().mockResolvedValue([]);
    slowed.mockReset().mockResolvedValue([]);
    cancelPending.mockReset().mockResolvedValue(0);
    throttles = new Throttles();
    published = [];
    const queue = {
      recentSends,
      slowed,
      cancelPending,
      held,
      rescue: async () => 3,
    } as unknown as DeliveryQueue;
    const catalogue = { all: () => [ENDPOINT], removed: () => [{ id: 'gone', webhookId: 'webhook_9' }] };
    const events = new DeliveryEvents();
    events.stream.subscribe((event) => published.push(event));
    recovery = new Recovery(queue, catalogue as unknown as EndpointCatalogue, throttles, events, {
      now: () => NOW,
    });
  });

  it('counts the sends of the longest window against the rate limits, and none in the future', async () => {
    recentSends.mockResolvedValue([
      { endpointId: 'e1', at: NOW - 59_000 },
      { endpointId: 'e1', at: NOW + 3_600_000 },
      { endpointId: 'other', at: NOW },
    ]);
    await recovery.run();
    expect(recentSends.mock.calls).toEqual([[NOW - 60_000]]);
    expect(throttles.used('e1', steadyNow())).toBe(2);
    expect(throttles.of('e1', []).wait(steadyNow())).toBeLessThanOrEqual(1_001);
  });

  it('resumes the pauses that targets asked for, with one request allowed afterwards', async () => {
    slowed.mockResolvedValue([{ endpointId: 'e1', until: NOW + 30_000 }]);
    await recovery.run();
    expect(throttles.pauseMs('e1', steadyNow())).toBeGreaterThan(29_000);
    expect(throttles.allowance('e1')).toBe(1);
  });

  it('looks again at the deliveries of an earlier process that wait for a pause or a limit, once it knows both', async () => {
    const waits: [string, boolean][] = [];
    throttles.eased.subscribe((id) => waits.push([id, throttles.pauseMs(id, steadyNow()) > 29_000]));
    slowed.mockResolvedValue([{ endpointId: 'e1', until: NOW + 30_000 }]);
    held.mockResolvedValue(['e1', 'e2']);
    await recovery.run();
    expect(waits).toEqual([
      ['e1', true],
      ['e2', false],
    ]);
  });

  it('reads neither sends nor pauses where nodes share the limits', async () => {
    throttles.shareLimits();
    await recovery.run();
    expect(recentSends).not.toHaveBeenCalled();
    expect(slowed).not.toHaveBeenCalled();
  });

  it('has the ledger review the held deliveries of configured endpoints where nodes share the limits', async () => {
    throttles.shareLimits();
    const reviewed: [string, boolean][] = [];
    throttles.heldAtStart.subscribe((id) => reviewed.push([id, throttles.all().has(id)]));
    held.mockResolvedValue(['e1', 'gone']);
    await recovery.run();
    expect(reviewed).toEqual([['e1', true]]);
  });

  it('publishes rescued deliveries, and the cancelled ones of removed endpoints', async () => {
    cancelPending.mockResolvedValue(4);
    await recovery.run();
    expect(cancelPending.mock.calls).toEqual([['gone', 'endpoint_removed']]);
    expect(published).toEqual([
      { kind: 'rescued', count: 3 },
      { kind: 'cancelled', webhookId: 'webhook_9', count: 4, reason: 'endpoint_removed' },
    ]);
  });
});
