import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Span, Tracer } from '@opentelemetry/api';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../test/support/marbles.js';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { Attempt } from '../../model/delivery.js';
import { useTracer } from '../../tracing/tracer.js';
import { inAttemptSpan, inAttemptSpans } from './attempt-span.js';

const ATTEMPT: Attempt = {
  number: 1,
  startedAt: 0,
  durationMs: 1,
  status: 200,
  outcome: 'delivered',
  errorCode: null,
  errorMessage: null,
  responseBody: null,
};
const DELIVERIES = [aDelivery({ id: 'a' }), aDelivery({ id: 'b' })] as const;

describe('Spans of attempts, in marble time,', () => {
  let scheduler: TestScheduler;
  /** The notes of each span, with their frames. */
  let spans: string[];
  beforeEach(() => {
    scheduler = marbles();
    spans = [];
    const startSpan = (_name: string, { attributes }: { attributes: Record<string, unknown> }) => {
      const id = String(attributes['webhook.delivery_id']);
      spans.push(`${id} starts at ${scheduler.now()}`);
      return {
        setAttribute: (name: string, value: unknown) => {
          if (name === 'webhook.outcome') spans.push(`${id} is ${String(value)}`);
        },
        setStatus: () => undefined,
        end: () => spans.push(`${id} ends at ${scheduler.now()}`),
        spanContext: () => ({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }),
      } as unknown as Span;
    };
    useTracer({ startSpan } as unknown as Tracer);
  });
  afterEach(() => useTracer(null));

  const one = (work: Observable<{ attempt: Attempt }>) =>
    inAttemptSpan(DELIVERIES[0], anEndpoint(), () => work).pipe(map(() => 'a'));
  const many = (work: Observable<{ attempted: { delivery: (typeof DELIVERIES)[0]; attempt: Attempt }[] }>) =>
    inAttemptSpans(DELIVERIES, anEndpoint(), () => work).pipe(map(() => 'a'));

  it('begin with the subscription, note the outcome, and end with the attempt', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(one(cold('--(a|)', { a: { attempt: ATTEMPT } })), '-^').toBe('---(a|)');
    });
    expect(spans).toEqual(['a starts at 1', 'a is delivered', 'a ends at 3']);
  });

  it('end with an error of the attempt, and with its subscriber', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(one(cold('--#'))).toBe('--#');
      expectObservable(one(cold('------')), '^---!').toBe('-----');
    });
    expect(spans).toEqual(['a starts at 0', 'a starts at 0', 'a ends at 2', 'a ends at 4']);
  });

  it('begin and end together in a batch', () => {
    const attempted = DELIVERIES.map((delivery) => ({ delivery, attempt: ATTEMPT }));
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(many(cold('-(a|)', { a: { attempted } }))).toBe('-(a|)');
      expectObservable(many(cold('------')), '--^-!').toBe('-----');
    });
    const outcomes = ['a is delivered', 'b is delivered'];
    expect(spans).toEqual([
      'a starts at 0',
      'b starts at 0',
      ...outcomes,
      'a ends at 1',
      'b ends at 1',
      'a starts at 2',
      'b starts at 2',
      'a ends at 4',
      'b ends at 4',
    ]);
  });
});
