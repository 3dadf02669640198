import type { Type } from '@nestjs/common';
import type { FieldFault } from '../../model/refusal.js';
import type { FieldRule } from '../definitions/field.js';
import { isPlain, nested } from '../definitions/field-rules.js';
import { msOf } from '../definitions/length-of-time.js';

const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export const timeOfDay: FieldRule = {
  schema: { type: 'string', pattern: TIME.source },
  fault: (value) =>
    typeof value === 'string' && TIME.test(value) ? null : 'is a time of day, such as 09:00',
};

const CLAUSE =
  'is "off", a storm {"over", "within", "every"}, or a schedule: {"every"} and optionally at, weekdays and zone; both may have types and except';
const OF_STORMS = ['over', 'within'];
const OF_SCHEDULES = ['at', 'weekdays', 'zone'];

/** A digest: the word `off`, a storm (with `over`), or a schedule. */
export function digestOrOff(type: Type): FieldRule {
  const fields = nested(type, CLAUSE);
  return {
    ...fields,
    words: ['off'],
    fault: (value) => (value === 'off' || (isPlain(value) && isNamed(value, 'every')) ? null : CLAUSE),
    within: (value, path) => {
      const faults = fields.within!(value, path);
      return faults.length > 0 || !isPlain(value) ? faults : formFaults(value, path);
    },
  };
}

type Parts = Readonly<Record<string, unknown>>;

const isNamed = (parts: Parts, name: string): boolean => parts[name] !== undefined && parts[name] !== null;

function formFaults(parts: Parts, path: string): FieldFault[] {
  const missing = OF_STORMS.filter((name) => !isNamed(parts, name));
  if (missing.length === OF_STORMS.length) return scheduleFaults(parts, path);
  const faults = missing.map((name) => ({
    field: `${path}.${name}`,
    message: `${path}.${name} is required: a storm has over, within and every.`,
  }));
  const mixed = OF_SCHEDULES.filter((name) => isNamed(parts, name)).map((name) => ({
    field: `${path}.${name}`,
    message: `${path}.${name} belongs to a schedule, and over and within to a storm; send those of one of the two.`,
  }));
  return [...faults, ...mixed];
}

function scheduleFaults({ every }: Parts, path: string): FieldFault[] {
  const ms = msOf(every)!;
  if (ms >= MINUTE_MS && DAY_MS % ms === 0) return [];
  const field = `${path}.every`;
  return [
    {
      field,
      message: `${field} of a schedule is a day or a part of one, such as 15m, 1h, 6h or 1d; with over and within it may be any time.`,
    },
  ];
}
