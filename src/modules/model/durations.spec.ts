import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBuckets, bucketOf, LAST_BUCKET, percentile } from './durations.js';

const counted = (durations: readonly number[]): number[] => {
  const sum: number[] = [];
  for (const ms of durations) {
    const one: number[] = [];
    one[bucketOf(ms)] = 1;
    addBuckets(
      sum,
      Array.from(one, (count = 0) => count),
    );
  }
  return Array.from(sum, (count = 0) => count);
};

describe('buckets of durations', () => {
  it('grow with the duration and end with the last bucket', () => {
    expect([0, 1, 2, 4, 100, 10_000].map(bucketOf)).toEqual([0, 0, 2, 4, 14, 27]);
    expect(bucketOf(1e12)).toBe(LAST_BUCKET);
  });

  it("give percentiles that are at most one bucket's width off", () => {
    const durations = fc.array(fc.integer({ min: 1, max: 600_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95), (all, share) => {
        const sorted = all.toSorted((x, y) => x - y);
        const exact = sorted[Math.ceil(sorted.length * share) - 1]!;
        const read = percentile(counted(all), share)!;
        expect(read).toBeGreaterThanOrEqual(Math.floor(exact / Math.SQRT2) - 1);
        expect(read).toBeLessThanOrEqual(Math.ceil(exact * Math.SQRT2) + 1);
      }),
    );
  });

  it('give no percentile without durations', () => {
    expect(percentile([], 0.5)).toBeNull();
  });
});
