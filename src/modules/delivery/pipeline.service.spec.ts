import { beforeEach, describe, expect, it } from '@jest/globals';
import { from, lastValueFrom, NEVER, of, Subject, throwError, type Observable } from 'rxjs';
import { marbles } from '../../../test/support/marbles.js';
import { aDelivery } from '../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery } from '../model/delivery.js';
import type { AdmissionPolicy } from './admission/admission-policy.js';
import type { Admission } from './admission/admission.service.js';
import type { Hold } from './admission/holds.service.js';
import { Slots } from './admission/slots.js';
import type { Attempted, Attempts } from './attempt.service.js';
import type { Batches } from './batches.service.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import type { TakenTurn } from './conversation/turns.service.js';
import type { DigestTurns } from './digest/digest-turns.service.js';
import { Lanes } from './lanes.service.js';
import type { Learning } from './learn.service.js';
import { Pipeline } from './pipeline.service.js';
import { Throttle } from './rate-limit/throttle.js';
import type { Throttles } from './rate-limit/throttles.service.js';
import type { Recorder } from './recorder.service.js';
import type { Report, SettledReport } from './report.js';

const { id: _, ...rest } = aDelivery();

/** The result of an attempt that was delivered. */
const attemptedOf = (delivery: LeasedDelivery): Attempted => ({
  delivery,
  endpoint: anEndpoint(),
  outcome: { kind: 'delivered' },
  attempt: {
    number: 1,
    startedAt: 0,
    durationMs: 1,
    status: 200,
    outcome: 'delivered',
    errorCode: null,
    errorMessage: null,
    responseBody: null,
  },
  endedAt: 0,
});

const SENT = { kind: 'send' as const, notifies: true, settle: (report: Report) => report };

/** Batches of one delivery, as nothing waits for others. */
const TOGETHER = { max: 1, maxBytes: 1, bytes: () => 1, waitMs: () => 0, companyMax: () => 1 };

/** A turn that is read from the store, and what is found afterwards. */
interface Waiting {
  readonly take?: () => Observable<TakenTurn>;
  readonly holdSinceAdmission?: () => Hold | null;
}

