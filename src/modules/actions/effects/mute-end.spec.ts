import { describe, expect, it } from '@jest/globals';
import { muteEnd, untilText } from './mute-end.js';

describe('A mute from a message', () => {
  it.each([
    ['mute_1h', 'UTC', '2026-01-01T23:30:00Z', '2026-01-02T00:30:00Z'],
    ['mute_tomorrow', 'UTC', '2026-01-01T23:30:00Z', '2026-01-02T08:00:00Z'],
    ['mute_tomorrow', 'UTC', '2026-01-02T00:00:00Z', '2026-01-03T08:00:00Z'],
    ['mute_tomorrow', 'Europe/Berlin', '2026-01-01T23:30:00Z', '2026-01-03T07:00:00Z'],
    ['mute_tomorrow', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T06:00:00Z'],
    ['mute_tomorrow', 'America/New_York', '2026-10-31T12:00:00Z', '2026-11-01T13:00:00Z'],
  ])('%s in %s at %s ends at %s', (action, zone, now, until) => {
    expect(new Date(muteEnd(action, Date.parse(now), zone)).toISOString()).toBe(
      new Date(until).toISOString(),
    );
  });

  it('tells its end in the zone of the endpoint', () => {
    expect(untilText(Date.parse('2026-01-03T07:00:00Z'), 'Europe/Berlin')).toBe(
      '08:00 on 3 January (Europe/Berlin)',
    );
  });
});
