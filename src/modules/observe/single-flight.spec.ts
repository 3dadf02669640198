import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TIMEOUT_MS, singleFlight } from './single-flight.js';

const LATE = { name: 'GatewayError', code: 'store_unavailable' };

describe(singleFlight.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('reads once for all callers at the same time, and again for a later caller', async () => {
    const reads = jest.fn(async () => reads.mock.calls.length);
    const read = singleFlight(reads);
    expect(await Promise.all([read(), read()])).toEqual([1, 1]);
    expect(await read()).toBe(2);
  });

  it('rejects after the timeout, and reads no second time while the first call hangs', async () => {
    const hung = Promise.withResolvers<string>();
    const reads = jest.fn(() => hung.promise);
    const read = singleFlight(reads);
    for (let times = 0; times < 2; times++) {
      const asked = read().catch((error: unknown) => error);
      await jest.advanceTimersByTimeAsync(TIMEOUT_MS);
      expect(await asked).toMatchObject(LATE);
    }
    expect(reads).toHaveBeenCalledTimes(1);
    const last = read();
    hung.resolve('seen');
    expect(await last).toBe('seen');
    expect(jest.getTimerCount()).toBe(0);
  });
});
