import { isExactNumber } from '../../modules/model/exact-number.js';
import { lineOf, numberOf, withoutPercent } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { rememberedFormats } from './formatters.js';
import type { Words } from './words.js';

/** Numbers by their form: `decimal 2`, `percent 0`, with the most decimals. */
const numberFormat = rememberedFormats((locale, form) => {
  const [style, digits] = form.split(' ');
  return new Intl.NumberFormat(locale, {
    style: style === 'percent' ? 'percent' : 'decimal',
    maximumFractionDigits: Number(digits),
    // A number that rounds to zero has no sign.
    signDisplay: 'negative',
  });
});

/** Longest duration that is shown, ms: ten years. */
const LONGEST_MS = 315_576_000_000;
const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;
const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
/** Above this, a number is shown in its shortest form: `1e+21`. */
const LARGEST = 1e15;

/**
 * Writes a number of milliseconds in its two largest units: `1 min 4 s`, `2 h 5 min`, `4.2 s`, `450 ms`. Empty where the value
 * is no number from zero to ten years.
 */
export function duration(value: unknown, words: Words): string {
  const ms = durationOf(value);
  if (ms === null) return '';
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${numberFormat(words.locale, 'decimal 1').format(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  return UNITS.slice(first, first + 2)
    .map(
      ([unit, size], at) =>
        [Math.floor((at === 0 ? seconds : seconds % UNITS[first]![1]) / size), unit] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** Writes a number of milliseconds as a clock does: `1:04`, `1:01:05`. Empty where {@link duration} is. */
export function clock(value: unknown): string {
  const ms = durationOf(value);
  if (ms === null) return '';
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

function durationOf(value: unknown): number | null {
  const ms = numberOf(value);
  return ms >= 0 && ms <= LONGEST_MS ? ms : null;
}

/** Writes a number of bytes in powers of 1000: `12.4 MB`. Empty where the value is no number from zero. */
export function byteSize(value: unknown, words: Words): string {
  const bytes = numberOf(value);
  if (!(bytes >= 0 && bytes < LARGEST * 1000)) return '';
  let [amount, at] = [Math.round(bytes), 0];
  // 999.5 kB would round to 1,000 kB.
  for (; amount >= 999.5 && at < SIZES.length - 1; at += 1) amount /= 1000;
  const digits = at === 0 || amount >= 100 ? 0 : 1;
  return `${numberFormat(words.locale, `decimal ${digits}`).format(amount)} ${SIZES[at]}`;
}

/** Writes a number with the reader's separators and at most `digits` decimals; other texts stay as they are. */
export function decimal(value: unknown, words: Words, digits = 2): string {
  if (isExactNumber(value)) return value.rawJSON;
  const number = signedNumberOf(value);
  if (Number.isNaN(number)) return otherText(value);
  if (Math.abs(number) >= LARGEST) return String(number);
  return numberFormat(words.locale, `decimal ${places(digits)}`).format(number);
}

/**
 * Writes a share of 100 as the reader does: `60` → `60%`. Other texts stay as they are.
 *
 * @param digits most decimals; without it, a share next to 0 or 100 has one, so that 99.7 is not told as all
 */
export function percent(value: unknown, words: Words, digits?: number): string {
  const number = signedNumberOf(typeof value === 'string' ? withoutPercent(value) : value);
  if (Number.isNaN(number)) return otherText(value);
  if (Math.abs(number) >= LARGEST) return '';
  const decimals = digits ?? (isAtEnd(number) ? 1 : 0);
  return numberFormat(words.locale, `percent ${places(decimals)}`).format(number / 100);
}

/** True for a share that would round to nothing or to all, or nearly so. */
function isAtEnd(share: number): boolean {
  return (share > 0 && share < 1) || (share > 99 && share < 100);
}

/** Reads a finite number, also one below zero written as text; else NaN. */
function signedNumberOf(value: unknown): number {
  const negative = typeof value === 'string' && /^\s*-\d/.test(value);
  return negative ? -numberOf(value.trim().slice(1)) : numberOf(value);
}

/** Writes what is no number; empty where it stands for no value. */
function otherText(value: unknown): string {
  if (typeof value === 'number') return '';
  const text = lineOf(value, 300);
  return isEmptyText(text) ? '' : text;
}

function places(digits: number): number {
  return Math.min(Math.max(Math.trunc(digits) || 0, 0), 6);
}
