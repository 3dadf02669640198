import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.js';

describe('The wait of a listener after failures', () => {
  it('doubles from a second to a minute', () => {
    expect([1, 2, 3, 6, 7, 1_000].map((failures) => backoffMs(failures, 0))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('is shortened by up to half', () => {
    expect([backoffMs(3, 1), backoffMs(3, 0.5)]).toEqual([2_000, 3_000]);
  });
});
