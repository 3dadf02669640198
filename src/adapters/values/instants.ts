import { instantOf, isNear, isSameYear } from '../instant.js';
import { lineOf } from '../plain-value.js';
import { isEmptyText, makesSense } from '../sense.js';
import { rememberedFormats } from './formatters.js';
import type { Words } from './words.js';

/** Forms of a point in time: the day, the time of day, both, or the distance to another point in time. */
export type InstantStyle = 'date' | 'time' | 'datetime' | 'relative';

/** A point in time for people: platforms that know the reader's zone show `at`, the others show `text`. */
export class ShownInstant {
  /**
   * @param at Unix ms
   * @param text as a reader of the given words reads it
   */
  constructor(
    readonly at: number,
    readonly style: InstantStyle,
    readonly text: string,
  ) {}
}

const STYLES: Readonly<Record<Exclude<InstantStyle, 'relative'>, Intl.DateTimeFormatOptions>> = {
  date: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
  datetime: { dateStyle: 'medium', timeStyle: 'short' },
};

const styledFormat = rememberedFormats(
  (locale, style, timeZone) =>
    new Intl.DateTimeFormat(locale, { ...STYLES[style as keyof typeof STYLES], timeZone }),
);

const relativeFormat = rememberedFormats(
  (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
);

/**
 * Reads a point in time: an ISO 8601 text, a Unix time in s or ms, or one that was shown before. Gives a text as it is where
 * it is no date (`tomorrow`), and an empty text where it stands for nothing or for a day that is in no calendar.
 */
function readInstant(value: unknown): number | string {
  if (value instanceof ShownInstant) return value.at;
  const at = instantOf(value);
  if (at !== null) return at;
  if (typeof value !== 'string' || /^\s*-?[\d.]+\s*$/.test(value) || !makesSense('at', value)) return '';
  const text = lineOf(value, 120);
  return isEmptyText(text) ? '' : text;
}

const DAY = /^\s*\d{4}-\d\d-\d\d\s*$/;

/** True for a text that is a day without a time of day: `2024-01-01`. */
export function isDay(value: unknown): boolean {
  return typeof value === 'string' && DAY.test(value);
}

/**
 * Shows a point in time by the reader's calendar and zone: `Jan 1, 2024, 12:05 PM`. A day without a time of day has none to show, and
 * stays that day.
 */
export function instant(
  value: unknown,
  style: Exclude<InstantStyle, 'relative'>,
  words: Words,
): ShownInstant | string {
  const at = readInstant(value);
  if (typeof at === 'string') return at;
  if (isDay(value))
    return style === 'time' ? '' : plainSpaces(styledFormat(words.locale, 'date', 'UTC').format(at));
  return new ShownInstant(at, style, plainSpaces(styledFormat(words.locale, style, words.zone).format(at)));
}

const momentFormat = rememberedFormats(
  (locale, style, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      month: 'short',
      day: 'numeric',
      ...(style === 'date' ? {} : { hour: 'numeric', minute: '2-digit' }),
      timeZone,
    }),
);

/** Shows a point in time (Unix ms) without its year: `Jan 1, 12:05 PM`, or its day alone: `Jan 1`. */
export function moment(at: number, words: Words, style: 'date' | 'datetime' = 'datetime'): ShownInstant {
  const text = plainSpaces(momentFormat(words.locale, style, words.zone).format(at));
  return new ShownInstant(at, style, text);
}

/**
 * Shows the time of day of a point in time, with the day where that is another than at `from` (Unix ms): `12:05 PM`, `Jan 1, 12:05 PM`,
 * `Jan 1, 2024, 12:05 PM`.
 *
 * @param style of a point in time on another day: `date` shows that day alone
 */
export function nearby(
  value: unknown,
  from: number,
  words: Words,
  style: 'date' | 'datetime' = 'datetime',
): ShownInstant | string {
  const at = readInstant(value);
  if (typeof at === 'string') return at;
  if (isDay(value)) return instant(value, 'date', words);
  if (isNear(at, from)) return instant(at, 'time', words);
  return isSameYear(at, from) ? moment(at, words, style) : instant(at, style, words);
}

