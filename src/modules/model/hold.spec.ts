import { describe, expect, it } from '@jest/globals';
import { DELIVERY_HOLDERS, deliveryHold, endpointHold, holdReason } from './hold.js';
import type { LaneState } from './lane-states.js';

const NOW = 1_000_000;
const LANE: LaneState = {
  stage: 'closed',
  rateLimitUsed: 0,
  throttling: null,
  failingSince: null,
  probeAt: null,
  consecutiveFailures: 0,
  lastError: null,
};
const OPEN: LaneState = { ...LANE, stage: 'open', probeAt: NOW + 60_000 };
const ON = { disabled: null, pausedAt: null };
const due = (nextAttemptAt: number | null) => ({ state: 'pending', nextAttemptAt, reason: null }) as const;

describe('deliveryHold', () => {
  it.each<[string, LaneState, number | null, string | null, number | null]>([
    ['nothing', LANE, NOW - 1, null, null],
    ['the open circuit, until the next probe', OPEN, NOW - 1, 'breaker', NOW + 60_000],
    [
      'the open circuit, where its retry is due before the probe',
      OPEN,
      NOW + 59_000,
      'breaker',
      NOW + 60_000,
    ],
    ['nothing, where its retry is due after the probe', OPEN, NOW + 61_000, null, null],
    ['a probe under way', { ...LANE, stage: 'half_open' }, NOW, 'breaker', null],
    ['nothing, while the endpoint recovers', { ...LANE, stage: 'recovering' }, NOW, null, null],
    [
      'the quiet its target asked for',
      { ...LANE, throttling: { by: 'target_pause', until: NOW + 5 } },
      NOW,
      'target_pause',
      NOW + 5,
    ],
    [
      'the same for one that waits for its end, as the clocks round it',
      { ...LANE, throttling: { by: 'target_pause', until: NOW + 5 } },
      NOW + 6,
      'target_pause',
      NOW + 5,
    ],
    ['the rate limit', { ...LANE, throttling: { by: 'rate_limit', until: null } }, NOW, 'rate_limit', null],
    [
      'the rate limit, where the lane gave it back to the store until the limit frees',
      { ...LANE, throttling: { by: 'rate_limit', until: NOW + 60_000 } },
      NOW + 60_003,
      'rate_limit',
      NOW + 60_000,
    ],
    ['an earlier one of its job', OPEN, null, 'order', null],
  ])('finds %s', (_what, lane, at, by, until) => {
    expect(deliveryHold(due(at), ON, lane, NOW)).toEqual(by && { by, until });
  });

  it('says of a listener whose stream is broken that it ends by itself, not that somebody resumes it', () => {
    const paused = (source: 'listener' | 'api') =>
      holdReason(deliveryHold(due(null), { disabled: null, pausedAt: 1, source }, OPEN, NOW)!);
    expect(paused('listener')).toContain('are cancelled unless it comes back');
    expect(paused('api')).toContain('until it is resumed');
  });

  it('prefers that the endpoint is disabled, then that it is paused', () => {
    const disabled = { disabled: { reason: 'x', at: 1 }, pausedAt: 1 };
    expect(deliveryHold(due(NOW + 9e9), disabled, OPEN, NOW)?.by).toBe('disabled');
    expect(deliveryHold(due(null), { disabled: null, pausedAt: 1 }, OPEN, NOW)?.by).toBe('pause');
    expect(endpointHold({ disabled: null, pausedAt: 1 }, OPEN)?.by).toBe('pause');
  });

  it('is the quiet hours until they end, unless the endpoint sends nothing at all', () => {
    const held = { ...due(NOW + 5), reason: 'quiet_hours' };
    expect(deliveryHold(held, ON, OPEN, NOW)).toEqual({ by: 'quiet_hours', until: NOW + 5 });
    expect(deliveryHold(held, ON, OPEN, NOW + 5)?.by).not.toBe('quiet_hours');
    expect(deliveryHold(held, { disabled: null, pausedAt: 1 }, OPEN, NOW)?.by).toBe('pause');
  });

  it('is null for a delivery that is not pending, or whose endpoint is gone', () => {
    expect(deliveryHold({ state: 'sending', nextAttemptAt: null, reason: null }, ON, OPEN, NOW)).toBeNull();
    expect(deliveryHold(due(NOW), undefined, OPEN, NOW)).toBeNull();
  });

  it('is written as one sentence without a time', () => {
    for (const by of DELIVERY_HOLDERS) expect(holdReason({ by, until: 1 })).toMatch(/^[A-Z]\D+\.$/);
  });
});
