import { beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../test/support/marbles.js';
import { aDelivery } from '../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import { builtInTypes } from '../../../test/support/built-in-types.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Attempts } from './attempt.service.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { Redactor } from '../model/redactor.js';
import { Judging } from './request/judging.service.js';
import { Identity } from './request/identity.service.js';
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

describe('Attempts in marble time', () => {
  let scheduler: TestScheduler;
  /** Times at which an attempt begins and ends to count as in flight, in frames. */
  let inFlight: string[];
  beforeEach(() => {
    scheduler = marbles();
    inFlight = [];
  });

  /** Makes an attempt whose sender answers as `answer` does; emits the outcome. */
  function make(answer: Observable<Answer>): Observable<string> {
    const breakers = {
      begin: () => {
        inFlight.push(`begins at ${scheduler.now()}`);
        return () => inFlight.push(`ends at ${scheduler.now()}`);
      },
    };
    const attempts = new Attempts(
      { find: () => anEndpoint() } as unknown as EndpointCatalogue,
      breakers as unknown as CircuitBreakers,
      { send: () => answer } as unknown as Transports,
      new Judging({ now: () => scheduler.now() }, new Redactor([])),
      new Identity({ source: 'streamgank', brand: 'StreamGank' } as GatewayConfig, builtInTypes),
    );
    return attempts.make(aDelivery()).pipe(map(({ outcome, endedAt }) => `${outcome.kind} at ${endedAt}`));
  }

  it('emits the outcome with the answer, and counts as in flight until it completes', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('--(a|)', { a: ANSWER });
      expectObservable(make(answer)).toBe('--(a|)', { a: 'delivered at 2' });
      expectSubscriptions(answer.subscriptions).toBe('^-!');
    });
    expect(inFlight).toEqual(['begins at 0', 'ends at 2']);
  });

  it('turns an error of the sender into a rejected attempt, and completes', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(make(cold('---#'))).toBe('---(a|)', { a: 'rejected at 3' });
    });
    expect(inFlight).toEqual(['begins at 0', 'ends at 3']);
  });

  it('tears the request down with its subscriber, and is then no longer in flight', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('-----(a|)', { a: ANSWER });
      expectObservable(make(answer), '^--!').toBe('----');
      expectSubscriptions(answer.subscriptions).toBe('^--!');
    });
    expect(inFlight).toEqual(['begins at 0', 'ends at 3']);
  });
});
