import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../model/delivery.js';
import type { EndpointHealth } from '../../store/health-store.js';
import {
  classifyFailure,
  hasFailedTooLong,
  mergeStreaks,
  extendStreak,
  type FailureStreak,
} from './failure-streak.js';

const ERROR = { code: 'HTTP_503', message: 'HTTP 503 response' };
const attempt = (status: number | null, errorCode: string | null = 'x'): Attempt => ({
  number: 1,
  startedAt: 0,
  durationMs: 0,
  status,
  outcome: 'retry',
  errorCode,
  errorMessage: null,
  responseBody: null,
});
const streak = (over: Partial<FailureStreak> = {}): FailureStreak => ({
  since: 1_000,
  failures: 3,
  error: ERROR,
  quiet: false,
  ...over,
});
const stored = (over: Partial<EndpointHealth> = {}): EndpointHealth => ({
  endpointId: 'e',
  version: 1,
  stage: 'closed',
  openings: 0,
  openedAt: null,
  probeAt: null,
  failingSince: 500,
  failures: 7,
  error: ERROR,
  quiet: false,
  readAt: 0,
  ...over,
});

describe('complaintOf', () => {
  it.each([
    ['an answer of 503', { kind: 'retry', ...ERROR }, attempt(503), 'broken'],
    ['no answer', { kind: 'retry', code: 'TIMEOUT', message: '' }, attempt(null), 'broken'],
    ['a rate limit', { kind: 'retry', slowDown: true, ...ERROR }, attempt(429), 'refused'],
    ['overload', { kind: 'retry', slowDown: true, ...ERROR }, attempt(503), 'broken'],
    ['a refusal', { kind: 'rejected', ...ERROR }, attempt(400), 'refused'],
    ['a bug of ours', { kind: 'rejected', ...ERROR }, attempt(null, 'internal_error'), null],
    ['a delivery', { kind: 'delivered' }, attempt(200, null), null],
  ] as const)('of %s', (_, outcome, made, complaint) => {
    expect(classifyFailure(outcome, made)).toBe(complaint);
  });
});

describe('A streak', () => {
  it('begins with its first failure and counts on', () => {
    const one = extendStreak(null, { at: 10, error: ERROR, quiet: true });
    const two = extendStreak(one, { at: 20, error: { code: 'TIMEOUT', message: 'timeout' }, quiet: true });
    expect(two).toEqual({
      since: 10,
      failures: 2,
      error: { code: 'TIMEOUT', message: 'timeout' },
      quiet: true,
    });
  });

  it('is quiet only while nothing but system events has failed', () => {
    const quiet = extendStreak(null, { at: 10, error: ERROR, quiet: true });
    const loud = extendStreak(quiet, { at: 20, error: ERROR, quiet: false });
    expect(extendStreak(loud, { at: 30, error: ERROR, quiet: true }).quiet).toBe(false);
  });

  it('is as long as the longest anybody knows of', () => {
    expect(mergeStreaks(streak(), stored())).toMatchObject({ since: 500, failures: 7 });
    expect(mergeStreaks(streak({ since: 100, failures: 9 }), stored())).toMatchObject({
      since: 100,
      failures: 9,
    });
    expect(mergeStreaks(null, stored())).toMatchObject({ since: 500, failures: 7, error: ERROR });
  });

  it('ends with the success of any node', () => {
    expect(mergeStreaks(streak(), stored({ failingSince: null }))).toBeNull();
  });
});

describe('isHopeless', () => {
  it.each([
    ['for as long as allowed', streak(), 6_000, 5_000, true],
    ['not quite so long', streak(), 5_999, 5_000, false],
    ['so long, but seldom tried', streak({ failures: 2 }), 6_000, 5_000, false],
    ['for ever, where that is allowed', streak(), 1e12, null, false],
    ['not at all', null, 1e12, 1, false],
  ])('after failing %s', (_, failing, now, after, hopeless) => {
    expect(hasFailedTooLong(failing, now, after)).toBe(hopeless);
  });
});
