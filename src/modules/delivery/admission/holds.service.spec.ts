import { beforeEach, describe, expect, it } from '@jest/globals';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import type { InFlight } from '../queue/in-flight.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { steadyNow } from '../../timing/steady-now.js';
import { Holds, type Hold } from './holds.service.js';

const NOW = 1_700_000_000_000;

describe(Holds.name, () => {
  let endpoint: Partial<Endpoint> | undefined;
  let allowance: number;
  let isLeased: boolean;
  let throttles: Throttles;
  let holds: Holds;

  beforeEach(() => {
    endpoint = { disabled: null, pausedAt: null, retry: { ttlMs: 1_000 } as Endpoint['retry'] };
    allowance = Infinity;
    isLeased = true;
    throttles = new Throttles();
    throttles.of('e1', []);
    holds = new Holds(
      { find: () => endpoint } as unknown as EndpointCatalogue,
      { allowance: () => allowance } as unknown as CircuitBreakers,
      throttles,
      { isLeased: () => isLeased, count: () => 1 } as unknown as InFlight,
      { now: () => NOW },
    );
  });

  it('hold no lane of an enabled endpoint with a closed breaker', () => {
    expect(holds.ofLane('e1')).toBeNull();
  });

  it.each([
    ['a removed endpoint', () => (endpoint = undefined), 'endpoint-removed'],
    [
      'a disabled endpoint',
      () => (endpoint = { ...endpoint, disabled: { reason: '', at: 0 } }),
      'lane-closed',
    ],
    ['a paused endpoint', () => (endpoint = { ...endpoint, pausedAt: 0 }), 'lane-closed'],
    ['an open breaker', () => (allowance = 0), 'lane-closed'],
    ['a pause of more than two seconds', () => throttles.pause('e1', steadyNow() + 2_500), 'throttled'],
    ['a gateway that stops', () => holds.close(), 'lane-closed'],
  ])('hold the lane of %s', (_, change, reason) => {
    change();
    expect(holds.ofLane('e1')).toMatchObject({ reason });
  });

  it.each([
    ['whose endpoint was removed', () => (endpoint = undefined), 'endpoint-removed'],
    ['whose endpoint was paused', () => (endpoint = { ...endpoint, pausedAt: 0 }), 'lane-closed'],
    [
      'whose endpoint was disabled',
      () => (endpoint = { ...endpoint, disabled: { reason: '', at: 0 } }),
      'lane-closed',
    ],
    ['whose lease was lost', () => (isLeased = false), 'lease-lost'],
    ['of a gateway that stops', () => holds.close(), 'lane-closed'],
  ])('hold a delivery after its admission %s', (_, change, reason) => {
    expect(holds.sinceAdmission(aDelivery({ createdAt: NOW }))).toBeNull();
    change();
    expect(holds.sinceAdmission(aDelivery({ createdAt: NOW }))).toEqual({ reason });
  });

  it('ask neither breaker nor rate limit of a delivery that was admitted: both count it', () => {
    allowance = 0;
    throttles.pause('e1', steadyNow() + 2_500);
    expect(holds.sinceAdmission(aDelivery({ createdAt: NOW }))).toBeNull();
  });

  it('hold no lane for a short pause, whose deliveries wait in memory', () => {
    throttles.pause('e1', steadyNow() + 1_500);
    expect(holds.ofLane('e1')).toBeNull();
  });

  it('emit when the gateway stops, so that lanes look again', () => {
    let emitted = 0;
    holds.closed.subscribe(() => emitted++);
    holds.close();
    expect(emitted).toBe(1);
  });

  it('hold a delivery whose lease is lost, whose TTL has passed, and no other', () => {
    expect(holds.ofDelivery(aDelivery({ createdAt: NOW - 1_000 }))).toBeNull();
    expect(holds.ofDelivery(aDelivery({ createdAt: NOW - 1_001 }))).toEqual({ reason: 'expired' });
    isLeased = false;
    expect(holds.ofDelivery(aDelivery({ createdAt: NOW }))).toEqual({ reason: 'lease-lost' });
  });

  it.each<[Hold, object | null]>([
    [{ reason: 'lease-lost' }, null],
    [{ reason: 'expired' }, { state: 'failed', reason: 'expired' }],
    [{ reason: 'endpoint-removed' }, { state: 'cancelled', reason: 'endpoint_removed' }],
    [{ reason: 'lane-closed' }, { state: 'pending', dueAt: NOW, inMs: 0 }],
    [
      { reason: 'throttled', forMs: 2_500.5 },
      { state: 'pending', dueAt: NOW + 2_501, inMs: 2_501, readyInMs: 0 },
    ],
  ])('decide the next state of a delivery held by %j', (hold, next) => {
    const delivery = aDelivery();
    expect(holds.unsent(delivery, hold)).toEqual({
      delivery,
      attempt: null,
      outcome: null,
      next,
      maxRetries: 0,
    });
  });
});
