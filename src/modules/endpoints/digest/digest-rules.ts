import type { Type } from '@nestjs/common';
import type { FieldFault } from '../../model/refusal.js';
import type { FieldRule } from '../definitions/field.js';
import { isPlain, nested } from '../definitions/field-rules.js';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DAY_MS = UNITS.d;
export const SPAN = /^([1-9]\d{0,5})([smhd])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads a length of time, `5m` or `1d`, ms; null: it is none. */
export function msOf(text: unknown): number | null {
  const [, count, unit] = (typeof text === 'string' && SPAN.exec(text)) || [];
  return unit === undefined ? null : Number(count) * UNITS[unit as keyof typeof UNITS];
}

/** Writes a length of time with the largest unit that it is whole in. */
export function spanTextOf(ms: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, size]) => ms % size === 0) ?? ['s', UNITS.s];
  return `${Math.max(1, Math.round(ms / size))}${unit}`;
}

/** A length of time from one second to a day. */
export const span: FieldRule = {
  schema: { type: 'string', pattern: SPAN.source },
  fault: (value) => {
    const ms = msOf(value);
    return ms !== null && ms <= DAY_MS
      ? null
      : 'is a length of time from 1s to 1d, such as 30s, 5m, 2h or 1d';
  },
};

/** A length of time of which a day holds a whole number. */
export const partOfDay: FieldRule = {
  schema: span.schema,
  fault: (value) => {
    const ms = msOf(value);
    return ms !== null && ms >= UNITS.m && DAY_MS % ms === 0
      ? null
      : 'is a day or a part of one, such as 15m, 1h, 6h or 1d';
  },
};

export const timeOfDay: FieldRule = {
  schema: { type: 'string', pattern: TIME.source },
  fault: (value) =>
    typeof value === 'string' && TIME.test(value) ? null : 'is a time of day, such as 09:00',
};

const CLAUSE =
  'is "off", {"storm": {"over", "within", "every"}}, or a schedule: {"every"} and optionally at, weekdays, zone and except';

/** A digest: the word `off`, a storm, or a schedule. */
export function digestOrOff(type: Type): FieldRule {
  const fields = nested(type, CLAUSE);
  return {
    ...fields,
    words: ['off'],
    fault: (value) => {
      if (value === 'off') return null;
      if (!isPlain(value)) return CLAUSE;
      const isNamed = (name: string): boolean => value[name] !== undefined && value[name] !== null;
      return isNamed('storm') || isNamed('every') ? null : CLAUSE;
    },
    within: (value, path) => [...fields.within!(value, path), ...mixedFaults(value, path)],
  };
}

/** A storm has no times of its own. */
function mixedFaults(value: unknown, path: string): FieldFault[] {
  if (!isPlain(value) || value['storm'] === undefined || value['storm'] === null) return [];
  return ['every', 'at', 'weekdays', 'zone', 'except'].flatMap((name): FieldFault[] => {
    const field = `${path}.${name}`;
    if (value[name] === undefined || value[name] === null) return [];
    return [
      { field, message: `${field} belongs to a schedule and ${path}.storm to a storm; send one of the two.` },
    ];
  });
}
