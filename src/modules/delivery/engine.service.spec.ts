import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NEVER, Observable, Subject } from 'rxjs';
import { aDelivery } from '../../../test/support/a-delivery.js';
import type { LeasedDelivery, NextState } from '../model/delivery.js';
import type { Attempts } from './attempt.service.js';
import type { Batches } from './batches.service.js';
import { DeliveryEngine } from './engine.service.js';
import type { Lanes } from './lanes.service.js';
import type { Learning } from './learn.service.js';
import { Pipeline } from './pipeline.service.js';
import type { Dispatcher } from './queue/dispatcher.service.js';
import type { LeaseKeeper } from './queue/lease-keeper.service.js';
import type { Recovery } from './queue/recovery.service.js';
import type { Recorder } from './recorder.service.js';
import type { Report } from './report.js';

const TIMEOUT_MS = 1_000;

/** An engine over fakes that record their calls; its pipeline holds every delivery and gives it `next`. */
function anEngine({ next = { state: 'delivered' } as NextState, writes = true } = {}) {
  const calls: string[] = [];
  const deliveries = new Subject<LeasedDelivery>();
  const dispatcher = {
    deliveries,
    open: () => calls.push('open'),
    close: async () => {
      calls.push('close dispatcher');
      deliveries.complete();
    },
    dueAt: (time: number) => calls.push(`due at ${time}`),
    wake: () => calls.push('wake'),
    released: (id: string) => calls.push(`released ${id}`),
  };
  const lanes = {
    policy: () => ({
      concurrency: () => 1,
      laneHold: () => 'held',
      itemHold: () => null,
      isRetry: () => false,
      recheck: NEVER,
    }),
    longestAttemptMs: () => TIMEOUT_MS,
  };
  const holds = {
    unsent: (delivery: LeasedDelivery): Report => ({
      delivery,
      attempt: null,
      outcome: null,
      next,
      maxRetries: 0,
    }),
    close: () => calls.push('close lanes'),
  };
  const recorder = {
    settlements: {
      max: 10,
      write: (reports: Report[]) =>
        writes
          ? Promise.resolve(reports.map((report) => ({ report, settled: true })))
          : new Promise(() => undefined),
      onFailure: async () => undefined,
    },
    release: ({ report }: { report: Report }) => calls.push(`settled ${report.delivery.id}`),
  };
  const renewals = new Observable<void>(() => {
    calls.push('renew leases');
    return () => calls.push('stop renewals');
  });
  const engine = new DeliveryEngine(
    dispatcher as unknown as Dispatcher,
    new Pipeline(
      { ...lanes, ...holds } as unknown as Lanes,
      {} as Attempts,
      {} as Learning,
      {} as Batches,
      recorder as unknown as Recorder,
    ),
    { run: async () => void calls.push('recover') } as unknown as Recovery,
    { renewals } as unknown as LeaseKeeper,
    { now: () => 0 },
  );
  return { engine, calls, deliveries };
}

describe(DeliveryEngine.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('recovers before it subscribes to deliveries, and claims last', async () => {
    const { engine, calls, deliveries } = anEngine();
    const started = engine.onApplicationBootstrap();
    expect([calls, deliveries.observed]).toEqual([['recover'], false]);
    await started;
    expect([calls, deliveries.observed]).toEqual([['recover', 'open'], true]);
  });

  it('closes the lanes before the dispatcher, and renews leases until the last delivery is stored', async () => {
    const { engine, calls, deliveries } = anEngine();
    await engine.onApplicationBootstrap();
    deliveries.next(aDelivery({ id: 'last' }));
    await engine.beforeApplicationShutdown();
    expect(calls).toEqual([
      'recover',
      'open',
      'renew leases',
      'close lanes',
      'close dispatcher',
      'settled last',
      'released e1',
      'stop renewals',
    ]);
  });

  it('stops waiting for the store five seconds after the longest timeout', async () => {
    const { engine, calls, deliveries } = anEngine({ writes: false });
    await engine.onApplicationBootstrap();
    deliveries.next(aDelivery());
    let isStopped = false;
    void engine.beforeApplicationShutdown().then(() => (isStopped = true));
    await jest.advanceTimersByTimeAsync(TIMEOUT_MS + 4_999);
    expect(isStopped).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect([isStopped, calls.at(-1)]).toEqual([true, 'stop renewals']);
  });

  it.each<[string, NextState, string | null, string[]]>([
    ['tells the dispatcher when a retry is due', { state: 'pending', dueAt: 7, inMs: 1 }, null, ['due at 7']],
    [
      'wakes the dispatcher for the successor of an ordered delivery',
      { state: 'delivered' },
      'job_1',
      ['wake'],
    ],
    ['plans nothing after an unordered delivery', { state: 'delivered' }, null, []],
  ])('%s', async (_, next, orderKey, planned) => {
    const { engine, calls, deliveries } = anEngine({ next });
    await engine.onApplicationBootstrap();
    deliveries.next(aDelivery({ orderKey }));
    await jest.advanceTimersByTimeAsync(0);
    expect(calls.slice(2)).toEqual(['settled d1', ...planned, 'released e1']);
  });
});
