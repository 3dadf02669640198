import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memoryPlan, memoryText } from './memory-plan.js';

const MIB = 1024 * 1024;

describe(memoryPlan.name, () => {
  it('changes nothing without a limit, and from 1 GiB on', () => {
    const full = {
      deliveries: { count: 4096, bytes: 64 * MIB },
      acceptances: { events: 20_000, bytes: 64 * MIB },
      bodies: { large: 32 * MIB, unproven: 64 * MIB },
      databaseCache: 32 * MIB,
      heaps: null,
    };
    expect(memoryPlan(null)).toEqual({ limit: null, ...full });
    expect(memoryPlan(1024 * MIB)).toEqual({ limit: 1024 * MIB, ...full });
    expect(memoryText(memoryPlan(2048 * MIB))).toBeNull();
  });

  it('divides 256 MiB', () => {
    expect(memoryPlan(256 * MIB)).toEqual({
      limit: 256 * MIB,
      deliveries: { count: 1024, bytes: 16 * MIB },
      acceptances: { events: 5_000, bytes: 16 * MIB },
      bodies: { large: 16 * MIB, unproven: 16 * MIB },
      databaseCache: 8 * MIB,
      heaps: { main: { old: 115, semi: 1 }, database: { old: 64, semi: 1 } },
    });
    expect(memoryText(memoryPlan(256 * MIB))).toBe(
      'Memory limit 256 MiB: heap 115 MiB, database thread 64 MiB, at most 1024 deliveries in memory, database cache 2 × 8 MiB',
    );
  });

  it('says where the heap is not the one it gives', () => {
    const plan = memoryPlan(256 * MIB);
    expect(memoryText(plan, ['--max-old-space-size=115'])).toBe(memoryText(plan));
    expect(memoryText(plan, ['--max-old-space-size=400'])).toMatch(
      /heap as Node was told, database thread 64 MiB/,
    );
  });

  it('never gives less for a larger limit, and takes every body that is allowed', () => {
    const mib = fc.integer({ min: 1, max: 2_000 });
    fc.assert(
      fc.property(mib, mib, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((size) =>
          memoryPlan(size * MIB),
        );
        expect(less!.deliveries.count).toBeLessThanOrEqual(more!.deliveries.count);
        expect(less!.databaseCache).toBeLessThanOrEqual(more!.databaseCache);
        expect(less!.heaps?.main.old ?? Infinity).toBeLessThanOrEqual(more!.heaps?.main.old ?? Infinity);
        expect(less!.bodies.large).toBeGreaterThanOrEqual(16 * MIB);
        expect(less!.acceptances.bytes).toBeGreaterThanOrEqual(16 * MIB);
      }),
    );
  });
});