/** A pipeline over services that record their calls; `attempt` replaces that step. */
function aPipeline(
  attempt?: (delivery: LeasedDelivery) => Observable<Attempted>,
  { take, holdSinceAdmission = () => null }: Waiting = {},
) {
  const calls: string[] = [];
  const policy = (endpointId: string): AdmissionPolicy<LeasedDelivery, Hold> => ({
    concurrency: () => 1,
    throttle: new Throttle([]),
    slots: new Slots(10),
    now: () => 0,
    isRetry: () => false,
    laneHold: () => null,
    itemHold: ({ id }) => (id === 'held' ? { reason: 'expired' } : null),
    recheck: NEVER,
    onThrottled: () => undefined,
    together: () => (endpointId === 'batching' ? TOGETHER : null),
  });
  const unsent = (delivery: LeasedDelivery, { reason }: Hold): Report => {
    calls.push(`unsent ${reason} ${delivery.id}`);
    return {
      delivery,
      attempt: null,
      outcome: null,
      next: { state: 'pending', dueAt: 0, inMs: 0 },
      maxRetries: 0,
    };
  };
  const make = (delivery: LeasedDelivery): Observable<Attempted> => {
    calls.push(`attempt ${delivery.id}`);
    return of(attemptedOf(delivery));
  };
  const pause = (attempted: Attempted) => {
    calls.push(`pause ${attempted.delivery.id}`);
    return { attempted, pausedMs: 0 };
  };
  const learn = ({ delivery, next }: Report) => calls.push(`learn ${delivery.id} ${next?.state}`);
  const settlements = {
    max: 10,
    write: async (reports: readonly Report[]): Promise<SettledReport[]> => {
      calls.push(`settle ${reports.map(({ delivery }) => delivery.id).join(' ')}`);
      return reports.map((report) => ({ report, settled: true }));
    },
    onFailure: async () => undefined,
  };
  const send = (deliveries: readonly LeasedDelivery[]): Observable<Report> => {
    calls.push(`batch ${deliveries.map(({ id }) => id).join(' ')}`);
    const next = { state: 'delivered' } as const;
    return from(
      deliveries.map((delivery) => ({ delivery, attempt: null, outcome: null, next, maxRetries: 0 })),
    );
  };
  const release = ({ report }: SettledReport) => calls.push(`release ${report.delivery.id}`);
  const turns = { take: take ?? (() => of(SENT)) };
  const holds = { sinceAdmission: holdSinceAdmission, unsent };
  const lanes = new Lanes(
    {} as EndpointCatalogue,
    {} as CircuitBreakers,
    {} as Throttles,
    { holds } as unknown as Admission,
    turns as unknown as DigestTurns,
  );
  const pipeline = new Pipeline(
    Object.assign(lanes, { policy }),
    { make: attempt ?? make } as unknown as Attempts,
    { pause, learn } as unknown as Learning,
    { send } as unknown as Batches,
    { settlements, release } as unknown as Recorder,
  );
  return { pipeline, calls };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(Pipeline.name, () => {
  let source: Subject<LeasedDelivery>;
  beforeEach(() => void (source = new Subject()));

  it('attempts, pauses, decides, learns, settles and releases, in this order', async () => {
    const { pipeline, calls } = aPipeline();
    pipeline.run(source).subscribe();
    source.next({ id: 'a', ...rest });
    await settled();
    expect(calls).toEqual(['attempt a', 'pause a', 'learn a delivered', 'settle a', 'release a']);
  });

  it('sends the deliveries of an endpoint with batches together, a single one too', async () => {
    const { pipeline, calls } = aPipeline();
    const results = lastValueFrom(pipeline.run(source));
    source.next({ id: 'a', ...rest, endpointId: 'batching' });
    source.complete();
    await results;
    expect(calls).toEqual(['batch a', 'settle a', 'release a']);
  });

  it('learns from an attempt before the next attempt of the lane begins', () => {
    const { pipeline, calls } = aPipeline();
    pipeline.run(source).subscribe();
    for (const id of ['a', 'b']) source.next({ id, ...rest });
    expect(calls.indexOf('learn a delivered')).toBeLessThan(calls.indexOf('attempt b'));
  });

  it('settles a held delivery without an attempt, and learns nothing from it', async () => {
    const { pipeline, calls } = aPipeline();
    pipeline.run(source).subscribe();
    source.next({ id: 'held', ...rest });
    await settled();
    expect(calls).toEqual(['unsent expired held', 'settle held', 'release held']);
  });

  it('does not send what was held while its turn was read, and goes on', async () => {
    const read = new Subject<TakenTurn>();
    let hold: Hold | null = null;
    const { pipeline, calls } = aPipeline(undefined, { take: () => read, holdSinceAdmission: () => hold });
    pipeline.run(source).subscribe();
    source.next({ id: 'a', ...rest });
    hold = { reason: 'endpoint-removed' };
    read.next(SENT);
    read.complete();
    await settled();
    expect(calls).toEqual(['unsent endpoint-removed a', 'settle a', 'release a']);
  });

  it('settles the deliveries of all lanes in one batch while a write is under way', async () => {
    const { pipeline, calls } = aPipeline();
    pipeline.run(source).subscribe();
    for (const id of ['a', 'b', 'c']) source.next({ id, ...rest, endpointId: id });
    await settled();
    expect(calls.filter((call) => call.startsWith('settle'))).toEqual(['settle a', 'settle b c']);
  });

  it('runs the lanes of two endpoints side by side', () => {
    const begun: string[] = [];
    const { pipeline } = aPipeline(({ id }) => (begun.push(id), NEVER));
    pipeline.run(source).subscribe();
    source.next({ id: 'a', ...rest });
    source.next({ id: 'waits', ...rest });
    source.next({ id: 'b', ...rest, endpointId: 'e2' });
    expect(begun).toEqual(['a', 'b']);
  });

  it('completes after the last result is stored', async () => {
    const { pipeline, calls } = aPipeline();
    pipeline.run(source).subscribe({ complete: () => calls.push('complete') });
    source.next({ id: 'a', ...rest });
    source.complete();
    expect(calls).not.toContain('complete');
    await settled();
    expect(calls.slice(-2)).toEqual(['release a', 'complete']);
  });

  it('passes an error of a step on and ends every attempt in flight', () => {
    const inFlight = new Subject<Attempted>();
    const attempts = [inFlight, throwError(() => new Error('broken'))];
    const { pipeline } = aPipeline(() => attempts.shift()!);
    const errors: unknown[] = [];
    pipeline.run(source).subscribe({ error: (error: unknown) => errors.push(error) });
    source.next({ id: 'a', ...rest });
    expect(inFlight.observed).toBe(true);
    source.next({ id: 'b', ...rest, endpointId: 'e2' });
    expect([inFlight.observed, errors]).toEqual([false, [new Error('broken')]]);
  });

  it('passes an error of the source on, in marble time, and unsubscribes with its subscriber', () => {
    const scheduler = marbles();
    scheduler.run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const attempt = cold<Attempted>('--------');
      const { pipeline } = aPipeline(() => attempt);
      const failing = hot<LeasedDelivery>('a---#', { a: { id: 'a', ...rest } });
      expectObservable(pipeline.run(failing)).toBe('----#');
      const endless = hot<LeasedDelivery>('a-----', { a: { id: 'a', ...rest } });
      expectObservable(pipeline.run(endless), '^--!').toBe('----');
      expectSubscriptions(endless.subscriptions).toBe('^--!');
      expectSubscriptions(attempt.subscriptions).toBe(['^---!', '^--!']);
    });
  });
});
