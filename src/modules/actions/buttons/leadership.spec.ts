import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Leadership } from './leadership.js';

/** A store that answers as it is told, and notes for how long the leadership was asked. */
function aStore(answers: () => boolean | Promise<boolean>) {
  const asked: number[] = [];
  return {
    asked,
    acquireLeadership: async (_task: string, ms: number) => (asked.push(ms), answers()),
  };
}

const forEver = (until: AbortSignal): Promise<void> =>
  new Promise((resolve) => until.addEventListener('abort', () => resolve()));

describe('A leadership', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is held while the work goes on, and handed over at its end', async () => {
    const store = aStore(() => true);
    const stop = new AbortController();
    const led = new Leadership(store, 'task').lead(forEver, stop.signal);
    await jest.advanceTimersByTimeAsync(12_000);
    expect(store.asked).toEqual([15_000, 15_000, 15_000]);
    stop.abort();
    expect(await led).toBe(true);
    expect(store.asked.at(-1)).toBe(1);
  });

  it('is not taken where another node has it, or where the store does not answer', async () => {
    const work = jest.fn(forEver);
    const { signal } = new AbortController();
    expect(
      await new Leadership(
        aStore(() => false),
        'task',
      ).lead(work, signal),
    ).toBe(false);
    const away = aStore(() => Promise.reject(new Error('the store is away')));
    expect(await new Leadership(away, 'task').lead(work, signal)).toBeNull();
    expect(work).not.toHaveBeenCalled();
  });

  it('ends the work as soon as another node has it, and takes it from nobody', async () => {
    let leads = true;
    const store = aStore(() => leads);
    const led = new Leadership(store, 'task').lead(forEver, new AbortController().signal);
    await jest.advanceTimersByTimeAsync(6_000);
    leads = false;
    await jest.advanceTimersByTimeAsync(6_000);
    expect(await led).toBe(true);
    expect(store.asked).not.toContain(1);
  });

  it('outlasts a store that is away for a moment, and ends before the lease does', async () => {
    let isAway = false;
    const store = aStore(() => (isAway ? Promise.reject(new Error('away')) : true));
    const over = jest.fn();
    const led = new Leadership(store, 'task').lead(forEver, new AbortController().signal).then(over);
    await jest.advanceTimersByTimeAsync(5_500);
    isAway = true;
    await jest.advanceTimersByTimeAsync(9_000);
    expect(over).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(6_000);
    expect(over).toHaveBeenCalledWith(true);
    await led;
  });
});
