import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClaimLoop } from './claim-loop.js';

function setUp(next: () => number | null | Promise<null>) {
  const rounds: number[] = [];
  const failures: unknown[] = [];
  const loop = new ClaimLoop({
    claim: async () => {
      rounds.push(Date.now());
      return next();
    },
    now: () => Date.now(),
    onFailure: (error) => failures.push(error),
  });
  return { loop, rounds, failures };
}

describe('ClaimLoop', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 0 }));
  afterEach(() => void jest.useRealTimers());

  it('claims on request, and once more for requests during the claim', async () => {
    const { loop, rounds } = setUp(() => null);
    loop.request();
    loop.request();
    loop.request();
    await jest.advanceTimersByTimeAsync(0);
    expect(rounds).toEqual([0, 0]);
    await loop.stop();
  });

  it('claims when the next delivery falls due', async () => {
    const { loop, rounds } = setUp(() => 300);
    loop.request();
    await jest.advanceTimersByTimeAsync(300);
    expect(rounds).toEqual([0, 300]);
    await loop.stop();
  });

  it('takes an earlier due time and ignores a later one', async () => {
    const { loop, rounds } = setUp(() => 500);
    loop.request();
    await jest.advanceTimersByTimeAsync(0);
    loop.dueAt(100);
    loop.dueAt(400);
    await jest.advanceTimersByTimeAsync(100);
    expect(rounds).toEqual([0, 100]);
    await loop.stop();
  });

  it('keeps the due time of a delivery that is stored while a claim ends, which did not see it', async () => {
    const answer = Promise.withResolvers<null>();
    const { loop, rounds } = setUp(() => answer.promise);
    loop.request();
    loop.dueAt(100);
    answer.resolve(null);
    await jest.advanceTimersByTimeAsync(100);
    expect(rounds).toEqual([0, 100]);
    await loop.stop();
  });

  it('drops a due time that a later claim covers', async () => {
    const { loop, rounds } = setUp(() => 700);
    loop.request();
    await jest.advanceTimersByTimeAsync(0);
    loop.dueAt(400);
    await jest.advanceTimersByTimeAsync(300);
    loop.request();
    await jest.advanceTimersByTimeAsync(700);
    expect(rounds).toEqual([0, 300, 1000]);
    await loop.stop();
  });

  it('claims every second without a request, also after a failure', async () => {
    const { loop, rounds, failures } = setUp(() => Promise.reject(new Error('store is down')));
    loop.request();
    await jest.advanceTimersByTimeAsync(2000);
    expect(rounds).toEqual([0, 1000, 2000]);
    expect(failures).toHaveLength(3);
    await loop.stop();
  });

  it('claims nothing once stopped', async () => {
    const { loop, rounds } = setUp(() => 10);
    loop.request();
    await loop.stop();
    loop.request();
    await jest.advanceTimersByTimeAsync(5000);
    expect(rounds).toEqual([0]);
  });
});
