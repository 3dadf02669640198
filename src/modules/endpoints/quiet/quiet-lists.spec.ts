import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysOfMonthOf, monthsOf, spanOf, spanText, weekdaysOf } from './quiet-lists.js';

describe('Entries of quiet hours', () => {
  it('are spans of a day, or over midnight', () => {
    expect(spanOf('09:30-12:00')).toEqual({ from: 570, to: 720 });
    expect(spanOf('22:00-07:00')).toEqual({ from: 1320, to: 1860 });
    expect(spanOf('22:00-00:00')).toEqual({ from: 1320, to: 1440 });
    expect(spanOf('00:00-24:00')).toEqual({ from: 0, to: 1440 });
  });

  it.each(['9-17', '24:00-07:00', '22:00-24:01', '22:60-23:00', '07:00-07:00', '22:00–07:00', '', 7, null])(
    'are no span where they are %j',
    (entry) => {
      expect(spanOf(entry)).toBeNull();
    },
  );

  it('are written as they are read', () => {
    const time = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(time, time, (from, to) => {
        fc.pre(from !== to);
        const span = { from, to: to > from ? to : to + 1440 };
        expect(spanOf(spanText(span))).toEqual(span);
      }),
    );
  });

  it('are weekdays, months and days of the month, or ranges that may go over the end', () => {
    expect(weekdaysOf('mon-fri')).toEqual([1, 2, 3, 4, 5]);
    expect(weekdaysOf('fri-mon')).toEqual([5, 6, 0, 1]);
    expect(weekdaysOf('sun')).toEqual([0]);
    expect(monthsOf('nov-feb')).toEqual([11, 12, 1, 2]);
    expect(daysOfMonthOf(31)).toEqual([31]);
    expect(daysOfMonthOf('24-26')).toEqual([24, 25, 26]);
  });

  it.each(['monday', 'mon-', '-', 'mon-tue-wed', 'constructor', 1, null])('are no weekday: %j', (entry) => {
    expect(weekdaysOf(entry)).toBeNull();
  });

  it.each([0, 32, 1.5, '0', '1-32', '', null, {}])('are no day of the month: %j', (entry) => {
    expect(daysOfMonthOf(entry)).toBeNull();
  });
});
