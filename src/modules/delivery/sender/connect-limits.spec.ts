import { describe, expect, it } from '@jest/globals';
import { ConnectLimits } from './connect-limits.js';

describe(ConnectLimits.name, () => {
  it('lets a connection take as long as the longest attempt made there', () => {
    const limits = new ConnectLimits(10_000);
    limits.raise('https://a.test', 60_000);
    limits.raise('https://a.test', 20_000);
    limits.raise('https://b.test', 1_000);
    expect([limits.of('https://a.test'), limits.of('https://b.test')]).toEqual([60_000, 10_000]);
  });

  it('gives up no connection sooner than after 5 s', () => {
    expect(new ConnectLimits(100).of('https://a.test')).toBe(5_000);
  });
});
