import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LookupSlots } from './lookup-slots.js';

async function inside(entering: readonly Promise<boolean>[]): Promise<(boolean | null)[]> {
  const states: (boolean | null)[] = entering.map(() => null);
  entering.forEach((one, at) => void one.then((entered) => (states[at] = entered)));
  await jest.advanceTimersByTimeAsync(0);
  return states;
}

describe(LookupSlots.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('admits the next look-up in order when one leaves', async () => {
    const slots = new LookupSlots({ all: 2, suspects: 1 });
    const entering = [1, 2, 3, 4].map(() => slots.enter(false, 1_000));
    expect(await inside(entering)).toEqual([true, true, null, null]);
    slots.leave(false);
    expect(await inside(entering)).toEqual([true, true, true, null]);
  });

  it('keeps slots for names that answered before', async () => {
    const slots = new LookupSlots({ all: 3, suspects: 1 });
    const suspects = [1, 2, 3].map(() => slots.enter(true, 1_000));
    expect(await inside(suspects)).toEqual([true, null, null]);
    const sound = [1, 2].map(() => slots.enter(false, 1_000));
    expect(await inside(sound)).toEqual([true, true]);
    slots.leave(false);
    expect(await inside(suspects)).toEqual([true, null, null]);
    slots.leave(true);
    expect(await inside(suspects)).toEqual([true, true, null]);
  });

  it('ends a wait that is too long, and forgets it', async () => {
    const slots = new LookupSlots({ all: 1, suspects: 1 });
    const entering = [slots.enter(false, 1_000), slots.enter(false, 1_000)];
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await inside(entering)).toEqual([true, false]);
    slots.leave(false);
    expect(await inside([slots.enter(false, 1_000)])).toEqual([true]);
  });
});
