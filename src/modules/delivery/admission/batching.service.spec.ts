import { describe, expect, it } from '@jest/globals';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import { BatchSizes } from '../batch/batch-sizes.service.js';
import { Batching, companyMax } from './batching.service.js';

const POLICY = { maxRetries: 3, delayMs: 1, maxDelayMs: 1, schedule: null, ttlMs: null };
const batch = { max: 100, withinMs: 5_000, format: 'json' } as const;

describe(Batching.name, () => {
  const at = (now: number) => new Batching(new BatchSizes(), { now: () => now });
  const waitAt = (now: number, own: Parameters<typeof aDelivery>[0]): number =>
    at(now).of(anEndpoint({ batch }))!.waitMs(aDelivery(own));

  it('sends nothing together at an endpoint without batches', () => {
    expect(at(0).of(anEndpoint())).toBeNull();
    expect(at(0).of(undefined)).toBeNull();
  });

  it('counts the wait of an event from its acceptance, whatever the clocks say', () => {
    expect(waitAt(10_000, { createdAt: 10_000 })).toBe(5_000);
    expect(waitAt(12_000, { createdAt: 10_000 })).toBe(3_000);
    expect(waitAt(90_000, { createdAt: 10_000 })).toBe(0);
    // The store's clock is ahead.
    expect(waitAt(10_000, { createdAt: 99_000 })).toBe(5_000);
  });

  it('does not wait with what an operator asks for, and with a retry only for those that failed with it', () => {
    expect(waitAt(0, { attempts: 1, isAskedFor: true })).toBe(0);
    expect(waitAt(0, { isAskedFor: true })).toBe(0);
    expect(waitAt(0, { attempts: 1 })).toBe(100);
  });

  it('lets a refused size hold at once', () => {
    const sizes = new BatchSizes();
    const endpoint = anEndpoint({ batch });
    const rules = new Batching(sizes, { now: () => 0 }).of(endpoint)!;
    sizes.refused(endpoint, 10_000);
    expect(rules.maxBytes).toBe(5_000);
  });
});

describe(companyMax, () => {
  it('shrinks with each failed attempt, and the last one is made alone', () => {
    expect([0, 1, 2, 3, 4].map((failed) => companyMax(1_000, failed, POLICY))).toEqual([
      1_000, 100, 10, 1, 1,
    ]);
    const long = { ...POLICY, schedule: Array.from({ length: 11 }, () => 1) };
    const sizes = Array.from({ length: 12 }, (_, failed) => companyMax(1_000, failed, long));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect([sizes[0], sizes[1], sizes[11]]).toEqual([1_000, 534, 1]);
  });

  it('does not shrink where there is no retry', () => {
    expect(companyMax(50, 1, { ...POLICY, maxRetries: 0 })).toBe(50);
  });
});
