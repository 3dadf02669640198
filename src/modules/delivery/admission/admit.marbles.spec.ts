import { beforeEach, describe, expect, it } from '@jest/globals';
import { NEVER, of, Subject } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../test/support/marbles.js';
import type { AdmissionPolicy } from './admission-policy.js';
import { admit } from './admit.js';
import type { Together } from './company.js';
import { Slots } from './slots.js';
import { Throttle } from '../rate-limit/throttle.js';

/** A lane of letters with one attempt at a time, no rate limit, and time in frames of the scheduler. */
function policy(
  scheduler: TestScheduler,
  own: Partial<AdmissionPolicy<string, string>> = {},
): AdmissionPolicy<string, string> {
  return {
    concurrency: () => 1,
    throttle: new Throttle([]),
    slots: new Slots(512),
    now: () => scheduler.now(),
    isRetry: (item) => item === item.toUpperCase(),
    laneHold: () => null,
    itemHold: () => null,
    recheck: NEVER,
    onThrottled: () => undefined,
    ...own,
  };
}

describe('admit, in marble time,', () => {
  let scheduler: TestScheduler;
  beforeEach(() => {
    scheduler = marbles();
  });

  it('starts the next item when the one before has ended', () => {
    scheduler.run(({ hot, cold, expectObservable }) => {
      const source = hot('  ab----|');
      const attempt = '     --(r|)';
      const expected = '    --r-r-|';
      const results = source.pipe(admit(policy(scheduler), () => cold(attempt)));
      expectObservable(results).toBe(expected);
    });
  });

  it('runs as many items side by side as the concurrency allows', () => {
    scheduler.run(({ hot, cold, expectObservable }) => {
      const source = hot('  abc-----|');
      const attempt = '     ---(r|)';
      //                    a and b end at 3 and 4; c starts at 3 and ends at 6
      const expected = '    ---rr-r-|';
      const results = source.pipe(admit(policy(scheduler, { concurrency: () => 2 }), () => cold(attempt)));
      expectObservable(results).toBe(expected);
    });
  });

  it('completes only when the source has completed and the last item is over', () => {
    scheduler.run(({ hot, cold, expectObservable }) => {
      const source = hot('  a|');
      const attempt = '     -----r-|';
      const expected = '    -----r-|';
      expectObservable(source.pipe(admit(policy(scheduler), () => cold(attempt)))).toBe(expected);
    });
  });

  it('completes at once where the source is empty', () => {
    scheduler.run(({ hot, expectObservable }) => {
      expectObservable(hot('--|').pipe(admit(policy(scheduler), of))).toBe('--|');
    });
  });

  it('passes an error of the source on and tears the attempts in flight down', () => {
    scheduler.run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const source = hot('  a--#');
      const attempt = cold('------r|');
      const expected = '    ---#';
      const subscribed = '  ^--!';
      expectObservable(source.pipe(admit(policy(scheduler), () => attempt))).toBe(expected);
      expectSubscriptions(attempt.subscriptions).toBe(subscribed);
    });
  });

  it('passes an error of an attempt on and ends the others', () => {
    scheduler.run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const source = hot('  ab------|');
      const failing = cold('--#');
      const other = cold('   -------r|');
      const lane = policy(scheduler, { concurrency: () => 2 });
      const results = source.pipe(admit(lane, (item) => (item === 'a' ? failing : other)));
      expectObservable(results).toBe('--#');
      expectSubscriptions(other.subscriptions).toBe('-^!');
    });
  });

  it('tears source and attempts down when its subscriber unsubscribes', () => {
    scheduler.run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const source = hot('  a-------|');
      const attempt = cold('------r|');
      const listener = '    ^--!';
      expectObservable(source.pipe(admit(policy(scheduler), () => attempt)), listener).toBe('----');
      expectSubscriptions(source.subscriptions).toBe(listener);
      expectSubscriptions(attempt.subscriptions).toBe(listener);
    });
  });

  it('waits for the window of the rate limit, counted from the end of a send', () => {
    scheduler.run(({ hot, cold, expectObservable }) => {
      const throttle = new Throttle([{ max: 1, windowMs: 10 }]);
      const source = hot('ab 100ms |');
      const results = source.pipe(
        admit(policy(scheduler, { throttle, concurrency: () => 9 }), (item) => cold('-(r|)', { r: item })),
      );
      // a is sent from 0 to 1; b begins more than 10 ms after that, and ends 1 ms later.
      expectObservable(results).toBe('-a 11ms b 88ms |');
    });
  });

  it('starts seven first attempts for each retry while both wait', () => {
    scheduler.run(({ hot, cold, expectObservable }) => {
      const source = hot('(Rabcdefghi|)');
      const results = source.pipe(admit(policy(scheduler), (item) => cold('-(r|)', { r: item })));
      // R arrives alone and starts at once; the other items follow, one per frame.
      expectObservable(results).toBe('-Rabcdefgh(i|)');
    });
  });

  it('passes the items of a held lane at once with the reason, and starts items again when the hold ends', () => {
    scheduler.run(({ hot, cold, expectObservable }) => {
      const recheck = new Subject<void>();
      let held: string | null = 'breaker open';
      const lane = policy(scheduler, { laneHold: () => held, recheck });
      const results = hot('ab--c---|').pipe(
        admit(lane, (item, hold) => (hold === null ? cold('-(r|)', { r: item }) : of(`${item}: ${hold}`))),
      );
      cold('---x').subscribe(() => {
        held = null;
        recheck.next();
      });
      expectObservable(results).toBe('xy---c--|', { x: 'a: breaker open', y: 'b: breaker open', c: 'c' });
    });
  });

  it('prefers the hold of an item to the hold of its lane', () => {
    scheduler.run(({ hot, expectObservable }) => {
      const lane = policy(scheduler, {
        laneHold: () => 'paused',
        itemHold: (item) => (item === 'o' ? 'expired' : null),
      });
      const results = hot('on|').pipe(admit(lane, (item, hold) => of(`${item}: ${hold}`)));
      expectObservable(results).toBe('xy|', { x: 'o: expired', y: 'n: paused' });
    });
  });

  describe('with items that wait for others', () => {
    /** Lets each item wait for five frames, and sends at most three together. */
    const TOGETHER: Together<string> = {
      max: 3,
      maxBytes: Infinity,
      bytes: () => 1,
      waitMs: () => 5,
      companyMax: () => 3,
    };
    const waiting = (): AdmissionPolicy<string, string> => policy(scheduler, { together: () => TOGETHER });
    const names = (item: string, others: readonly string[] | null): string => [item, ...others!].join(' ');

    it('starts them together once the oldest has waited long enough, and completes with the last of them', () => {
      scheduler.run(({ hot, cold, expectObservable }) => {
        const results = hot('-ab|').pipe(
          admit(waiting(), (item, _, __, others) => cold('--(r|)', { r: names(item, others) })),
        );
        // a arrives at 1 and waits until 6; the request of both takes two frames.
        expectObservable(results).toBe('--------(r|)', { r: 'a b' });
      });
    });

    it('starts them as soon as they are enough', () => {
      scheduler.run(({ hot, expectObservable }) => {
        const results = hot('-abc---|').pipe(
          admit(waiting(), (item, _, __, others) => of(names(item, others))),
        );
        expectObservable(results).toBe('---r---|', { r: 'a b c' });
      });
    });

    it('starts none of them after an error of the source, or without a subscriber', () => {
      const started: string[] = [];
      scheduler.run(({ hot, expectObservable }) => {
        const lane = admit(waiting(), (item: string) => of(started.push(item)));
        expectObservable(hot('-a-#').pipe(lane)).toBe('---#');
        expectObservable(hot('-a----------|').pipe(lane), '^--!').toBe('----');
      });
      expect(started).toEqual([]);
    });
  });
});
