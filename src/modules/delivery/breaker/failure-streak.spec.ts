import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../model/delivery.js';
import type { EndpointHealth } from '../../store/health-store.js';
import {
  classifyFailure,
  hasFailedTooLong,
  isSuccess,
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

describe(classifyFailure.name, () => {
  it.each([
    ['an answer of 503', { kind: 'retry', ...ERROR }, attempt(503), 'broken'],
    ['no answer', { kind: 'retry', code: 'TIMEOUT', message: '' }, attempt(null), 'broken'],
    ['a rate limit', { kind: 'retry', slowDown: true, ...ERROR }, attempt(429), 'refused'],
    ['overload', { kind: 'retry', slowDown: true, ...ERROR }, attempt(503), 'broken'],
    ['a refusal', { kind: 'rejected', ...ERROR }, attempt(400), 'refused'],
    ['a bug of the gateway', { kind: 'rejected', ...ERROR }, attempt(null, 'internal_error'), null],
    ['a mail that was taken for some', { kind: 'retry', unreached: ['a@b'], ...ERROR }, attempt(250), null],
    ['a mail that is put off', { kind: 'retry', unreached: ['a@b'], ...ERROR }, attempt(450), 'refused'],
    ['a delivery', { kind: 'delivered' }, attempt(200, null), null],
  ] as const)('classifies %s', (_, outcome, made, failure) => {
    expect(classifyFailure(outcome, made)).toBe(failure);
  });
});

describe(isSuccess.name, () => {
  it.each([
    ['a mail that was taken for some', { kind: 'retry', unreached: ['a@b'], ...ERROR }, 250, true],
    ['a mail that is put off for all', { kind: 'retry', unreached: ['a@b'], ...ERROR }, 450, false],
    ['an answer of 200 without the words of the platform', { kind: 'retry', ...ERROR }, 200, false],
    ['a delivery', { kind: 'delivered' }, 200, true],
  ] as const)('tells of %s', (_, outcome, status, isOne) => {
    expect(isSuccess(outcome, attempt(status))).toBe(isOne);
  });
});

describe('Failure streak', () => {
  it('begins with the first failure and counts further ones', () => {
    const one = extendStreak(null, { at: 10, error: ERROR, quiet: true });
    const two = extendStreak(one, { at: 20, error: { code: 'TIMEOUT', message: 'timeout' }, quiet: true });
    expect(two).toEqual({
      since: 10,
      failures: 2,
      error: { code: 'TIMEOUT', message: 'timeout' },
      quiet: true,
    });
  });

  it('is quiet while only system events have failed', () => {
    const quiet = extendStreak(null, { at: 10, error: ERROR, quiet: true });
    const loud = extendStreak(quiet, { at: 20, error: ERROR, quiet: false });
    expect(extendStreak(loud, { at: 30, error: ERROR, quiet: true }).quiet).toBe(false);
  });

  it('merges with the stored streak to the longer of both', () => {
    expect(mergeStreaks(streak(), stored())).toMatchObject({ since: 500, failures: 7 });
    expect(mergeStreaks(streak({ since: 100, failures: 9 }), stored())).toMatchObject({
      since: 100,
      failures: 9,
    });
    expect(mergeStreaks(null, stored())).toMatchObject({ since: 500, failures: 7, error: ERROR });
  });

  it('takes over an error that was erased', () => {
    const erased = { ...ERROR, message: 'erased' };
    expect(mergeStreaks(streak(), stored({ error: erased }))).toMatchObject({ error: erased, failures: 7 });
  });

  it('ends with the success of any node', () => {
    expect(mergeStreaks(streak(), stored({ failingSince: null }))).toBeNull();
  });
});

describe(hasFailedTooLong.name, () => {
  it.each([
    ['for as long as allowed', streak(), 6_000, 5_000, true],
    ['not quite as long as allowed', streak(), 5_999, 5_000, false],
    ['for as long as allowed, but in few attempts', streak({ failures: 2 }), 6_000, 5_000, false],
    ['forever, where no limit is set', streak(), 1e12, null, false],
    ['not at all', null, 1e12, 1, false],
  ])('judges an endpoint that failed %s', (_, failing, now, after, tooLong) => {
    expect(hasFailedTooLong(failing, now, after)).toBe(tooLong);
  });
});
