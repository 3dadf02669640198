import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Malformed } from './malformed.js';
import { parseDuration, parseGrace, parseSchedule } from './parse-duration.js';

describe('parseDuration', () => {
  it.each([
    ['1ms', 1],
    ['5s', 5_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['30d', 2_592_000_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['5', 's', '1.5h', '-1s', '1e3s', '5 s', '5S', '0s', '31d', '99999999999999999999d', ''])(
    'refuses %j',
    (text) => {
      expect(parseDuration(text)).toBeInstanceOf(Malformed);
    },
  );
});

describe('parseGrace', () => {
  it.each([
    ['0', 0],
    ['500ms', 500],
    ['10m', 600_000],
  ])('reads %s', (text, ms) => {
    expect(parseGrace(text)).toBe(ms);
  });

  it.each(['0s', '5', '11m', '1d', '-1s', 'none'])('refuses %j', (text) => {
    expect(parseGrace(text)).toBeInstanceOf(Malformed);
  });
});

describe('parseSchedule', () => {
  it('reads waits in their order', () => {
    const waits = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(waits, (ms) =>
        expect(parseSchedule(ms.map((wait) => ` ${wait}ms `).join(','))).toEqual(ms),
      ),
    );
    expect(parseSchedule('5s,5m,30m,2h,5h,10h,10h')).toEqual(
      [5, 300, 1800, 7200, 18_000, 36_000, 36_000].map((s) => s * 1000),
    );
  });

  it('names the wait that cannot be read', () => {
    expect(String(parseSchedule('5s,soon,30m'))).toContain('wait 2 is not a duration');
  });

  it('refuses an empty list and more than 100 waits', () => {
    expect(parseSchedule(',')).toBeInstanceOf(Malformed);
    expect(parseSchedule(Array.from({ length: 101 }, () => '1s').join(','))).toBeInstanceOf(Malformed);
  });
});
