import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SystemClock } from '../../model/clock.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Outcome } from '../../model/outcome.js';
import { steadyNow } from '../../timing/steady-now.js';
import { CircuitBreakers } from './circuit-breakers.service.js';

const ID = 'endpoint';
const TIMEOUT_MS = 10_000;
const CONFIG = {
  breaker: { failures: 1, pauseMs: 1_000, maxPauseMs: 60_000 },
  timeoutMs: TIMEOUT_MS,
} as GatewayConfig;
const DELIVERED: Outcome = { kind: 'delivered' };
const NO_ANSWER: Outcome = { kind: 'retry', code: 'TIMEOUT', message: 'timeout of 10000ms exceeded' };

describe(CircuitBreakers.name, () => {
  let breakers: CircuitBreakers;
  let states: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    breakers = new CircuitBreakers(CONFIG, new SystemClock());
    states = [];
    breakers.changes.subscribe(({ state }) => states.push(state));
  });
  afterEach(() => void jest.useRealTimers());

  const record = (outcome: Outcome, concurrency = 4): void =>
    breakers.record(
      { endpointId: ID, event: { type: 'job.completed' } } as LeasedDelivery,
      outcome,
      { startedAt: Date.now(), status: null } as Attempt,
      concurrency,
    );
  /** Opens the breaker, and lets its probe succeed. */
  const recover = (concurrency?: number): void => {
    record(NO_ANSWER);
    jest.advanceTimersByTime(1_000);
    breakers.probe(ID, steadyNow() + 5_000, steadyNow() + 20_000);
    record(DELIVERED, concurrency);
  };

  it('keep recovering while attempts hang, and open for longer when those fail', () => {
    recover();
    const ends = [breakers.begin(ID), breakers.begin(ID)];
    jest.advanceTimersByTime(TIMEOUT_MS);
    breakers.publishTransitions();
    for (const end of ends) {
      record(NO_ANSWER);
      end();
    }
    expect(states).toEqual(['open', 'half_open', 'recovering', 'open']);
    expect(breakers.snapshot(ID)).toMatchObject({ openings: 2, probeInMs: 2_000 });
  });

  it('end the recovery when its time is up and none of its attempts is in flight', () => {
    recover();
    const end = breakers.begin(ID);
    jest.advanceTimersByTime(TIMEOUT_MS);
    breakers.publishTransitions();
    end();
    breakers.publishTransitions();
    expect(states).toEqual(['open', 'half_open', 'recovering', 'closed']);
  });

  it('close once the concurrency of the endpoint is reached', () => {
    recover(16);
    const allowances = [1, 2, 3].map(() => {
      record(DELIVERED, 16);
      return breakers.allowance(ID);
    });
    expect(allowances).toEqual([4, 8, Infinity]);
  });
});
