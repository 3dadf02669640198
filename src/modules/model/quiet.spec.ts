import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isAlwaysQuiet,
  isExcepted,
  isNeverQuiet,
  longestQuietMs,
  quietUntil,
  quietWindow,
  type Quiet,
} from './quiet.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NIGHT: Quiet = {
  spans: [{ from: 22 * 60, to: 31 * 60 }],
  weekdays: null,
  daysOfMonth: null,
  months: null,
  zone: 'Europe/Berlin',
  then: 'hold',
  except: [],
};
const at = (iso: string): number => Date.parse(iso);
const until = (quiet: Quiet, iso: string): string | null => {
  const end = quietUntil(quiet, at(iso));
  return end === null ? null : new Date(end).toISOString();
};

describe('Quiet hours', () => {
  it('over midnight are one window, which ends in the morning of the zone', () => {
    expect(until(NIGHT, '2025-06-10T19:59:59.999Z')).toBeNull();
    expect(until(NIGHT, '2025-06-10T20:00:00Z')).toBe('2025-06-11T05:00:00.000Z');
    expect(until(NIGHT, '2025-06-11T04:59:59.999Z')).toBe('2025-06-11T05:00:00.000Z');
    expect(until(NIGHT, '2025-06-11T05:00:00Z')).toBeNull();
  });

  it('belong to the day on which they begin', () => {
    const friday = { ...NIGHT, weekdays: [5] };
    expect(until(friday, '2025-06-13T21:00:00Z')).toBe('2025-06-14T05:00:00.000Z');
    expect(until(friday, '2025-06-14T04:00:00Z')).toBe('2025-06-14T05:00:00.000Z');
    expect(until(friday, '2025-06-14T21:00:00Z')).toBeNull();
  });

  it('are one window where they touch: a weekend ends on Monday', () => {
    const weekend = { ...NIGHT, spans: [{ from: 0, to: 1440 }], weekdays: [0, 6] };
    expect(quietWindow(weekend, at('2025-06-11T12:00:00Z'))).toEqual({
      from: at('2025-06-13T22:00:00Z'),
      until: at('2025-06-15T22:00:00Z'),
    });
    expect(until(weekend, '2025-06-14T12:00:00Z')).toBe('2025-06-15T22:00:00.000Z');
  });

  it('begin and end with the clocks at a time that the clocks pass over', () => {
    // In Berlin 02:00 to 03:00 did not exist on 30 March 2025; the clocks were put forward at 01:00 UTC.
    const early = { ...NIGHT, spans: [{ from: 150, to: 240 }] };
    expect(quietWindow(early, at('2025-03-30T00:00:00Z'))).toEqual({
      from: at('2025-03-30T01:00:00Z'),
      until: at('2025-03-30T02:00:00Z'),
    });
    const late = { ...NIGHT, spans: [{ from: 60, to: 150 }] };
    expect(until(late, '2025-03-30T00:30:00Z')).toBe('2025-03-30T01:00:00.000Z');
    const within = { ...NIGHT, spans: [{ from: 130, to: 150 }] };
    expect(until(within, '2025-03-30T01:00:00Z')).toBeNull();
  });

  it('begin the first time, and end the second, at a time that comes twice', () => {
    // In Berlin 02:00 to 03:00 came twice on 26 October 2025; the clocks were put back at 01:00 UTC.
    const early = { ...NIGHT, spans: [{ from: 150, to: 240 }] };
    expect(quietWindow(early, at('2025-10-25T22:00:00Z'))).toEqual({
      from: at('2025-10-26T00:30:00Z'),
      until: at('2025-10-26T03:00:00Z'),
    });
    const late = { ...NIGHT, spans: [{ from: 60, to: 150 }] };
    expect(until(late, '2025-10-26T00:45:00Z')).toBe('2025-10-26T01:30:00.000Z');
    // The hour that is repeated begins where the window ends: it is not quiet.
    const edge = { ...NIGHT, spans: [{ from: 60, to: 120 }] };
    expect(until(edge, '2025-10-25T23:30:00Z')).toBe('2025-10-26T00:00:00.000Z');
  });

  it('are found years ahead for certain days and months', () => {
    const leapMonday = { ...NIGHT, weekdays: [1], daysOfMonth: [29], months: [2] };
    expect(new Date(quietWindow(leapMonday, at('2025-01-01T00:00:00Z'))!.from).toISOString()).toBe(
      '2044-02-29T21:00:00.000Z',
    );
  });

  it('are recognised where they never begin or never end', () => {
    expect(isNeverQuiet({ ...NIGHT, daysOfMonth: [30], months: [2] })).toBe(true);
    expect(isNeverQuiet({ ...NIGHT, daysOfMonth: [29], months: [2], weekdays: [3] })).toBe(false);
    const whole = { ...NIGHT, spans: [{ from: 0, to: 1440 }] };
    const halves = {
      ...NIGHT,
      spans: [
        { from: 420, to: 1320 },
        { from: 1320, to: 1860 },
      ],
    };
    expect([whole, halves].map(isAlwaysQuiet)).toEqual([true, true]);
    expect(isAlwaysQuiet({ ...whole, weekdays: [0, 1, 2, 3, 4, 5] })).toBe(false);
    expect(isAlwaysQuiet({ ...halves, spans: [{ from: 421, to: 1860 }] })).toBe(false);
    expect(isAlwaysQuiet(NIGHT)).toBe(false);
  });

  it('know their longest window', () => {
    const now = at('2025-06-10T12:00:00Z');
    expect(longestQuietMs(NIGHT, now)).toBe(9 * HOUR_MS);
    expect(longestQuietMs({ ...NIGHT, spans: [{ from: 0, to: 1440 }], weekdays: [0, 6] }, now)).toBe(
      48 * HOUR_MS,
    );
  });

  it('let the excepted types pass', () => {
    const quiet = { except: ['job.failed', 'webhook.*'] };
    expect(
      ['job.failed', 'job.completed', 'webhook.endpoint.failing'].map((type) => isExcepted(quiet, type)),
    ).toEqual([true, false, true]);
  });

  const list = (min: number, max: number) =>
    fc.option(fc.uniqueArray(fc.integer({ min, max }), { minLength: 1 }), { nil: null });
  const arbitrary = fc.record({
    spans: fc
      .array(
        fc
          .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
          .map(([from, length]) => ({ from, to: Math.min(from + length, from + 1440) })),
        { minLength: 1, maxLength: 3 },
      )
      .map((spans) => spans.toSorted((one, other) => one.from - other.from)),
    weekdays: list(0, 6),
    daysOfMonth: list(1, 31),
    months: fc.constantFrom(null, [3, 4], [10], [12]),
  });
  /** Zones, and a day on which they change their clocks: by an hour, by half of one, and by a whole day. */
  const changes = fc.constantFrom(
    ['Europe/Berlin', '2025-03-30'],
    ['Europe/Berlin', '2025-10-26'],
    ['America/Santiago', '2025-09-07'],
    ['Australia/Lord_Howe', '2025-10-05'],
    ['Australia/Lord_Howe', '2025-04-06'],
    ['Pacific/Apia', '2011-12-30'],
    ['Asia/Kathmandu', '2025-10-26'],
  ) as fc.Arbitrary<[zone: string, day: string]>;

  it('are those that a clock which is read minute by minute finds', () => {
    fc.assert(
      fc.property(
        arbitrary,
        changes,
        fc.integer({ min: -1440, max: 2 * 1440 }),
        (drawn, [zone, day], minute) => {
          const quiet: Quiet = { ...NIGHT, ...drawn, zone };
          const clock = readClock(zone, at(`${day}T00:00:00Z`));
          const found = quietUntil(quiet, clock.start + (DAYS_BEFORE * 1440 + minute) * MINUTE_MS);
          const read = readUntil(quiet, clock, DAYS_BEFORE * 1440 + minute);
          // The reference ends with its days.
          const end = clock.start + clock.shown.length * MINUTE_MS;
          expect(found === null ? null : Math.min(found, end)).toBe(read);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const DAYS_BEFORE = 4;
const DAYS = 10;

interface ReadClock {
  /** Unix ms. */
  readonly start: number;
  /** The wall clock of each minute from then on, in minutes of a clock of UTC that shows the same. */
  readonly shown: readonly number[];
}

const clocks = new Map<string, ReadClock>();

/** Reads the clock of a zone every minute around a day. */
function readClock(zone: string, day: number): ReadClock {
  const key = `${zone} ${day}`;
  const known = clocks.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const start = day - DAYS_BEFORE * 1440 * MINUTE_MS;
  const shown = Array.from({ length: DAYS * 1440 }, (_, n) => minuteOf(format.format(start + n * MINUTE_MS)));
  const clock = { start, shown };
  clocks.set(key, clock);
  return clock;
}

/** @param shown `2025-03-30 01:59` */
const minuteOf = (shown: string): number => Date.parse(`${shown.replace(' ', 'T')}Z`) / MINUTE_MS;

/** Marks the quiet minutes of a clock; returns the end of those that the minute is among, Unix ms. */
function readUntil(quiet: Quiet, { start, shown }: ReadClock, minute: number): number | null {
  const isQuiet = shown.map(() => false);
  const firstDay = Math.floor(shown[0]! / 1440) - 2;
  for (let n = 0; n < DAYS + 4; n++) {
    const date = new Date((firstDay + n) * 24 * HOUR_MS);
    const { weekdays, daysOfMonth, months } = quiet;
    if (weekdays && !weekdays.includes(date.getUTCDay())) continue;
    if (daysOfMonth && !daysOfMonth.includes(date.getUTCDate())) continue;
    if (months && !months.includes(date.getUTCMonth() + 1)) continue;
    for (const { from, to } of quiet.spans) {
      const midnight = (firstDay + n) * 1440;
      const begin = shown.findIndex((time) => time >= midnight + from);
      const end = shown.findLastIndex((time) => time < midnight + to);
      if (begin >= 0) isQuiet.fill(true, begin, end + 1);
    }
  }
  if (!isQuiet[minute]) return null;
  const end = isQuiet.indexOf(false, minute);
  return start + (end < 0 ? shown.length : end) * MINUTE_MS;
}
