import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NextState } from '../model/delivery.js';
import type { RetryPolicy } from '../model/endpoint.js';
import type { Outcome } from '../model/outcome.js';
import { backoff, nextState as nextStateOf, type Moment } from './decide.js';

const policy = { maxRetries: 3, delayMs: 1000, maxDelayMs: 30_000, schedule: null, ttlMs: null };
const moment = { now: 1_000_000, random: 0 };
const retry = { kind: 'retry', code: 'HTTP_500', message: 'HTTP 500 response' } as const;

function nextState(outcome: Outcome, attempts: number, policy: RetryPolicy, moment: Moment): NextState {
  return nextStateOf(outcome, { attempts, createdAt: moment.now - 60_000 }, policy, moment);
}

describe('nextState', () => {
  it('ends a delivery that was delivered', () => {
    expect(nextState({ kind: 'delivered' }, 1, policy, moment)).toEqual({ state: 'delivered' });
  });

  it('retries after each backoff until the retries are used up', () => {
    const dues = [1, 2, 3].map((attempts) => nextState(retry, attempts, policy, moment));
    expect(dues).toEqual(
      [1000, 2000, 4000].map((wait) => ({ state: 'pending', dueAt: moment.now + wait, inMs: wait })),
    );
    expect(nextState(retry, 4, policy, moment)).toEqual({ state: 'failed', reason: 'HTTP_500' });
  });

  it('makes one attempt when no retries are allowed', () => {
    expect(nextState(retry, 1, { ...policy, maxRetries: 0 }, moment)).toEqual({
      state: 'failed',
      reason: 'HTTP_500',
    });
  });

  it('waits for the longer of backoff and the target’s hint', () => {
    expect(nextState({ ...retry, afterMs: 60_000 }, 1, policy, moment)).toEqual({
      state: 'pending',
      dueAt: moment.now + 60_000,
      inMs: 60_000,
    });
    expect(nextState({ ...retry, afterMs: 10 }, 1, policy, moment)).toEqual({
      state: 'pending',
      dueAt: moment.now + 1000,
      inMs: 1000,
    });
  });

  it('says how much of the wait is backoff where the endpoint pauses for longer, so that an early end of the pause is no early retry', () => {
    const paused = { attempts: 1, createdAt: moment.now, spared: true, pausedMs: 900_000 };
    expect(nextStateOf({ ...retry, slowDown: true }, paused, policy, moment)).toEqual({
      state: 'pending',
      dueAt: moment.now + 900_000,
      inMs: 900_000,
      readyInMs: 1000,
    });
    const asked = nextState({ ...retry, afterMs: 60_000, pauseMs: 60_000 }, 2, policy, moment);
    expect(asked).toMatchObject({ inMs: 60_000, readyInMs: 2000 });
    const short = { ...paused, pausedMs: 500 };
    expect(nextStateOf({ ...retry, slowDown: true }, short, policy, moment)).not.toHaveProperty('readyInMs');
  });

  it.each(['rejected', 'gone'] as const)('does not retry a delivery whose outcome is %s', (kind) => {
    const outcome = { kind, code: 'invalid_blocks', message: 'Slack says invalid_blocks' };
    expect(nextState(outcome, 1, policy, moment)).toEqual({ state: 'failed', reason: 'invalid_blocks' });
  });

  it('follows the endpoint’s retry schedule and fails the delivery after its last entry', () => {
    const scheduled = { ...policy, schedule: [5_000, 300_000] };
    const states = [1, 2, 3].map((attempts) => nextState(retry, attempts, scheduled, moment));
    expect(states).toEqual([
      { state: 'pending', dueAt: moment.now + 5_000, inMs: 5_000 },
      { state: 'pending', dueAt: moment.now + 300_000, inMs: 300_000 },
      { state: 'failed', reason: 'HTTP_500' },
    ]);
  });

  it('fails a delivery whose TTL ends before its next attempt', () => {
    expect(nextState(retry, 1, { ...policy, ttlMs: 61_000 }, moment)).toMatchObject({ state: 'pending' });
    expect(nextState(retry, 1, { ...policy, ttlMs: 60_999 }, moment)).toEqual({
      state: 'failed',
      reason: 'expired',
    });
    expect(nextState({ kind: 'delivered' }, 1, { ...policy, ttlMs: 1 }, moment)).toEqual({
      state: 'delivered',
    });
  });
});

describe('backoff', () => {
  const policy = { maxRetries: 10, delayMs: 1000, maxDelayMs: 30_000, schedule: null, ttlMs: null };
  it('doubles the delay with each retry up to the maximum', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((n) => backoff(policy, n, 0));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('adds at most a quarter of jitter and never shortens the documented delay', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (n, random) => {
          const documented = backoff(policy, n, 0);
          const wait = backoff(policy, n, random);
          expect(wait).toBeGreaterThanOrEqual(documented);
          expect(wait).toBeLessThanOrEqual(documented * 1.25);
        },
      ),
    );
  });
});
