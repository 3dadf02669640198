import { isExactNumber } from '../modules/model/exact-number.js';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** A Unix time as text. */
const DIGITS = /^\d{9,13}(?:\.\d{1,9})?$/;
/** Latest date that is one, Unix ms: the end of 9998. Platforms show no year beyond 9999, by which programs mean that there is no date. */
const LATEST = 253_370_764_799_999;
/** From 1e8 (1973) a number counts seconds, from 1e11 (1973) milliseconds; below it is no date of a job. */
const FIRST_S = 1e8;
const FIRST_MS = 1e11;

/**
 * Reads a point in time as Unix ms; null where the value is none: an ISO 8601 text, or a Unix time in s or ms, also as text. A time
 * without a zone is UTC, so that the same event gives the same message on every machine.
 */
export function instantOf(value: unknown): number | null {
  if (isExactNumber(value)) return instantOf(Number(value.rawJSON));
  if (typeof value === 'number') {
    return value < FIRST_S ? null : plausible(value < FIRST_MS ? value * 1000 : value);
  }
  if (typeof value !== 'string' || value.length > 40) return null;
  const text = value.trim();
  if (DIGITS.test(text)) return instantOf(Number(text));
  const match = ISO.exec(text);
  if (!match) return null;
  const [whole, year, month, day, zone] = match;
  if (Number(day) > daysOf(Number(year), Number(month))) return null;
  // PostgreSQL writes zones of whole hours as `+00`.
  const dated = whole
    .replace(' ', 'T')
    .replace(',', '.')
    .replace(/(T.*[+-]\d{2})$/, '$1:00');
  return plausible(Date.parse(zone || dated.length === 10 ? dated : `${dated}Z`));
}

/** Counts the days of a month; `Date.parse` takes the 30th of February for a day of March. Months that do not exist have 31. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Rounds Unix ms that every platform can show as a date; else null. */
export function plausible(ms: number): number | null {
  return ms > 0 && ms <= LATEST ? Math.trunc(ms) : null;
}

/** Times within this span of another are shown without their day, ms: half a day. */
const SAME_DAY = 43_200_000;
/** Times within this span of another are shown without their year, ms: half a year. */
const SAME_YEAR = 15_778_800_000;

/** True where a point in time needs no day beside another. Both Unix ms. */
export function isNear(at: number, other: number): boolean {
  return Math.abs(at - other) < SAME_DAY;
}

/** True where a point in time needs no year beside another. Both Unix ms. */
export function isSameYear(at: number, other: number): boolean {
  return Math.abs(at - other) < SAME_YEAR;
}
