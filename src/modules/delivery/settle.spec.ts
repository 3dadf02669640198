import { describe, expect, it } from '@jest/globals';
import { lastValueFrom, Subject, toArray } from 'rxjs';
import { settleInBatches, type SettleOptions } from './settle.js';

function setUp(options: Partial<SettleOptions<number, string>> = {}) {
  const source = new Subject<number>();
  const batches: number[][] = [];
  const write = async (batch: readonly number[]): Promise<string[]> => {
    batches.push([...batch]);
    return batch.map(String);
  };
  const results = lastValueFrom(
    source.pipe(settleInBatches({ max: 3, write, onFailure: async () => undefined, ...options }), toArray()),
  );
  return { source, batches, results };
}

describe('settleInBatches', () => {
  it('writes the first item at once and the items that arrive meanwhile together, in order and at most max in a batch', async () => {
    const { source, batches, results } = setUp();
    for (const n of [1, 2, 3, 4, 5, 6]) source.next(n);
    source.complete();
    expect(await results).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(batches).toEqual([[1], [2, 3, 4], [5, 6]]);
  });

  it('repeats a failed write until it succeeds', async () => {
    const tries: number[] = [];
    let broken = 3;
    const { source, results } = setUp({
      write: async (batch) => {
        if (broken-- > 0) throw new Error('disk full');
        return batch.map(String);
      },
      onFailure: async (_, n) => void tries.push(n),
    });
    source.next(1);
    source.complete();
    expect(await results).toEqual(['1']);
    expect(tries).toEqual([1, 2, 3]);
  });

  it('completes at once without items', async () => {
    const source = new Subject<number>();
    const done = lastValueFrom(
      source.pipe(settleInBatches({ max: 1, write: async () => [], onFailure: async () => undefined })),
      {
        defaultValue: 'empty',
      },
    );
    source.complete();
    expect(await done).toBe('empty');
  });
});
