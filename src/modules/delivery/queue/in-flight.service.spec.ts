import { memoryPlan } from '../../config/memory-plan.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../model/clock.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import type { HeldDeliveries } from '../rate-limit/held-deliveries.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { LANE_CAPACITY, type PrefetchLimits } from './prefetch-limits.service.js';
import { InFlight } from './in-flight.service.js';
import { steadyNow } from '../../timing/steady-now.js';

function delivery(id: string, endpointId = 'e1', data = '{}'): LeasedDelivery {
  const event = { id: `event-${id}`, type: 'job.completed', data, timestamp: '', acceptedAt: 0 };
  return { id, event, endpointId, webhookId: 'webhook_1', attempts: 0, createdAt: 0, leaseToken: 't' };
}

/** Limits of a single node; `ttl` names the endpoints that have a TTL. */
const limits = (...ttl: string[]): PrefetchLimits =>
  ({
    fresh: () => LANE_CAPACITY,
    claimed: () => LANE_CAPACITY,
    candidates: (id: string) => (ttl.includes(id) ? 32 : 1),
  }) as unknown as PrefetchLimits;

const HELD = {} as HeldDeliveries;
const CONFIG = { maxConcurrency: 512, memory: memoryPlan(null) } as GatewayConfig;

describe(InFlight.name, () => {
  let inFlight: InFlight;
  beforeEach(
    () =>
      void (inFlight = new InFlight(
        new CircuitBreakers(CONFIG, new SystemClock()),
        new Throttles(),
        limits(),
        HELD,
        CONFIG,
      )),
  );

  function reserveAll(endpointId: string, bytes = 2): number {
    let n = 0;
    while (inFlight.reserve(endpointId, bytes)) n++;
    return n;
  }

  it('keeps a quarter of a lane for deliveries claimed from the store', () => {
    expect(reserveAll('e1')).toBe(LANE_CAPACITY * 0.75);
    expect(inFlight.capacity('e1')).toBe(LANE_CAPACITY * 0.25);
    expect(inFlight.reserve('e2', 2)).toBe(true);
  });

  it('bounds all lanes together, and leaves each lane a minimum', () => {
    const taken = Array.from({ length: 100 }, (_, i) => reserveAll(`e${i}`));
    expect(taken.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => 192));
    expect(taken.slice(16)).toEqual(Array.from({ length: 84 }, () => 16));
    expect(inFlight.capacity('another')).toBeGreaterThanOrEqual(16);
  });

  it('bounds the bytes held, and leaves each lane one delivery', () => {
    expect(reserveAll('e1', 1024 * 1024)).toBe(48);
    expect(reserveAll('e2', 1024 * 1024)).toBe(1);
    inFlight.cancelReservation('e1', 1024 * 1024);
    expect(inFlight.capacity('e3')).toBeGreaterThanOrEqual(1);
  });

  it('counts a delivery once when it is claimed again before its release', () => {
    for (let i = 0; i < 5; i++) inFlight.holdClaimed(delivery('a'), 100);
    expect([inFlight.count('e1'), inFlight.size]).toEqual([1, 1]);
  });

  it('releases a delivery once, and only the same object', () => {
    const first = delivery('a');
    inFlight.holdClaimed(first, 100);
    const again = delivery('a');
    inFlight.release(again);
    expect(inFlight.count('e1')).toBe(1);
    inFlight.release(first);
    inFlight.release(first);
    expect(inFlight.count('e1')).toBe(0);
  });

  it('tells which leases still run', () => {
    const [kept, lost] = [delivery('a'), delivery('b')];
    inFlight.holdClaimed(kept, 100);
    inFlight.holdClaimed(lost, 100);
    expect([inFlight.isLeased(kept, 99), inFlight.isLeased(kept, 100)]).toEqual([true, false]);
    inFlight.extendLeases(inFlight.all(), new Set(['b']), 200);
    expect([inFlight.isLeased(kept, 150), inFlight.isLeased(lost, 50)]).toEqual([true, false]);
  });

  it('holds 32 candidates for a probe where the endpoint has a TTL, else as many as the breaker allows', () => {
    const breakers = new CircuitBreakers(
      { ...CONFIG, breaker: { failures: 1, pauseMs: 0, maxPauseMs: 0 } } as GatewayConfig,
      new SystemClock(),
    );
    for (const id of ['old', 'any']) breakers.probe(id, steadyNow() + 60_000, steadyNow() + 60_000);
    inFlight = new InFlight(breakers, new Throttles(), limits('old'), HELD, CONFIG);
    expect([inFlight.capacity('old'), inFlight.capacity('any'), inFlight.reserve('old', 2)]).toEqual([
      32,
      1,
      false,
    ]);
    for (const id of ['old', 'any'])
      breakers.record(delivery('a', id), { kind: 'delivered' }, {} as Attempt, 100);
    expect([inFlight.capacity('old'), inFlight.capacity('any')]).toEqual([32, 2]);
  });

  it('reports once a window that a rate limit turned deliveries away, and nothing where it did not', () => {
    const throttles = new Throttles();
    const throttle = throttles.of('e1', [{ max: 1, windowMs: 60_000 }]);
    throttles.of('e2', [{ max: 1, windowMs: 60_000 }]);
    inFlight = new InFlight(
      new CircuitBreakers(CONFIG, new SystemClock()),
      throttles,
      limits(),
      HELD,
      CONFIG,
    );
    const published: object[] = [];
    throttles.exceeded.subscribe((one) => published.push(one));
    expect(throttle.take(steadyNow())).toBe(0);
    throttle.end(steadyNow());
    expect(inFlight.reserve('e1', 2)).toBe(false);
    for (const id of ['e1', 'e1', 'e2']) inFlight.overflowed(id);
    expect(published).toEqual([{ endpointId: 'e1', waiting: 1, limit: { max: 1, windowMs: 60_000 } }]);
  });
});
