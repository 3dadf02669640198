import { describe, expect, it } from '@jest/globals';
import type { LaneState } from '../model/lane-states.js';
import type { EndpointActivity } from './endpoint-activity.service.js';
import { healthOf } from './endpoint-health.js';

const LANE: LaneState = {
  stage: 'closed',
  rateLimitUsed: 0,
  throttling: null,
  failingSince: null,
  probeAt: null,
  consecutiveFailures: 0,
  lastError: null,
};
const ON = { disabled: null, pausedAt: null };
const did = (attempts: number, failedAttempts: number): EndpointActivity => ({
  attempts,
  failedAttempts,
  queued: 0,
  oldestAt: null,
  failed: 0,
});
const FAULT = { code: 'HTTP_503', message: 'HTTP 503 response' };

describe('The health of an endpoint', () => {
  it.each<[string, Partial<LaneState>, EndpointActivity | null, RegExp | null]>([
    ['healthy', {}, did(100, 0), null],
    ['healthy', {}, null, null],
    ['healthy', {}, did(3, 1), null],
    ['healthy', {}, did(100, 4), null],
    ['degraded', {}, did(100, 22), /^22 of 100 attempts in the last 15 min failed\.$/],
    ['degraded', { stage: 'recovering' }, null, /recovering/],
    ['degraded', { throttling: { by: 'target_pause', until: 1 } }, null, /asked for quiet/],
    ['healthy', { throttling: { by: 'rate_limit', until: 1 } }, did(10, 0), null],
    ['degraded', { consecutiveFailures: 1, lastError: FAULT }, null, /^The last attempt failed; .*503/],
    ['failing', { consecutiveFailures: 5, lastError: FAULT }, null, /^The last 5 attempts failed/],
    [
      'failing',
      { stage: 'open', lastError: FAULT },
      did(5, 5),
      /^The circuit is open; .*HTTP 503 response\.$/,
    ],
    ['failing', { stage: 'half_open' }, null, /half open/],
  ])('is %s where its lane is %j and its attempts are %j', (health, lane, activity, reason) => {
    const verdict = healthOf(ON, { ...LANE, ...lane }, activity);
    expect([verdict.health, verdict.reason === null]).toEqual([health, reason === null]);
    expect(verdict.reason ?? '').toMatch(reason ?? /^$/);
  });

  it('is disabled or paused first of all, with the reason', () => {
    const broken = { ...LANE, stage: 'open' } as const;
    const disabled = { disabled: { reason: 'no_service', at: 1 }, pausedAt: 1 };
    expect(healthOf(disabled, broken, null)).toMatchObject({
      health: 'disabled',
      reason: expect.stringMatching(/no_service/),
    });
    expect(healthOf({ disabled: null, pausedAt: 1 }, broken, null)).toMatchObject({ health: 'paused' });
  });
});
