import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { aDelivery } from '../../../test/support/a-delivery.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Admission } from './admission/admission.service.js';
import type { Batching } from './admission/batching.service.js';
import { Holds } from './admission/holds.service.js';
import { Slots } from './admission/slots.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import type { DigestTurns } from './digest/digest-turns.service.js';
import { Lanes } from './lanes.service.js';
import type { Throttles } from './rate-limit/throttles.service.js';
import { Throttle } from './rate-limit/throttle.js';

/** Lanes with these limits of concurrency: the endpoint's, its breaker's and its target's. */
function lanes({ endpoint = 5 as number | null, breaker = Infinity, target = Infinity }) {
  const changes = {
    catalogue: new Subject(),
    breakers: new Subject(),
    throttles: new Subject(),
    holds: new Subject(),
  };
  const config = endpoint === null ? undefined : { concurrency: endpoint, rateLimits: [] };
  const catalogue = {
    find: () => config,
    all: () => [{ timeoutMs: 100 }, { timeoutMs: 300 }],
    changes: changes.catalogue,
  };
  const breakers = { allowance: () => breaker, changes: changes.breakers };
  const throttles = { of: () => new Throttle([]), allowance: () => target, changes: changes.throttles };
  const holds = { closed: changes.holds, ofLane: () => null, ofDelivery: () => null };
  const service = new Lanes(
    catalogue as unknown as EndpointCatalogue,
    breakers as unknown as CircuitBreakers,
    throttles as unknown as Throttles,
    new Admission(new Slots(10), holds as unknown as Holds, { of: () => null } as unknown as Batching),
    {} as DigestTurns,
  );
  return { service, policy: service.policy('e1'), changes };
}

describe(Lanes.name, () => {
  it.each([
    ['the endpoint', {}, 5],
    ['an open breaker', { breaker: 0 }, 0],
    ['a recovering breaker', { breaker: 2 }, 2],
    ['a target that asked to slow down', { breaker: 4, target: 1 }, 1],
  ])('limit the concurrency of a lane by %s', (_, limits, expected) => {
    expect(lanes(limits).policy.concurrency()).toBe(expected);
  });

  it('give the lane of a removed endpoint a concurrency of one, to hand its deliveries back', () => {
    expect(lanes({ endpoint: null }).policy.concurrency()).toBe(1);
  });

  it('treat a delivery with attempts as a retry', () => {
    const { isRetry } = lanes({}).policy;
    expect([isRetry(aDelivery()), isRetry(aDelivery({ attempts: 1 }))]).toEqual([false, true]);
  });

  it('check a lane again after changes of endpoints, breakers, throttles and holds', () => {
    const { policy, changes } = lanes({});
    let checks = 0;
    policy.recheck.subscribe(() => checks++);
    for (const change of Object.values(changes)) change.next(undefined);
    expect(checks).toBe(4);
  });

  it('know the longest timeout of all endpoints', () => {
    expect(lanes({}).service.longestAttemptMs()).toBe(300);
  });
});