const STEPS = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** Shows how far a point in time is from another: `4 minutes ago`, `in 2 hours`. `from` is Unix ms. */
export function relative(value: unknown, from: number, words: Words): ShownInstant | string {
  const at = readInstant(value);
  if (typeof at === 'string') return at;
  const distance = at - from;
  const far = Math.abs(distance);
  // Half a unit below its size rounds up to it: 59.6 minutes are an hour.
  const [unit, size] = STEPS.find(([, size], index) => far >= size - (STEPS[index + 1]?.[1] ?? 0) / 2) ?? [
    'second',
    1000,
  ];
  const text = relativeFormat(words.locale, '').format(Math.sign(distance) * Math.round(far / size), unit);
  return new ShownInstant(at, 'relative', plainSpaces(text));
}

/** Gives the milliseconds from one point in time to another; null where one is none or the second is earlier. */
export function elapsed(from: unknown, to: unknown): number | null {
  const [start, end] = [readInstant(from), readInstant(to)];
  if (typeof start === 'string' || typeof end === 'string' || end < start) return null;
  return end - start;
}

/** Replaces the narrow no-break spaces of `Intl`, which some clients draw as a box. */
function plainSpaces(text: string): string {
  return text.replace(/[\u{202f}\u{a0}]/gu, ' ');
}

/**
 * Codes of `strftime` that {@link dateByFormat} knows, in the reader's language, as parts of what `Intl` writes; without `part`, all of
 * it: the sign of a Japanese month is no part of its number.
 */
const CODES: Readonly<
  Record<string, Intl.DateTimeFormatOptions & { readonly part?: string; readonly english?: true }>
> = {
  Y: { part: 'year', year: 'numeric', english: true },
  m: { part: 'month', month: '2-digit', english: true },
  d: { part: 'day', day: '2-digit', english: true },
  e: { part: 'day', day: 'numeric', english: true },
  H: { part: 'hour', hour: '2-digit', hourCycle: 'h23', english: true },
  I: { part: 'hour', hour: '2-digit', hourCycle: 'h12', english: true },
  l: { part: 'hour', hour: 'numeric', hourCycle: 'h12', english: true },
  M: { part: 'minute', minute: '2-digit', hour: '2-digit', english: true },
  S: { part: 'second', second: '2-digit', minute: '2-digit', english: true },
  p: { part: 'dayPeriod', hour: 'numeric', hourCycle: 'h12', english: true },
  b: { month: 'short' },
  B: { month: 'long' },
  a: { weekday: 'short' },
  A: { weekday: 'long' },
  Z: { part: 'timeZoneName', timeZoneName: 'short' },
};

const codeFormat = rememberedFormats((locale, letter, timeZone) => {
  const { part: _, english: __, ...options } = CODES[letter]!;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone });
});

/** Codes that a format may have, for messages and docs. */
export const DATE_CODES: readonly string[] = [...Object.keys(CODES), '%'].map((code) => `%${code}`);

/** Finds the first code of a format that is not known; null where all are. */
export function unknownDateCode(format: string): string | null {
  for (const [code, letter] of format.matchAll(/%-?(.?)/gsu)) {
    if (letter !== '%' && !Object.hasOwn(CODES, letter ?? '')) return code;
  }
  return null;
}

/** Writes a point in time by a `strftime` format, such as `%Y-%m-%d %H:%M`; `%-d` leaves out a leading zero. */
export function dateByFormat(value: unknown, format: string, words: Words): string {
  const at = readInstant(value);
  if (typeof at === 'string') return at;
  const zone = isDay(value) ? 'UTC' : words.zone;
  return format.replace(/%(-?)(.?)/gsu, (whole, bare: string, letter: string) => {
    if (letter === '%') return '%';
    const code = Object.hasOwn(CODES, letter) ? CODES[letter] : undefined;
    if (!code) return whole;
    const { part, english } = code;
    const format = codeFormat(english ? 'en-US' : words.locale, letter, zone);
    const text =
      part === undefined
        ? format.format(at)
        : (format.formatToParts(at).find(({ type }) => type === part)?.value ?? '');
    return bare
      ? text.replace(/^0+(?=\d)/, '')
      : /^\d$/.test(text) && 'mdHIMS'.includes(letter)
        ? `0${text}`
        : text;
  });
}
