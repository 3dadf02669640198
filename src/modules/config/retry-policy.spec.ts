import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './load-config.js';
import { DEFAULT_SCHEDULE, retryText } from './retry-policy.js';

const policy = (variables: Record<string, string>) =>
  loadConfig(variables, { envFile: null, interactive: false }).config.retry;

describe('retryPolicyOf', () => {
  it('retries for about a day where no retry variable is set', () => {
    expect(policy({}).schedule).toEqual(DEFAULT_SCHEDULE);
    expect(DEFAULT_SCHEDULE.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
    const hours = DEFAULT_SCHEDULE.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
    expect(Math.round(hours)).toBe(23);
  });

  it('keeps the default schedule beside WEBHOOK_TTL, which is no retry variable', () => {
    expect(policy({ WEBHOOK_TTL: '2d' }).schedule).toEqual(DEFAULT_SCHEDULE);
  });

  it.each([
    [{ WEBHOOK_MAX_RETRIES: '5' }, { maxRetries: 5, delayMs: 1_000, maxDelayMs: 30_000 }],
    [{ WEBHOOK_MAX_RETRIES: '0' }, { maxRetries: 0, delayMs: 1_000, maxDelayMs: 30_000 }],
    [{ WEBHOOK_RETRY_DELAY: '20' }, { maxRetries: 3, delayMs: 20, maxDelayMs: 30_000 }],
    [{ WEBHOOK_MAX_RETRY_DELAY: '2000' }, { maxRetries: 3, delayMs: 1_000, maxDelayMs: 2_000 }],
  ])('doubles the delay as documented with %j', (variables: Record<string, string>, expected) => {
    expect(policy(variables)).toEqual({ ...expected, schedule: null, ttlMs: null });
  });

  it('takes WEBHOOK_RETRY_SCHEDULE whatever else is set', () => {
    expect(policy({ WEBHOOK_RETRY_SCHEDULE: '5s,1m', WEBHOOK_MAX_RETRIES: '9' }).schedule).toEqual([
      5_000, 60_000,
    ]);
  });
});

describe(retryText.name, () => {
  it.each([
    [{}, 'after 1s, 2s, 4s, 30s, 2m, 10m, 30m, 1h, 3h, 6h, 12h (11 retries).'],
    [{ WEBHOOK_MAX_RETRIES: '3' }, 'after 1s, doubling up to 30s (3 retries).'],
    [
      { WEBHOOK_MAX_RETRIES: '1', WEBHOOK_RETRY_DELAY: '1500' },
      'after 1500ms, doubling up to 30s (1 retry).',
    ],
    [{ WEBHOOK_RETRY_DELAY: '0' }, 'after 0ms each (3 retries).'],
    [{ WEBHOOK_MAX_RETRY_DELAY: '500' }, 'after 500ms each (3 retries).'],
    [{ WEBHOOK_MAX_RETRIES: '0' }, 'are not retried: WEBHOOK_MAX_RETRIES is 0.'],
  ])('describes the policy %j', (variables: Record<string, string>, sentence) => {
    expect(retryText(policy(variables))).toContain(sentence);
  });
});
