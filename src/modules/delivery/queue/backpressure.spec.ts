import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Backpressure } from './backpressure.js';

describe(Backpressure.name, () => {
  let backpressure: Backpressure;
  let proceeded: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    backpressure = new Backpressure();
    proceeded = [];
  });
  afterEach(() => void jest.useRealTimers());

  const start = (name: string, ...endpointIds: string[]): void =>
    void backpressure.wait(endpointIds).then(() => proceeded.push(name));

  it('lets an event proceed after 50 ms without released room', async () => {
    start('a', 'e1');
    await jest.advanceTimersByTimeAsync(49);
    expect(proceeded).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(proceeded).toEqual(['a']);
  });

  it('lets one event proceed per release, the one that has waited longest first', async () => {
    start('a', 'e1');
    start('b', 'e1');
    backpressure.released('e1');
    await jest.advanceTimersByTimeAsync(0);
    expect(proceeded).toEqual(['a']);
    backpressure.released('e1');
    await jest.advanceTimersByTimeAsync(0);
    expect(proceeded).toEqual(['a', 'b']);
  });

  it('delays an event until each of its lanes has released room', async () => {
    start('a', 'e1', 'e2');
    backpressure.released('e1');
    backpressure.released('e3');
    await jest.advanceTimersByTimeAsync(0);
    expect(proceeded).toEqual([]);
    backpressure.released('e2');
    await jest.advanceTimersByTimeAsync(0);
    expect(proceeded).toEqual(['a']);
  });

  it('keeps no timer of an event that has proceeded', async () => {
    start('a', 'e1');
    backpressure.released('e1');
    await jest.advanceTimersByTimeAsync(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
