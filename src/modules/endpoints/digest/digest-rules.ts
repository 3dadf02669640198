import type { Type } from '@nestjs/common';
import type { FieldFault } from '../../model/refusal.js';
import type { FieldRule } from '../definitions/field.js';
import { isPlain, nested } from '../definitions/field-rules.js';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DAY_MS = UNITS.d;
export const SPAN = /^([1-9]\d{0,5})(ms|[smhd])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads a length of time, `5m` or `1d`, ms; null: it is none. */
export function msOf(text: unknown): number | null {
  const [, count, unit] = (typeof text === 'string' && SPAN.exec(text)) || [];
  return unit === undefined ? null : Number(count) * UNITS[unit as keyof typeof UNITS];
}

/** Writes a length of time, ms, with the largest unit that it is whole in; `0s` for none. */
export function spanTextOf(ms: number): string {
  if (ms === 0) return '0s';
  const [unit, size] = Object.entries(UNITS).findLast(([, size]) => ms % size === 0)!;
  return `${ms / size}${unit}`;
}

/** A length of time from one second to a day. */
export const span: FieldRule = {
  schema: { type: 'string', pattern: SPAN.source },
  fault: (value) => {
    const ms = msOf(value);
    return ms !== null && ms >= UNITS.s && ms <= DAY_MS
      ? null
      : 'is a length of time from 1s to 1d, such as 30s, 5m, 2h or 1d';
  },
};

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
  if (ms >= UNITS.m && DAY_MS % ms === 0) return [];
  const field = `${path}.every`;
  return [
    {
      field,
      message: `${field} of a schedule is a day or a part of one, such as 15m, 1h, 6h or 1d; with over and within it may be any time.`,
    },
  ];
}
