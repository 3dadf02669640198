import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RepairStore } from '../../store/repair-store.js';
import { steadyNow } from '../../timing/steady-now.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { HeldDeliveries } from './held-deliveries.service.js';
import { Throttles } from './throttles.service.js';

const LIMIT = { max: 10, windowMs: 60_000 };

describe(HeldDeliveries.name, () => {
  const hasten = jest.fn<RepairStore['hasten']>();
  const retryFirst = jest.fn<RepairStore['retryFirst']>();
  let throttles: Throttles;
  let held: HeldDeliveries;
  let published: DeliveryEvent[];
  let requeued: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    hasten.mockReset().mockResolvedValue();
    retryFirst.mockReset().mockResolvedValue(null);
    throttles = new Throttles();
    throttles.of('e1', [LIMIT]);
    const events = new DeliveryEvents();
    published = [];
    requeued = [];
    events.stream.subscribe((event) => published.push(event));
    held = new HeldDeliveries({ hasten, retryFirst } as unknown as RepairStore, throttles, events);
    held.requeued.subscribe((id) => requeued.push(id));
  });

  afterEach(() => void jest.useRealTimers());

  const pauseAndEnd = () => {
    throttles.pause('e1', steadyNow() + 900_000);
    throttles.endPause('e1');
  };

  it('makes the deliveries of an endpoint due when its pause ends early', async () => {
    pauseAndEnd();
    await jest.advanceTimersByTimeAsync(0);
    expect(hasten.mock.calls).toEqual([['e1', 0]]);
    expect(requeued).toEqual(['e1']);
  });

  it('waits until the results of before the end are stored, and for no later one', async () => {
    held.resultArrived();
    held.resultArrived();
    pauseAndEnd();
    held.resultArrived();
    held.resultStored();
    await jest.advanceTimersByTimeAsync(0);
    expect(hasten).not.toHaveBeenCalled();
    held.resultStored();
    await jest.advanceTimersByTimeAsync(0);
    expect(hasten).toHaveBeenCalledTimes(1);
  });

  it('makes the deliveries due when a rate limit changes, and does nothing while it stays the same', async () => {
    throttles.adapt('e1', [{ ...LIMIT }]);
    await jest.advanceTimersByTimeAsync(0);
    expect(hasten).not.toHaveBeenCalled();
    throttles.adapt('e1', [{ ...LIMIT, max: 100 }]);
    await jest.advanceTimersByTimeAsync(0);
    expect(hasten.mock.calls).toEqual([['e1', 0]]);
  });

  it('shortens waits to the longest that the limits cause, and not below', async () => {
    throttles.bounded.next({ endpointId: 'e1', longestMs: 17_000 });
    await jest.advanceTimersByTimeAsync(0);
    expect(hasten.mock.calls).toEqual([['e1', 17_000]]);
  });

  it('lets the deliveries wait for a pause that has begun meanwhile', async () => {
    held.resultArrived();
    pauseAndEnd();
    throttles.pause('e1', steadyNow() + 60_000);
    held.resultStored();
    await jest.advanceTimersByTimeAsync(0);
    expect(hasten.mock.calls[0]![1]).toBeGreaterThan(59_000);
  });

  it('repeats a write that fails, and publishes each failure', async () => {
    hasten.mockRejectedValueOnce(new Error('away'));
    pauseAndEnd();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(published).toMatchObject([{ kind: 'store-failing', during: 'making deliveries due' }]);
    expect(hasten).toHaveBeenCalledTimes(2);
    expect(requeued).toEqual(['e1']);
  });

  it('looks again after 5 s where nodes share the store, because another node may have died in between', async () => {
    pauseAndEnd();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(hasten).toHaveBeenCalledTimes(1);
    throttles.shareLimits();
    pauseAndEnd();
    await jest.advanceTimersByTimeAsync(4_900);
    expect(hasten).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(200);
    expect(hasten).toHaveBeenCalledTimes(3);
  });

  it('finds the delivery for a probe also while its last result is being stored', async () => {
    held.resultArrived();
    const found = held.retryFirst('e1');
    await jest.advanceTimersByTimeAsync(0);
    retryFirst.mockResolvedValue('d1');
    held.resultStored();
    expect(await found).toBe('d1');
  });

  it('finds no delivery for a probe after 2 s while the store takes no results', async () => {
    held.resultArrived();
    const found = held.retryFirst('e1');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await found).toBeNull();
  });
});
