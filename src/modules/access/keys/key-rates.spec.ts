import { describe, expect, it } from '@jest/globals';
import { KeyRates } from './key-rates.js';

describe(KeyRates.name, () => {
  const key = { id: 'k', rate: 2 };

  it('lets as many requests a minute through as the key may send, and says when the next minute begins', () => {
    const rates = new KeyRates();
    expect([0, 10_000, 20_000, 59_999].map((at) => rates.take(key, at))).toEqual([0, 0, 40_000, 1]);
    expect(rates.take(key, 60_000)).toBe(0);
  });

  it('counts each key by itself', () => {
    const rates = new KeyRates();
    for (let n = 0; n < 3; n++) rates.take(key, 0);
    expect(rates.take({ id: 'other', rate: 1 }, 0)).toBe(0);
  });

  it('never limits a key without a limit, nor one of the environment', () => {
    const rates = new KeyRates();
    for (let n = 0; n < 100; n++) {
      expect(rates.take({ id: 'k', rate: null }, 0)).toBe(0);
      expect(rates.take({ id: null, rate: null }, 0)).toBe(0);
    }
  });

  it('holds nothing up for longer than a minute where the clock is set back', () => {
    const rates = new KeyRates();
    for (let n = 0; n < 3; n++) rates.take(key, 1_000_000);
    expect(rates.take(key, 0)).toBe(0);
  });
});
