import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from './backoff.js';

const policy = { maxRetries: 10, delayMs: 1000, maxDelayMs: 30_000, schedule: null, ttlMs: null };

describe('backoff', () => {
  it('doubles from the base up to the maximum', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((n) => backoff(policy, n, 0));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('adds at most a quarter of jitter and never comes earlier than documented', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (n, random) => {
          const documented = backoff(policy, n, 0);
          const wait = backoff(policy, n, random);
          expect(wait).toBeGreaterThanOrEqual(documented);
          expect(wait).toBeLessThanOrEqual(documented * 1.25);
        },
      ),
    );
  });
});
