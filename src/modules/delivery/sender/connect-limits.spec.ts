import { describe, expect, it } from '@jest/globals';
import { ConnectLimits } from './connect-limits.js';

describe(ConnectLimits.name, () => {
  it('bounds a connection by the longest attempt at its origin', () => {
    const limits = new ConnectLimits(10_000);
    limits.raise('https://a.test', 60_000);
    limits.raise('https://a.test', 20_000);
    limits.raise('https://b.test', 1_000);
    expect([limits.of('https://a.test'), limits.of('https://b.test')]).toEqual([60_000, 10_000]);
  });

  it('bounds no connection to less than 5 s', () => {
    expect(new ConnectLimits(100).of('https://a.test')).toBe(5_000);
  });
});
