import { describe, expect, it } from '@jest/globals';
import { nextState } from './next-state.js';

const policy = { maxRetries: 3, delayMs: 1000, maxDelayMs: 30_000 };
const moment = { now: 1_000_000, random: 0 };
const retry = { kind: 'retry', code: 'HTTP_500', message: 'HTTP 500 response' } as const;

describe('nextState', () => {
  it('ends a delivered one', () => {
    expect(nextState({ kind: 'delivered' }, 1, policy, moment)).toEqual({ state: 'delivered' });
  });

  it('retries after the schedule until the retries are used up', () => {
    const dues = [1, 2, 3].map((attempts) => nextState(retry, attempts, policy, moment));
    expect(dues).toEqual([1000, 2000, 4000].map((wait) => ({ state: 'pending', dueAt: moment.now + wait })));
    expect(nextState(retry, 4, policy, moment)).toEqual({ state: 'failed', reason: 'HTTP_500' });
  });

  it('makes one attempt when no retries are allowed', () => {
    expect(nextState(retry, 1, { ...policy, maxRetries: 0 }, moment)).toEqual({
      state: 'failed',
      reason: 'HTTP_500',
    });
  });

  it('waits for the longer of schedule and hint', () => {
    expect(nextState({ ...retry, afterMs: 60_000 }, 1, policy, moment)).toEqual({
      state: 'pending',
      dueAt: moment.now + 60_000,
    });
    expect(nextState({ ...retry, afterMs: 10 }, 1, policy, moment)).toEqual({
      state: 'pending',
      dueAt: moment.now + 1000,
    });
  });

  it.each(['rejected', 'gone'] as const)('does not retry what is %s', (kind) => {
    const outcome = { kind, code: 'invalid_blocks', message: 'Slack says invalid_blocks' };
    expect(nextState(outcome, 1, policy, moment)).toEqual({ state: 'failed', reason: 'invalid_blocks' });
  });
});
