import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject, type Observable } from 'rxjs';
import type { AdmissionPolicy } from './admission-policy.js';
import { admit, type Project } from './admit.js';
import type { Together } from './company.js';
import { Slots } from './slots.js';
import { Throttle } from '../rate-limit/throttle.js';

interface Item {
  readonly name: string;
  readonly retry?: boolean;
}

/** A lane whose attempts the test ends. */
function lane({
  concurrency = 2,
  ...options
}: Partial<Omit<AdmissionPolicy<Item, string>, 'concurrency'>> & {
  project?: Project<Item, string, string>;
  concurrency?: number;
  limit?: { max: number; windowMs: number };
} = {}) {
  const source = new Subject<Item>();
  const recheck = new Subject<void>();
  const started: string[] = [];
  const running = new Map<string, Subject<string>>();
  const throttled: number[] = [];
  const out: string[] = [];
  let completed = false;
  const policy: AdmissionPolicy<Item, string> = {
    concurrency: () => concurrency,
    throttle: new Throttle(options.limit ? [options.limit] : []),
    slots: new Slots(512),
    now: () => performance.now(),
    isRetry: (item) => item.retry === true,
    laneHold: () => null,
    itemHold: () => null,
    recheck,
    onThrottled: (waiting) => throttled.push(waiting),
    ...options,
  };
  const project = (item: Item): Observable<string> => {
    started.push(item.name);
    const attempt = new Subject<string>();
    running.set(item.name, attempt);
    return attempt;
  };
  source
    .pipe(admit(policy, options.project ?? project))
    .subscribe({ next: (name) => out.push(name), complete: () => (completed = true) });
  const end = (name: string): void => {
    running.get(name)!.next(name);
    running.get(name)!.complete();
  };
  return { source, recheck, started, throttled, out, end, isComplete: () => completed };
}

