import type { Type } from '@nestjs/common';
import { isAlwaysQuiet, isNeverQuiet } from '../../model/quiet.js';
import type { FieldFault } from '../../model/refusal.js';
import type { JsonSchema } from '../../http/described/properties.js';
import type { FieldRule } from '../definitions/field.js';
import { nested } from '../definitions/field-rules.js';
import { daysOfMonthOf, monthsOf, spanOf, weekdaysOf } from './quiet-lists.js';
import { quietOf, type QuietSettings } from './quiet-of.js';

/** A list whose faults name the entry (`quiet.times[0]`). @param clause what an entry is, as the rest of a sentence */
function entries(
  items: JsonSchema,
  maxItems: number,
  isEntry: (entry: unknown) => boolean,
  clause: string,
): FieldRule {
  return {
    schema: { type: 'array', items, minItems: 1, maxItems },
    fault: (value) =>
      Array.isArray(value) && value.length > 0 && value.length <= maxItems
        ? null
        : `is a list of 1 to ${maxItems} entries, each of which ${clause}`,
    within: (value, path) =>
      (value as readonly unknown[]).flatMap((entry, at): FieldFault[] => {
        const field = `${path}[${at}]`;
        return isEntry(entry) ? [] : [{ field, message: `${field} ${clause}.` }];
      }),
  };
}

const TIME = '([01]\\d|2[0-3]):[0-5]\\d';

export const quietTimes = entries(
  { type: 'string', pattern: `^${TIME}-(${TIME}|24:00)$` },
  24,
  (entry) => spanOf(entry) !== null,
  'is a span of two different times of day, such as 22:00-07:00 or 12:00-13:30; 00:00-24:00 is a whole day',
);

export const quietWeekdays = entries(
  { type: 'string' },
  7,
  (entry) => weekdaysOf(entry) !== null,
  'is a weekday or a range: mon, tue, wed, thu, fri, sat, sun, mon-fri',
);

export const quietMonths = entries(
  { type: 'string' },
  12,
  (entry) => monthsOf(entry) !== null,
  'is a month or a range: jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec, jul-aug',
);

export const quietDaysOfMonth = entries(
  { oneOf: [{ type: 'integer', minimum: 1, maximum: 31 }, { type: 'string' }] },
  31,
  (entry) => daysOfMonthOf(entry) !== null,
  'is a day of the month from 1 to 31, or a range such as "1-5"',
);

const CLAUSE =
  'is a JSON object with times, weekdays, days_of_month, months, zone, then and except, all of them but times optional';

/** Quiet hours, which must begin some day, and end. */
export function quietHours(type: Type): FieldRule {
  const fields = nested(type, CLAUSE);
  return {
    ...fields,
    within: (value, path) => {
      const faults = fields.within!(value, path);
      if (faults.length > 0 || fields.fault(value) !== null) return faults;
      const request = value as QuietSettings;
      if (!request.times)
        return [
          {
            field: `${path}.times`,
            message: `${path}.times is required, such as ["22:00-07:00"]; ["00:00-24:00"] for whole days.`,
          },
        ];
      const message = windowFault(request);
      return message === null ? [] : [{ field: path, message: `${path} ${message}` }];
    },
  };
}

function windowFault(request: QuietSettings): string | null {
  const quiet = quietOf(request, 'UTC');
  if (isAlwaysQuiet(quiet))
    return 'covers every minute of every day, so nothing would ever be sent. Pause or disable the endpoint instead.';
  if (isNeverQuiet(quiet))
    return 'never begins: no day of the calendar is in weekdays, days_of_month and months.';
  return null;
}
