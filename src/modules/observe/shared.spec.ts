import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LOOK_MS, shared } from './shared.js';

const LATE = { name: 'GatewayError', code: 'store_unavailable' };

describe(shared.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('takes one look for all who ask at the same time, and another for who comes after it', async () => {
    const looks = jest.fn(async () => looks.mock.calls.length);
    const look = shared(looks);
    expect(await Promise.all([look(), look()])).toEqual([1, 1]);
    expect(await look()).toBe(2);
  });

  it('lets nobody wait longer than the limit, and takes no second look beside one that hangs', async () => {
    const hung = Promise.withResolvers<string>();
    const looks = jest.fn(() => hung.promise);
    const look = shared(looks);
    for (let times = 0; times < 2; times++) {
      const asked = look().catch((error: unknown) => error);
      await jest.advanceTimersByTimeAsync(LOOK_MS);
      expect(await asked).toMatchObject(LATE);
    }
    expect(looks).toHaveBeenCalledTimes(1);
    const last = look();
    hung.resolve('seen');
    expect(await last).toBe('seen');
    expect(jest.getTimerCount()).toBe(0);
  });
});
