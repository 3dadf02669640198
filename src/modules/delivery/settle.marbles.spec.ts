import { beforeEach, describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../test/support/marbles.js';
import { settleInBatches, type SettleOptions } from './settle.js';

/** Options whose writes stay open until the test ends them. */
function openWrites() {
  const ends: ((results: string[]) => void)[] = [];
  const write = (batch: readonly string[]): Promise<string[]> =>
    new Promise((resolve) => ends.push(() => resolve([...batch])));
  return { ends, write };
}

const options = (own: Partial<SettleOptions<string, string>>): SettleOptions<string, string> => ({
  max: 10,
  write: async (batch) => [...batch],
  onFailure: async () => undefined,
  ...own,
});

describe('settleInBatches, in marble time,', () => {
  let scheduler: TestScheduler;
  beforeEach(() => {
    scheduler = marbles();
  });

  it('completes at once where the source is empty', () => {
    scheduler.run(({ hot, expectObservable }) => {
      expectObservable(hot<string>('---|').pipe(settleInBatches(options({})))).toBe('---|');
    });
  });

  it('passes an error of the source on at once', () => {
    scheduler.run(({ hot, expectObservable }) => {
      expectObservable(hot<string>('--#').pipe(settleInBatches(options({})))).toBe('--#');
    });
  });

  it('passes an error of the source on at once where a write is under way, whose results are not emitted', async () => {
    const { ends, write } = openWrites();
    scheduler.run(({ hot, expectObservable }) => {
      const results = hot('-a-b-#').pipe(settleInBatches(options({ write })));
      expectObservable(results).toBe('-----#');
    });
    ends[0]!([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toHaveLength(1);
  });

  it('unsubscribes from the source when its subscriber unsubscribes', () => {
    scheduler.run(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot<string>('------|');
      const listener = '          ^--!';
      expectObservable(source.pipe(settleInBatches(options({}))), listener).toBe('----');
      expectSubscriptions(source.subscriptions).toBe(listener);
    });
  });

  it('completes after the write under way even where the source has completed before', async () => {
    const { ends, write } = openWrites();
    const source = new Subject<string>();
    const seen: string[] = [];
    source
      .pipe(settleInBatches(options({ write })))
      .subscribe({ next: (result) => seen.push(result), complete: () => seen.push('complete') });
    source.next('a');
    source.complete();
    expect(seen).toEqual([]);
    ends[0]!([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(['a', 'complete']);
  });

  it('begins no further write once its subscriber has unsubscribed', async () => {
    const { ends, write } = openWrites();
    const source = new Subject<string>();
    const seen: string[] = [];
    const subscription = source
      .pipe(settleInBatches(options({ write })))
      .subscribe((result) => seen.push(result));
    source.next('a');
    source.next('b');
    subscription.unsubscribe();
    ends[0]!([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect({ writes: ends.length, seen }).toEqual({ writes: 1, seen: [] });
  });

  it('repeats no failed write once its subscriber has unsubscribed', async () => {
    let writes = 0;
    const write = async (): Promise<never> => {
      if (++writes === 3) subscription.unsubscribe();
      // The bound ends a repetition that would go on for ever.
      if (writes === 9) await new Promise(() => undefined);
      throw new Error('disk full');
    };
    const source = new Subject<string>();
    const subscription = source.pipe(settleInBatches(options({ write }))).subscribe();
    source.next('a');
    await new Promise((resolve) => setImmediate(resolve));
    expect(writes).toBe(3);
  });
});
