import { beforeEach, describe, expect, it } from '@jest/globals';
import { NEVER, of, Subject, throwError, type Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { aDelivery } from '../../../test/support/a-delivery.js';
import type { LeasedDelivery } from '../model/delivery.js';
import type { AdmissionPolicy } from './admission/admission-policy.js';
import type { Hold } from './admission/holds.service.js';
import { Slots } from './admission/slots.js';
import type { Attempted } from './attempt.service.js';
import { pipeline } from './pipeline.js';
import { Throttle } from './rate-limit/throttle.js';
import type { Report, SettledReport } from './report.js';
import type { DeliverySteps } from './steps.service.js';

const { id: _, ...rest } = aDelivery();

/** Steps that record their calls; `own` replaces members of them. */
function fakeSteps(own: Partial<Record<keyof DeliverySteps, unknown>> = {}) {
  const calls: string[] = [];
  const policy = (): AdmissionPolicy<LeasedDelivery, Hold> => ({
    concurrency: () => 1,
    throttle: new Throttle([]),
    slots: new Slots(10),
    now: () => 0,
    isRetry: () => false,
    laneHold: () => null,
    itemHold: ({ id }) => (id === 'held' ? { reason: 'expired' } : null),
    recheck: NEVER,
    onThrottled: () => undefined,
  });
  const reportOf = (step: string, delivery: LeasedDelivery): Report => {
    calls.push(`${step} ${delivery.id}`);
    return { delivery, attempt: null, outcome: null, next: { state: 'delivered' }, maxRetries: 0 };
  };
  const steps = {
    policy,
    attempt: (delivery: LeasedDelivery): Observable<Attempted> => {
      calls.push(`attempt ${delivery.id}`);
      return of({ delivery } as Attempted);
    },
    decide: ({ delivery }: Attempted) => reportOf('decide', delivery),
    learn: ({ delivery }: Report) => void calls.push(`learn ${delivery.id}`),
    unsent: (delivery: LeasedDelivery, { reason }: Hold) => reportOf(`unsent ${reason}`, delivery),
    settlements: {
      max: 10,
      write: async (reports: readonly Report[]): Promise<SettledReport[]> => {
        calls.push(`settle ${reports.map(({ delivery }) => delivery.id).join(' ')}`);
        return reports.map((report) => ({ report, settled: true }));
      },
      onFailure: async () => undefined,
    },
    release: ({ report }: SettledReport) => void calls.push(`release ${report.delivery.id}`),
    ...own,
  } as unknown as DeliverySteps;
  return { steps, calls };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(pipeline.name, () => {
  let source: Subject<LeasedDelivery>;
  beforeEach(() => void (source = new Subject()));

  it('attempts, decides, learns, settles and releases, in this order', async () => {
    const { steps, calls } = fakeSteps();
    source.pipe(pipeline(steps)).subscribe();
    source.next({ id: 'a', ...rest });
    await settled();
    expect(calls).toEqual(['attempt a', 'decide a', 'learn a', 'settle a', 'release a']);
  });

  it('learns from an attempt before the next attempt of the lane begins', () => {
    const { steps, calls } = fakeSteps();
    source.pipe(pipeline(steps)).subscribe();
    for (const id of ['a', 'b']) source.next({ id, ...rest });
    expect(calls.indexOf('learn a')).toBeLessThan(calls.indexOf('attempt b'));
  });

  it('settles a held delivery without an attempt, and learns nothing from it', async () => {
    const { steps, calls } = fakeSteps();
    source.pipe(pipeline(steps)).subscribe();
    source.next({ id: 'held', ...rest });
    await settled();
    expect(calls).toEqual(['unsent expired held', 'settle held', 'release held']);
  });

  it('settles the deliveries of all lanes in one batch while a write is under way', async () => {
    const { steps, calls } = fakeSteps();
    source.pipe(pipeline(steps)).subscribe();
    for (const id of ['a', 'b', 'c']) source.next({ id, ...rest, endpointId: id });
    await settled();
    expect(calls.filter((call) => call.startsWith('settle'))).toEqual(['settle a', 'settle b c']);
  });

  it('runs the lanes of two endpoints side by side', () => {
    const { steps, calls } = fakeSteps({ attempt: ({ id }: LeasedDelivery) => (calls.push(id), NEVER) });
    source.pipe(pipeline(steps)).subscribe();
    source.next({ id: 'a', ...rest });
    source.next({ id: 'waits', ...rest });
    source.next({ id: 'b', ...rest, endpointId: 'e2' });
    expect(calls).toEqual(['a', 'b']);
  });

  it('completes after the last result is stored', async () => {
    const { steps, calls } = fakeSteps();
    source.pipe(pipeline(steps)).subscribe({ complete: () => calls.push('complete') });
    source.next({ id: 'a', ...rest });
    source.complete();
    expect(calls).not.toContain('complete');
    await settled();
    expect(calls.slice(-2)).toEqual(['release a', 'complete']);
  });

  it('passes an error of a step on and ends every attempt in flight', () => {
    const inFlight = new Subject<Attempted>();
    const attempts = [inFlight, throwError(() => new Error('broken'))];
    const { steps } = fakeSteps({ attempt: () => attempts.shift()! });
    const errors: unknown[] = [];
    source.pipe(pipeline(steps)).subscribe({ error: (error: unknown) => errors.push(error) });
    source.next({ id: 'a', ...rest });
    expect(inFlight.observed).toBe(true);
    source.next({ id: 'b', ...rest, endpointId: 'e2' });
    expect([inFlight.observed, errors]).toEqual([false, [new Error('broken')]]);
  });

  it('passes an error of the source on, in marble time, and unsubscribes with its subscriber', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const attempt = cold<Attempted>('--------');
      const { steps } = fakeSteps({ attempt: () => attempt });
      const failing = hot<LeasedDelivery>('a---#', { a: { id: 'a', ...rest } });
      expectObservable(failing.pipe(pipeline(steps))).toBe('----#');
      const endless = hot<LeasedDelivery>('a-----', { a: { id: 'a', ...rest } });
      expectObservable(endless.pipe(pipeline(steps)), '^--!').toBe('----');
      expectSubscriptions(endless.subscriptions).toBe('^--!');
      expectSubscriptions(attempt.subscriptions).toBe(['^---!', '^--!']);
    });
  });
});
