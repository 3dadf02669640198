import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../model/endpoint.js';
import type { LaneState } from '../model/lane-states.js';
import type { DeliverySummary } from '../store/history-store.js';
import { retryOutlook } from './retry-outlook.js';

const NOW = 1_800_000_000_000;
const [EARLIER, SOON, LATER] = [NOW - 780_000, NOW + 60_000, NOW + 3_600_000];
const HEALTHY = { stage: 'closed', rateLimitUsed: 0, probeAt: null, throttling: null } as LaneState;
const RESTING = { ...HEALTHY, stage: 'open', probeAt: SOON } as LaneState;
const FULL: LaneState = { ...HEALTHY, rateLimitUsed: 5, throttling: { by: 'rate_limit', until: SOON } };
const QUIET: LaneState = { ...HEALTHY, throttling: { by: 'target_pause', until: SOON } };

interface Case {
  readonly state?: DeliverySummary['state'];
  readonly due?: number | null;
  readonly attempts?: number;
  readonly ended?: string | null;
  readonly lane?: LaneState;
  readonly endpoint?: Partial<Endpoint>;
}

const outlook = ({
  state = 'pending',
  due = EARLIER,
  attempts = 0,
  ended = null,
  lane = HEALTHY,
  endpoint = {},
}: Case) =>
  retryOutlook({ state, reason: ended, nextAttemptAt: due, attempts } as DeliverySummary, {
    last: undefined,
    endpoint: {
      disabled: null,
      pausedAt: null,
      rateLimits: [{ max: 5, windowMs: 1 }],
      ...endpoint,
    } as Endpoint,
    lane,
    now: NOW,
  });

describe('retryOutlook', () => {
  it.each<[string, Case, RegExp, number | null]>([
    ['its first attempt', { due: LATER }, /first attempt/, LATER],
    ['its next attempt', { due: LATER, attempts: 1 }, /^The delivery is retried\.$/, LATER],
    ['nothing when it is due', {}, /due and is sent next/, null],
    ['an earlier delivery of its job', { due: null }, /earlier delivery of the same job/, null],
    ['the probe of an endpoint whose circuit is open', { lane: RESTING }, /successful probe/, SOON],
    [
      'the end of a probe under way',
      { lane: { ...RESTING, stage: 'half_open', probeAt: EARLIER } },
      /probe/,
      null,
    ],
    [
      'its own retry when that comes after the probe',
      { due: LATER, attempts: 1, lane: RESTING },
      /retried/,
      LATER,
    ],
    ['the rate limit', { lane: FULL }, /rate limit/, SOON],
    [
      'its own retry whatever the rate limit is now',
      { due: LATER, attempts: 1, lane: FULL },
      /retried/,
      LATER,
    ],
    ['the end of a pause that its target asked for', { lane: QUIET }, /asked for quiet/, SOON],
    ['a paused endpoint to be resumed', { due: LATER, endpoint: { pausedAt: NOW } }, /resumed/, null],
    [
      'a disabled endpoint to be enabled',
      { endpoint: { disabled: { reason: 'x', at: 1 } } },
      /enabled/,
      null,
    ],
  ])('says that a pending delivery waits for %s', (_what, given, reason, retryAt) => {
    expect(outlook(given)).toEqual({ willRetry: true, reason: expect.stringMatching(reason), retryAt });
  });

  it('says of a leased delivery at the rate limit that it may still wait', () => {
    expect(outlook({ state: 'sending' }).reason).toBe('The request is being sent.');
    expect(outlook({ state: 'sending', lane: FULL }).reason).toMatch(/or waits for the rate limit/);
  });

  it.each<[DeliverySummary['state'], string | null, string]>([
    ['delivered', null, 'Delivered.'],
    ['cancelled', 'muted', 'A mute dropped the message. Redeliver to send it now.'],
    ['cancelled', 'cancelled_by_operator', 'An operator cancelled the delivery.'],
    ['cancelled', 'other', 'Cancelled (other).'],
    ['failed', null, 'The delivery failed before its first attempt.'],
  ])('says how a delivery ended: %s, %s', (state, ended, reason) => {
    expect(outlook({ state, ended })).toEqual({ willRetry: false, reason, retryAt: null });
  });

  it('names no time in the sentence, because readers have time zones of their own', () => {
    for (const lane of [HEALTHY, RESTING, FULL])
      expect(outlook({ lane, due: SOON }).reason).not.toMatch(/\d/);
  });
});
