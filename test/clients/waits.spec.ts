import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { backoffMs } from '../../clients/node/src/backoff.js';
import { retryAfterMs } from '../../clients/node/src/retry-after.js';

const LIMITS = { retryDelayMs: 250, maxRetryDelayMs: 10_000 };

describe('backoffMs', () => {
  it.each([
    [1, 250],
    [2, 500],
    [3, 1_000],
    [6, 8_000],
    [7, 10_000],
    [5_000, 10_000],
  ])('before retry %i is at most %i ms', (n, ms) => {
    expect(backoffMs(n, LIMITS, 1)).toBe(ms);
    expect(backoffMs(n, LIMITS, 0)).toBe(ms / 2);
  });

  it('never leaves its limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, random) => {
          const wait = backoffMs(n, LIMITS, random);
          return wait >= LIMITS.retryDelayMs / 2 && wait <= LIMITS.maxRetryDelayMs;
        },
      ),
    );
  });
});

describe('retryAfterMs', () => {
  const NOW = Date.parse('2026-01-01T12:00:00Z');

  it.each([
    ['5', 5_000],
    ['0', 0],
    ['0.5', 500],
    [' 30 ', 30_000],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', null],
    ['3601', 3_600_000],
    ['-5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('reads %j as %j', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});
