import { describe, expect, it } from '@jest/globals';
import type { ScheduledDigest } from './digest.js';
import { longestWaitMs, nextScheduled } from './digest-schedule.js';

const DAILY: ScheduledDigest = {
  kind: 'scheduled',
  everyMs: 86_400_000,
  at: 9 * 60,
  weekdays: null,
  zone: 'Europe/Berlin',
  types: null,
  except: [],
};
const next = (own: Partial<ScheduledDigest>, now: string) =>
  new Date(nextScheduled({ ...DAILY, ...own }, Date.parse(now))).toISOString();

describe(nextScheduled, () => {
  it.each<[string, Partial<ScheduledDigest>, string, string]>([
    ['later today', {}, '2025-06-10T06:59:59Z', '2025-06-10T07:00:00.000Z'],
    ['tomorrow, where it is time now', {}, '2025-06-10T07:00:00Z', '2025-06-11T07:00:00.000Z'],
    ['by the clock of the zone in winter', {}, '2025-01-10T07:30:00Z', '2025-01-10T08:00:00.000Z'],
    [
      'on the next weekday',
      { weekdays: [1, 2, 3, 4, 5] },
      '2025-06-13T08:00:00Z',
      '2025-06-16T07:00:00.000Z',
    ],
    ['in a week', { weekdays: [2] }, '2025-06-10T07:00:00Z', '2025-06-17T07:00:00.000Z'],
    ['each hour', { everyMs: 3_600_000, at: 15 }, '2025-06-10T10:20:00Z', '2025-06-10T11:15:00.000Z'],
    [
      'each hour over midnight',
      { everyMs: 3_600_000, at: 0 },
      '2025-06-10T21:30:00Z',
      '2025-06-10T22:00:00.000Z',
    ],
    [
      'each six hours from its time on',
      { everyMs: 21_600_000 },
      '2025-06-10T07:01:00Z',
      '2025-06-10T13:00:00.000Z',
    ],
    // 02:30 is passed over on 30 March, and comes twice on 26 October.
    ['when the clocks pass over it', { at: 150 }, '2025-03-30T00:00:00Z', '2025-03-30T01:00:00.000Z'],
    ['once, where it comes twice', { at: 150 }, '2025-10-26T00:30:00Z', '2025-10-27T01:30:00.000Z'],
  ])('is %s', (_what, own, now, expected) => {
    expect(next(own, now)).toBe(expected);
  });

  it('waits over the longest gap between weekdays', () => {
    expect(longestWaitMs(DAILY)).toBe(86_400_000);
    expect(longestWaitMs({ ...DAILY, weekdays: [1, 2, 3, 4, 5] })).toBe(3 * 86_400_000);
    expect(longestWaitMs({ ...DAILY, weekdays: [3] })).toBe(7 * 86_400_000);
    expect(longestWaitMs({ everyMs: 3_600_000, weekdays: null })).toBe(3_600_000);
  });
});
