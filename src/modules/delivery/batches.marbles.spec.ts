import { beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../test/support/marbles.js';
import { aDelivery } from '../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import { builtInTypes } from '../../../test/support/built-in-types.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Redactor } from '../model/redactor.js';
import type { Admission } from './admission/admission.service.js';
import { BatchAttempts } from './batch-attempts.service.js';
import { BatchSizes } from './batch/batch-sizes.service.js';
import { Batches } from './batches.service.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import type { TakenTurn } from './conversation/turns.service.js';
import type { DigestTurns } from './digest/digest-turns.service.js';
import { Lanes } from './lanes.service.js';
import type { Learning } from './learn.service.js';
import type { Throttles } from './rate-limit/throttles.service.js';
import { unsentReport } from './report.js';
import { Identity } from './request/identity.service.js';
import { Judging } from './request/judging.service.js';
import type { Answer } from './sender/sender.service.js';
import type { Transports } from './sender/transports.service.js';

const ANSWER: Answer = {
  kind: 'answer',
  status: 200,
  headers: {},
  body: '',
  keptBody: null,
  note: null,
  durationMs: 2,
};
const [a, b] = [aDelivery({ id: 'a' }), aDelivery({ id: 'b' })];
const SENT: TakenTurn = { kind: 'send', notifies: true, settle: (report) => report };
const HELD: TakenTurn = { kind: 'unsent', report: unsentReport(b, { next: null }) };

describe('Batches in marble time', () => {
  let scheduler: TestScheduler;
  let inFlight: string[];
  let unsent: number;
  beforeEach(() => {
    scheduler = marbles();
    [inFlight, unsent] = [[], 0];
  });

  /** Sends a batch of `a` and `b`, whose turns come as they do here, by a sender that answers so; emits id and state. */
  function send(
    turns: Readonly<Record<string, Observable<TakenTurn>>>,
    answer: Observable<Answer>,
  ): Observable<string> {
    const endpoint = anEndpoint({ batch: { max: 10, withinMs: 0, format: 'json' } });
    const catalogue = { find: () => endpoint } as unknown as EndpointCatalogue;
    const breakers = {
      begin: () => {
        inFlight.push(`begins at ${scheduler.now()}`);
        return () => inFlight.push(`ends at ${scheduler.now()}`);
      },
    } as unknown as CircuitBreakers;
    const take = ({ id }: { id: string }) => turns[id]!;
    const lanes = new Lanes(
      catalogue,
      breakers,
      {} as Throttles,
      { holds: { sinceAdmission: () => null } } as unknown as Admission,
      { take } as unknown as DigestTurns,
    );
    const attempts = new BatchAttempts(
      breakers,
      { send: () => answer } as unknown as Transports,
      new Judging({ now: () => scheduler.now() }, new Redactor([])),
      new Identity({ source: 'streamgank', brand: 'StreamGank' } as GatewayConfig, builtInTypes),
      new BatchSizes(),
    );
    const learning = { pause: () => ({ pausedMs: 0 }), learn: () => undefined } as unknown as Learning;
    return new Batches(lanes, catalogue, attempts, learning)
      .send([a, b], () => unsent++)
      .pipe(map(({ delivery, next }) => `${delivery.id} ${next?.state ?? 'unsent'}`));
  }

  it('sends when the last turn is there, reports all with the answer, and completes with it', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('--(a|)', { a: ANSWER });
      const turns = { a: cold('-(s|)', { s: SENT }), b: cold('---(s|)', { s: SENT }) };
      const reports = { a: 'a delivered', b: 'b delivered' };
      expectObservable(send(turns, answer)).toBe('-----(ab|)', reports);
      expectSubscriptions(answer.subscriptions).toBe('---^-!');
    });
    expect([inFlight, unsent]).toEqual([['begins at 3', 'ends at 5'], 0]);
  });

  it('reports a delivery that is not sent before the request of the others ends', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const turns = { a: cold('(s|)', { s: SENT }), b: cold('-(h|)', { h: HELD }) };
      const reports = { a: 'a delivered', b: 'b unsent' };
      expectObservable(send(turns, cold('---(a|)', { a: ANSWER }))).toBe('-b--(a|)', reports);
    });
  });

  it('turns an error of the sender into rejected attempts, and completes', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const turns = { a: cold('(s|)', { s: SENT }), b: cold('(s|)', { s: SENT }) };
      const reports = { a: 'a failed', b: 'b failed' };
      expectObservable(send(turns, cold('--#'))).toBe('--(ab|)', reports);
    });
    expect(inFlight).toEqual(['begins at 0', 'ends at 2']);
  });

  it('passes an error of a turn on and ends the other turns', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const other = cold<TakenTurn>('------');
      expectObservable(send({ a: other, b: cold('--#') }, cold('-'))).toBe('--#');
      expectSubscriptions(other.subscriptions).toBe('^-!');
    });
    expect(inFlight).toEqual([]);
  });

  it('tears the request down with its subscriber, and is then no longer in flight', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('------(a|)', { a: ANSWER });
      const turns = { a: cold('(s|)', { s: SENT }), b: cold('-(s|)', { s: SENT }) };
      expectObservable(send(turns, answer), '^---!').toBe('-----');
      expectSubscriptions(answer.subscriptions).toBe('-^--!');
    });
    expect(inFlight).toEqual(['begins at 1', 'ends at 4']);
  });

  it('makes no request where no delivery is sent, and says so once', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold<Answer>('-');
      const held = () => cold('-(h|)', { h: HELD });
      expectObservable(send({ a: held(), b: held() }, answer)).toBe('-(bb|)', { b: 'b unsent' });
      expectSubscriptions(answer.subscriptions).toBe([]);
    });
    expect(unsent).toBe(1);
  });
});
