import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../model/gateway-error.js';
import { Batcher } from './batcher.js';

const MIB = 1024 * 1024;

/** A batcher whose writes end when they are told to. */
function heldBatcher(bytes = 1) {
  const batches: { items: readonly number[]; end: () => void }[] = [];
  const batcher = new Batcher<number, number>({
    write: (items) =>
      new Promise((resolve) => batches.push({ items, end: () => resolve(items.map((item) => item * 10)) })),
    bytes: () => bytes,
  });
  return { batcher, batches, sizes: () => batches.map(({ items }) => items.length) };
}

/** Waits for as many iterations of the event loop as any of these tests needs: the batcher starts one transaction in each. */
async function turn(): Promise<void> {
  for (let iteration = 0; iteration < 10; iteration += 1) await setImmediate();
}

describe(Batcher.name, () => {
  it('writes concurrent calls together and returns each its own results', async () => {
    const { batcher, batches } = heldBatcher();
    const calls = [batcher.add([1, 2]), batcher.add([3]), batcher.add([])];
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1, 2, 3]]);
    batches[0]!.end();
    expect(await Promise.all(calls)).toEqual([[10, 20], [30], []]);
  });

  it('makes one batch of the calls that arrive while three are in flight', async () => {
    const { batcher, batches, sizes } = heldBatcher();
    for (let item = 0; item < 8; item += 1) {
      void batcher.add([item]);
      await turn();
    }
    expect(sizes()).toEqual([1, 1, 1]);
    batches[0]!.end();
    await turn();
    expect(sizes()).toEqual([1, 1, 1, 5]);
  });

  it('bounds a batch by items and bytes, and keeps a call whole', async () => {
    const many = heldBatcher();
    void many.batcher.add(Array.from({ length: 900 }, () => 0));
    void many.batcher.add(Array.from({ length: 101 }, () => 0));
    void many.batcher.add(Array.from({ length: 5_000 }, () => 0));
    await turn();
    expect(many.sizes()).toEqual([900, 101, 5_000]);
    const large = heldBatcher(3 * MIB);
    void large.batcher.add([1]);
    void large.batcher.add([2]);
    await turn();
    expect(large.sizes()).toEqual([1, 1]);
  });

  it('writes each call alone where one fails the batch', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>({
      write: async (items) => {
        batches.push([...items]);
        if (items.includes(13)) throw new RangeError('thirteen');
        return items;
      },
      bytes: () => 1,
    });
    const results = await Promise.allSettled([batcher.add([1, 2]), batcher.add([13]), batcher.add([3])]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(batches).toEqual([[1, 2, 13, 3], [1, 2], [13], [3]]);
  });

  it('does not repeat a batch while the store is unavailable', async () => {
    let writes = 0;
    const batcher = new Batcher<number, number>({
      write: async () => {
        writes += 1;
        throw new GatewayError('store_unavailable', 'away');
      },
      bytes: () => 1,
    });
    const results = await Promise.allSettled([batcher.add([1]), batcher.add([2])]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(writes).toBe(1);
  });
});
