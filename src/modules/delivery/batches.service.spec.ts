import { describe, expect, it } from '@jest/globals';
import { lastValueFrom, of, Subject, toArray, type Observable } from 'rxjs';
import { aDelivery } from '../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery } from '../model/delivery.js';
import type { Endpoint } from '../model/endpoint.js';
import type { Admission } from './admission/admission.service.js';
import type { Hold } from './admission/holds.service.js';
import type { Attempted } from './attempt.service.js';
import type { AttemptedBatch, BatchAttempts } from './batch-attempts.service.js';
import { Batches } from './batches.service.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import type { TakenTurn } from './conversation/turns.service.js';
import type { DigestTurns } from './digest/digest-turns.service.js';
import { Lanes } from './lanes.service.js';
import type { Learning } from './learn.service.js';
import type { Throttles } from './rate-limit/throttles.service.js';
import { unsentReport, type Report } from './report.js';

const SENT: TakenTurn = { kind: 'send', notifies: true, settle: (report) => report };
const pending = { state: 'pending', dueAt: 0, inMs: 0 } as const;
const quiet = (delivery: LeasedDelivery): TakenTurn => ({
  kind: 'unsent',
  report: unsentReport(delivery, { next: { state: 'pending', dueAt: 9, reason: 'quiet_hours' } }),
});
const batch = { max: 10, withinMs: 0, format: 'json' } as const;

const attemptedOf = (delivery: LeasedDelivery, own: Partial<Attempted> = {}): Attempted => ({
  delivery,
  endpoint: anEndpoint({ batch }),
  outcome: { kind: 'delivered' },
  attempt: {
    number: delivery.attempts + 1,
    startedAt: 0,
    durationMs: 1,
    status: 200,
    outcome: 'delivered',
    errorCode: null,
    errorMessage: null,
    responseBody: null,
  },
  endedAt: 0,
  ...own,
});

interface World {
  readonly take?: (delivery: LeasedDelivery) => Observable<TakenTurn>;
  readonly make?: (deliveries: readonly LeasedDelivery[]) => AttemptedBatch;
  readonly hold?: (delivery: LeasedDelivery) => Hold | null;
  readonly endpoint?: Endpoint;
}

function batchesIn({ take = () => of(SENT), make, hold = () => null, endpoint }: World = {}) {
  const sent: string[][] = [];
  const learnt: unknown[] = [];
  let notSent = 0;
  const delivered = (deliveries: readonly LeasedDelivery[]): AttemptedBatch => {
    const attempted = deliveries.map((delivery) => attemptedOf(delivery));
    return { ofRequest: attempted[0]!, attempted, left: [] };
  };
  const holds = {
    sinceAdmission: hold,
    unsent: (delivery: LeasedDelivery, { reason }: Hold) => ({
      ...unsentReport(delivery, { next: reason === 'lease-lost' ? null : pending }),
    }),
  };
  const catalogue = { find: () => endpoint ?? anEndpoint({ batch }) } as unknown as EndpointCatalogue;
  const batches = new Batches(
    new Lanes(
      catalogue,
      {} as CircuitBreakers,
      {} as Throttles,
      { holds } as unknown as Admission,
      { take } as unknown as DigestTurns,
    ),
    catalogue,
    {
      make: (deliveries: readonly LeasedDelivery[]) => {
        sent.push(deliveries.map(({ id }) => id));
        return of((make ?? delivered)(deliveries));
      },
    } as unknown as BatchAttempts,
    {
      pause: (attempted: Attempted) => ({ attempted, pausedMs: 0 }),
      learn: ({ outcome }: Report) => learnt.push(outcome?.kind),
    } as unknown as Learning,
  );
  const send = async (...ids: string[]): Promise<Record<string, unknown>> => {
    const deliveries = ids.map((id) => aDelivery({ id }));
    const reports = await lastValueFrom(batches.send(deliveries, () => notSent++).pipe(toArray()));
    expect(reports.map(({ delivery }) => delivery.id).toSorted()).toEqual(ids.toSorted());
    return Object.fromEntries(reports.map(({ delivery, next }) => [delivery.id, next?.state ?? null]));
  };
  return { batches, send, sent, learnt, notSent: () => notSent };
}

