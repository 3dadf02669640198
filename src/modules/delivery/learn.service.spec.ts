import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aDelivery } from '../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Attempt } from '../model/delivery.js';
import type { Outcome } from '../model/outcome.js';
import { steadyNow } from '../timing/steady-now.js';
import type { Attempted } from './attempt.service.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import type { DeliveryEvent } from './events/delivery-event.js';
import { DeliveryEvents } from './events/delivery-events.service.js';
import { Learning } from './learn.service.js';
import type { Throttles } from './rate-limit/throttles.service.js';

const FAULT = { code: 'HTTP_410', message: 'HTTP 410 response' };

/** An attempt that took 40 ms and ended with this outcome; `status` is null where no answer came. */
function attempted(outcome: Outcome, status: number | null, own: Partial<Attempt> = {}): Attempted {
  const attempt: Attempt = {
    number: 1,
    startedAt: 0,
    durationMs: 40,
    status,
    outcome: outcome.kind === 'message-gone' ? 'rejected' : outcome.kind,
    errorCode: 'code' in outcome ? outcome.code : null,
    errorMessage: 'message' in outcome ? outcome.message : null,
    responseBody: null,
    ...own,
  };
  return { delivery: aDelivery(), endpoint: anEndpoint(), outcome, attempt, endedAt: 40 };
}

describe(Learning.name, () => {
  /** Calls of the breakers, the throttles and the catalogue, in their order. */
  let calls: string[];
  let published: DeliveryEvent[];
  let hasFailedTooLong: boolean;
  let isEnabled: boolean;
  let learning: Learning;
  beforeEach(() => {
    jest.useFakeTimers();
    calls = [];
    published = [];
    hasFailedTooLong = false;
    isEnabled = true;
    const events = new DeliveryEvents();
    events.stream.subscribe((event) => published.push(event));
    const catalogue = {
      find: () => anEndpoint({ concurrency: 8 }),
      suspend: (id: string, reason: string) => isEnabled && calls.push(`suspend ${id}: ${reason}`) > 0,
    };
    const breakers = {
      record: (_: unknown, { kind }: Outcome, __: Attempt, concurrency: number) =>
        calls.push(`record ${kind} of ${concurrency}`),
      hasFailedTooLong: () => hasFailedTooLong,
      failureSummary: () => 'only failures since Monday',
      streak: () => ({ quiet: true }),
    };
    const throttles = {
      slowDown: (
        id: string,
        { startedAt, now, hintMs }: { startedAt: number; now: number; hintMs: number },
      ) => {
        calls.push(`slow ${id} down, asked ${now - startedAt} ms after the start for ${hintMs}`);
        return 2_500;
      },
      pause: (id: string, until: number) => calls.push(`pause ${id} for ${until - steadyNow()}`),
      succeeded: (id: string, startedAt: number, concurrency: number) =>
        calls.push(`success of ${id} after ${steadyNow() - startedAt} ms of ${concurrency}`),
    };
    learning = new Learning(
      catalogue as unknown as EndpointCatalogue,
      breakers as unknown as CircuitBreakers,
      throttles as unknown as Throttles,
      events,
    );
  });

  const learn = (outcome: Outcome, status: number | null, own?: Partial<Attempt>): string[] => {
    const { delivery, attempt } = attempted(outcome, status, own);
    learning.learn({ delivery, outcome, attempt, next: { state: 'delivered' }, maxRetries: 0 });
    return calls;
  };

  it('slows an endpoint down that asks for fewer requests, and tells the pause to the decision', () => {
    const retry: Outcome = { kind: 'retry', slowDown: true, pauseMs: 900, ...FAULT };
    expect(learning.pause(attempted(retry, 429)).pausedMs).toBe(2_500);
    expect(calls).toEqual(['slow e1 down, asked 40 ms after the start for 900']);
  });

  it('pauses an endpoint for the time that any other answer names, and holds no retry for it', () => {
    expect(learning.pause(attempted({ kind: 'delivered', pauseMs: 900 }, 200)).pausedMs).toBe(0);
    expect(calls).toEqual(['pause e1 for 900']);
  });

  it('pauses nothing where the answer names no time', () => {
    expect(learning.pause(attempted({ kind: 'delivered' }, 200)).pausedMs).toBe(0);
    expect(calls).toEqual([]);
  });

  it('tells breaker and pause of a success, with the concurrency of the endpoint', () => {
    expect(learn({ kind: 'delivered' }, 200)).toEqual([
      'record delivered of 8',
      'success of e1 after 40 ms of 8',
    ]);
  });

  it('takes a message that the target refuses for a request that it took', () => {
    expect(learn({ kind: 'rejected', ...FAULT }, 400)).toContain('success of e1 after 40 ms of 8');
  });

  it('takes no delivery that failed without an answer for a request that the target took', () => {
    const fault = { code: 'internal_error', message: 'broken' };
    expect(learn({ kind: 'rejected', ...fault }, null)).toEqual(['record rejected of 8']);
  });

  it('learns nothing from an attempt that made no request', () => {
    expect(learn({ kind: 'delivered' }, null)).toEqual([]);
  });

  it('disables an endpoint whose target is gone, and publishes why', () => {
    expect(learn({ kind: 'gone', ...FAULT }, 410)).toEqual([
      'record gone of 8',
      'suspend e1: HTTP_410: HTTP 410 response',
    ]);
    expect(published).toEqual([
      {
        kind: 'endpoint-disabled',
        endpointId: 'e1',
        webhookId: 'webhook_1',
        reason: 'HTTP 410 response',
        quiet: false,
      },
    ]);
  });

  it('disables an endpoint that has failed for too long, quietly where only system events failed', () => {
    hasFailedTooLong = true;
    const fault = { code: 'ECONNREFUSED', message: 'nobody listens' };
    expect(learn({ kind: 'retry', ...fault }, null)).toEqual([
      'record retry of 8',
      'suspend e1: ECONNREFUSED: only failures since Monday',
    ]);
    expect(published).toMatchObject([{ kind: 'endpoint-disabled', quiet: true }]);
  });

  it('leaves an endpoint enabled that has not failed for too long', () => {
    expect(learn({ kind: 'retry', ...FAULT }, 500)).toEqual(['record retry of 8']);
  });

  it('publishes nothing where the endpoint is disabled already', () => {
    isEnabled = false;
    learn({ kind: 'gone', ...FAULT }, 410);
    expect(published).toEqual([]);
  });
});
