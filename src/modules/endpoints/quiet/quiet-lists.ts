import { DAY_MINUTES, type QuietSpan } from '../../model/quiet.js';

/** Names of the days of the week; their index is the number that `Date` gives them. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** Names of the months; their index is the number less one. */
export const MONTHS = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
] as const;

const SPAN = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/;

/** Reads `22:00-07:00`; an end that is not after the beginning is on the next day. Null: it is no span, or empty. */
export function spanOf(text: unknown): QuietSpan | null {
  const match = typeof text === 'string' ? SPAN.exec(text) : null;
  if (!match) return null;
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (fromMinute > 59 || toMinute > 59 || from >= DAY_MINUTES || to > DAY_MINUTES || from === to) return null;
  return { from, to: to > from ? to : to + DAY_MINUTES };
}

/** Reads a weekday or a range of them, such as `mon-fri` or `fri-mon`; null: it is neither. */
export function weekdaysOf(entry: unknown): readonly number[] | null {
  return rangeOf(entry, WEEKDAYS.length, (word) => indexOf(WEEKDAYS, word));
}

/** Reads a month or a range of them, such as `jul` or `nov-feb`; null: it is neither. January is 1. */
export function monthsOf(entry: unknown): readonly number[] | null {
  return rangeOf(entry, MONTHS.length, (word) => indexOf(MONTHS, word))?.map((at) => at + 1) ?? null;
}

/** Reads a day of the month, 1 to 31, or a range of them, such as `1-5`; null: it is neither. */
export function daysOfMonthOf(entry: unknown): readonly number[] | null {
  const text = typeof entry === 'number' ? String(entry) : entry;
  const days = rangeOf(text, 31, (word) => (/^([1-9]|[12]\d|3[01])$/.test(word) ? Number(word) - 1 : null));
  return days?.map((at) => at + 1) ?? null;
}

function indexOf(names: readonly string[], word: string): number | null {
  const at = names.indexOf(word);
  return at < 0 ? null : at;
}

/** Reads one of `count` values or a range, which may go over the last one and on with the first. */
function rangeOf(
  entry: unknown,
  count: number,
  read: (word: string) => number | null,
): readonly number[] | null {
  if (typeof entry !== 'string') return null;
  const ends = entry.split('-').map(read);
  const [first, last = first] = ends;
  if (ends.length > 2 || first === null || first === undefined || last === null || last === undefined)
    return null;
  const length = ((last - first + count) % count) + 1;
  return Array.from({ length }, (_, n) => (first + n) % count);
}

/** Writes a span as {@link spanOf} reads it. */
export function spanText({ from, to }: QuietSpan): string {
  return `${timeText(from)}-${timeText(to > DAY_MINUTES ? to - DAY_MINUTES : to)}`;
}

/** Writes minutes from midnight as `HH:MM`. */
export function timeText(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