describe(Batches.name, () => {
  it('sends in the order of acceptance, and learns from the request once', async () => {
    const { send, sent, learnt, notSent } = batchesIn();
    expect(await send('b', 'c', 'a')).toEqual({ a: 'delivered', b: 'delivered', c: 'delivered' });
    expect([sent, learnt, notSent()]).toEqual([[['a', 'b', 'c']], ['delivered'], 0]);
  });

  it('leaves out what quiet hours hold, and sends the others', async () => {
    const { send, sent } = batchesIn({
      take: (delivery) => of(delivery.id === 'b' ? quiet(delivery) : SENT),
    });
    expect(await send('a', 'b', 'c')).toEqual({ a: 'delivered', b: 'pending', c: 'delivered' });
    expect(sent).toEqual([['a', 'c']]);
  });

  it('says that nothing is sent where nothing is', async () => {
    const { send, sent, learnt, notSent } = batchesIn({ take: (delivery) => of(quiet(delivery)) });
    await send('a', 'b');
    expect([sent, learnt, notSent()]).toEqual([[], [], 1]);
  });

  it('asks again for the leases of all of them once their turns are taken', async () => {
    const { send, sent } = batchesIn({
      take: () => of(SENT),
      hold: ({ id }) => (id === 'b' ? { reason: 'lease-lost' } : null),
    });
    expect(await send('a', 'b', 'c')).toEqual({ a: 'delivered', b: null, c: 'delivered' });
    expect(sent).toEqual([['a', 'c']]);
  });

  it('waits for every turn, and hands all back where the endpoint has no batches any more', async () => {
    const slow = new Subject<TakenTurn>();
    const { batches, sent, notSent } = batchesIn({
      take: ({ id }) => (id === 'a' ? slow : of(SENT)),
      endpoint: anEndpoint(),
    });
    const reports: Report[] = [];
    let unsent = 0;
    batches
      .send([aDelivery({ id: 'a' }), aDelivery({ id: 'b' })], () => unsent++)
      .subscribe((report) => reports.push(report));
    expect(reports).toEqual([]);
    slow.next(SENT);
    slow.complete();
    expect(reports.map(({ next }) => next)).toEqual([pending, pending]);
    expect([sent, unsent, notSent()]).toEqual([[], 1, 0]);
  });

  it('settles each by its own outcome, and hands back what found no room', async () => {
    const retry = { kind: 'retry', code: 'batch_retry', message: 'again' } as const;
    const rejected = { kind: 'rejected', code: 'batch_failed', message: 'no' } as const;
    const { send, learnt } = batchesIn({
      make: ([a, b, c, d]) => ({
        ofRequest: attemptedOf(a!),
        attempted: [
          attemptedOf(a!),
          attemptedOf(b!, { outcome: retry }),
          attemptedOf(c!, { outcome: rejected }),
        ],
        left: [d!],
      }),
    });
    expect(await send('a', 'b', 'c', 'd')).toEqual({
      a: 'delivered',
      b: 'pending',
      c: 'failed',
      d: 'pending',
    });
    // The refusals of single events say nothing of the target.
    expect(learnt).toEqual(['delivered']);
  });

  it('makes what failed together due together', async () => {
    const retry = { kind: 'retry', code: 'HTTP_500', message: 'HTTP 500 response' } as const;
    const { batches } = batchesIn({
      make: (deliveries) => {
        const attempted = deliveries.map((delivery) => attemptedOf(delivery, { outcome: retry }));
        return { ofRequest: attempted[0]!, attempted, left: [] };
      },
    });
    const deliveries = ['a', 'b', 'c'].map((id) => aDelivery({ id }));
    const reports = await lastValueFrom(batches.send(deliveries, () => undefined).pipe(toArray()));
    expect(new Set(reports.map(({ next }) => next?.state === 'pending' && next.inMs)).size).toBe(1);
  });
});