describe('admit', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('keeps to the concurrency and starts the next item as one ends', () => {
    const { source, started, end, out } = lane();
    for (const name of ['a', 'b', 'c']) source.next({ name });
    expect(started).toEqual(['a', 'b']);
    end('b');
    expect(started).toEqual(['a', 'b', 'c']);
    expect(out).toEqual(['b']);
  });

  it('starts first attempts before retries, and lets retries take half of the concurrency', () => {
    const { source, started, end } = lane({ concurrency: 4 });
    for (const name of ['r1', 'r2', 'r3']) source.next({ name, retry: true });
    expect(started).toEqual(['r1', 'r2']);
    for (const name of ['f1', 'f2', 'f3']) source.next({ name });
    expect(started).toEqual(['r1', 'r2', 'f1', 'f2']);
    end('r1');
    expect(started.slice(4)).toEqual(['f3']);
    end('f1');
    expect(started.slice(5)).toEqual(['r3']);
  });

  it('starts retries during a steady stream of first attempts', () => {
    const { source, started, end } = lane({ concurrency: 2 });
    for (const name of ['a', 'b']) source.next({ name });
    source.next({ name: 'retry', retry: true });
    for (let i = 0; i < 20; i++) {
      source.next({ name: `f${i}` });
      end(started[i]!);
    }
    expect(started.indexOf('retry')).toBeGreaterThan(5);
    expect(started.indexOf('retry')).toBeLessThan(12);
  });

  it('delays items that exceed the rate limit until the window has passed', async () => {
    const { source, started, end } = lane({ concurrency: 10, limit: { max: 2, windowMs: 1000 } });
    for (const name of ['a', 'b', 'c', 'd']) source.next({ name });
    end('a');
    end('b');
    expect(started).toEqual(['a', 'b']);
    await jest.advanceTimersByTimeAsync(1000);
    expect(started).toEqual(['a', 'b']);
    await jest.advanceTimersByTimeAsync(2);
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('reports the items that the rate limit delays, and none that only wait for concurrency', () => {
    const limited = lane({ concurrency: 10, limit: { max: 1, windowMs: 1000 } });
    for (const name of ['a', 'b', 'c']) limited.source.next({ name });
    expect(limited.throttled).toEqual([1, 2]);
    const busy = lane({ concurrency: 1 });
    for (const name of ['a', 'b', 'c']) busy.source.next({ name });
    expect(busy.throttled).toEqual([]);
  });

  it('counts no send for an item that is not sent', () => {
    const { source, started } = lane({
      limit: { max: 1, windowMs: 1e6 },
      concurrency: 9,
      itemHold: (item) => (item.name.startsWith('old') ? 'expired' : null),
    });
    for (const name of ['old1', 'a', 'b', 'old2']) source.next({ name });
    expect(started).toEqual(['old1', 'a']);
  });

  it('passes all items unsent at once when the lane is held', () => {
    let closed = false;
    const { source, recheck, started } = lane({
      concurrency: 1,
      limit: { max: 1, windowMs: 1e6 },
      laneHold: () => (closed ? 'closed' : null),
    });
    for (const name of ['a', 'b', 'c', 'd']) source.next({ name });
    expect(started).toEqual(['a']);
    closed = true;
    recheck.next();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('completes when the source has completed and the last attempt is over', () => {
    const { source, end, isComplete } = lane();
    source.next({ name: 'a' });
    source.complete();
    expect(isComplete()).toBe(false);
    end('a');
    expect(isComplete()).toBe(true);
  });

  it('passes ten thousand synchronous items without growing the stack', () => {
    const { source, out } = lane({ laneHold: () => 'closed', project: (item) => [item.name] });
    for (let i = 0; i < 10_000; i++) source.next({ name: String(i) });
    expect(out).toHaveLength(10_000);
  });

  describe('with items that are sent together', () => {
    type Batching = Partial<Record<'waitMs' | 'max' | 'maxBytes', number>> &
      NonNullable<Parameters<typeof lane>[0]>;

    /** A lane of batches of three at most. Items whose names begin with a digit have as many companions at most. */
    const batching = ({ waitMs = 0, max = 3, maxBytes = 1_000, ...options }: Batching = {}) => {
      const batches: string[][] = [];
      const ends: (() => void)[] = [];
      const project: Project<Item, string, string> = ({ name }, hold, _notSent, others) => {
        batches.push(hold === null ? [name, ...others!.map((other) => other.name)] : [`${name} ${hold}`]);
        const attempt = new Subject<string>();
        if (hold !== null) return [];
        ends.push(() => attempt.complete());
        return attempt;
      };
      const together = {
        max,
        maxBytes,
        bytes: ({ name }: Item) => name.length,
        waitMs: ({ name }: Item) => (name.startsWith('now') ? 0 : waitMs),
        companyMax: ({ name }: Item) => Number(/^\d/.exec(name)?.[0] ?? max),
      };
      const made = lane({ concurrency: 9, ...options, project, together: () => together });
      const add = (...names: string[]): void => names.forEach((name) => made.source.next({ name }));
      return { ...made, add, batches, end: () => ends.shift()!() };
    };
    const turn = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

    it('starts what has arrived in one turn together, up to the largest number', async () => {
      const { add, batches } = batching();
      add('a', 'b', 'c', 'd');
      expect(batches).toEqual([]);
      await turn();
      expect(batches).toEqual([['a', 'b', 'c'], ['d']]);
    });

    it('waits for others as long as the oldest item says, and no longer than they are enough', async () => {
      const { add, batches } = batching({ waitMs: 100 });
      add('a');
      await turn(60);
      add('b');
      await turn(39);
      expect(batches).toEqual([]);
      await turn(2);
      expect(batches).toEqual([['a', 'b']]);
      add('c', 'd', 'e');
      await turn();
      expect(batches).toEqual([
        ['a', 'b'],
        ['c', 'd', 'e'],
      ]);
    });

    it('starts at once with an item that waits for nobody', async () => {
      const { add, batches } = batching({ waitMs: 10_000 });
      add('a');
      await turn(5);
      add('now');
      await turn();
      expect(batches).toEqual([['a', 'now']]);
    });

    it('starts no more bytes together than it may, but always one item', async () => {
      const { add, batches } = batching({ maxBytes: 5 });
      add('aaaa', 'b', 'cccccccc', 'd');
      await turn();
      expect(batches).toEqual([['aaaa', 'b'], ['cccccccc'], ['d']]);
    });

    it('starts fewer together with an item that says so, and retries apart from first attempts', async () => {
      const { add, batches, source } = batching();
      add('a', '2b', 'c', '1d');
      source.next({ name: 'r1', retry: true });
      source.next({ name: 'r2', retry: true });
      await turn();
      expect(batches).toEqual([['a', '2b'], ['c'], ['1d'], ['r1', 'r2']]);
    });

    it('counts a batch as one attempt and as one send', async () => {
      const busy = batching({ concurrency: 1 });
      busy.add('a', 'b', 'c', 'd', 'e');
      await turn();
      expect(busy.batches).toEqual([['a', 'b', 'c']]);
      busy.end();
      expect(busy.batches[1]).toEqual(['d', 'e']);
      const limited = batching({ limit: { max: 2, windowMs: 1e6 } });
      limited.add('a', 'b', 'c', 'd', 'e', 'f', 'g');
      await turn();
      expect(limited.batches).toEqual([
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ]);
    });

    it('leaves out what is not sent, and fills its place', async () => {
      const { add, batches } = batching({
        itemHold: ({ name }: Item) => (name.startsWith('old') ? 'expired' : null),
      });
      add('old1', 'a', 'old2', 'b', 'c', 'd');
      await turn();
      expect(batches).toEqual([['old1 expired'], ['old2 expired'], ['a', 'b', 'c'], ['d']]);
    });

    it('does not complete where the last of a batch is not sent', async () => {
      const { add, end, source, isComplete } = batching({
        itemHold: ({ name }: Item) => (name.startsWith('old') ? 'expired' : null),
      });
      add('a', 'old');
      source.complete();
      await turn();
      expect(isComplete()).toBe(false);
      end();
      expect(isComplete()).toBe(true);
    });

    it('passes what waits for others unsent, one by one, when the lane is held', async () => {
      let held: string | null = null;
      const { add, batches, recheck } = batching({ waitMs: 10_000, laneHold: () => held });
      add('a', 'b');
      await turn();
      held = 'closed';
      recheck.next();
      expect(batches).toEqual([['a closed'], ['b closed']]);
    });

    it('starts what waits as soon as items are not sent together any more', async () => {
      let rule: Together<Item> | null = {
        max: 3,
        maxBytes: 100,
        bytes: () => 1,
        waitMs: () => 10_000,
        companyMax: () => 3,
      };
      const { source, started, recheck } = lane({ together: () => rule });
      source.next({ name: 'a' });
      source.next({ name: 'b' });
      await turn(10);
      expect(started).toEqual([]);
      rule = null;
      recheck.next();
      expect(started).toEqual(['a', 'b']);
    });
  });
});
