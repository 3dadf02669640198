import { matchesPattern } from './event-pattern.js';
import { DAY_MS, ZonedTime } from './zoned-time.js';

/** Reason of a delivery that quiet hours hold (`pending`) or have dropped (`cancelled`). */
export const QUIET_HOURS = 'quiet_hours';

/** Treatment of messages in quiet hours: they wait for the end, are not sent at all, or are told by one message at the end. */
export const QUIET_THEN = ['hold', 'drop', 'digest'] as const;
export type QuietThen = (typeof QUIET_THEN)[number];

/** A time of day from which, and to which, an endpoint is quiet; minutes from midnight. `to` is greater: over 1,440 on the next day. */
export interface QuietSpan {
  readonly from: number;
  readonly to: number;
}

/** The quiet hours of an endpoint. A window begins on each day that all three lists name, and may end on the day after. */
export interface Quiet {
  /** Sorted by their beginning. */
  readonly spans: readonly QuietSpan[];
  /** 0: Sunday; null: every day. */
  readonly weekdays: readonly number[] | null;
  /** From 1; null: every day. */
  readonly daysOfMonth: readonly number[] | null;
  /** 1: January; null: every month. */
  readonly months: readonly number[] | null;
  /** IANA time zone. */
  readonly zone: string;
  readonly then: QuietThen;
  /** Event patterns that are sent all the same. */
  readonly except: readonly string[];
}

/** A time in which an endpoint is quiet without a break; Unix ms. */
export interface QuietWindow {
  readonly from: number;
  /** Not quiet any more. */
  readonly until: number;
}

const MINUTE_MS = 60_000;
/** Minutes of a day. */
export const DAY_MINUTES = 1_440;
/** Days that are searched for the next window: the 29 February that is a Monday comes after 28 years, over a century after 40. */
const SEARCH_DAYS = 41 * 366;
/** Longest window that is told at once, ms; what lasts longer is found to be quiet again at its end. */
const WINDOW_MAX_MS = 400 * DAY_MS;

/** Returns the end of the window that an endpoint is in, Unix ms; null where it is not quiet. */
export function quietUntil(quiet: Quiet, now: number): number | null {
  const window = quietWindow(quiet, now);
  return window && window.from <= now ? window.until : null;
}

/** Tells whether events of a type are sent in quiet hours. */
export function isExcepted({ except }: Pick<Quiet, 'except'>, type: string): boolean {
  return except.some((pattern) => matchesPattern(pattern, type));
}

interface Known {
  readonly askedAt: number;
  readonly window: QuietWindow | null;
}

/** The last answer for each endpoint; endpoints are replaced with every change. */
const answers = new WeakMap<Quiet, Known>();

/**
 * Returns the window that an endpoint is in or, where it is not quiet, the next one; null where none begins. Windows that touch are
 * one. A time that comes twice begins a window the first time and ends it the second; one that the clocks pass over does so at the
 * moment at which they do.
 */
export function quietWindow(quiet: Quiet, now: number): QuietWindow | null {
  const known = answers.get(quiet);
  if (known && now >= known.askedAt && now < (known.window?.until ?? known.askedAt + DAY_MS))
    return known.window;
  const window = findWindow(quiet, now);
  answers.set(quiet, { askedAt: now, window });
  return window;
}

function findWindow(quiet: Quiet, now: number): QuietWindow | null {
  const clock = new ZonedTime(quiet.zone);
  // A window may have begun the day before, in a zone that passes over a whole day two days before.
  const first = Math.floor(clock.wallClockOf(now) / DAY_MS) - 2;
  let window: QuietWindow | null = null;
  for (let day = first; day < first + SEARCH_DAYS; day++) {
    if (window && isLongOver(window, day, clock)) return window;
    if (!isQuietDay(quiet, day)) continue;
    for (const { from, to } of quiet.spans) {
      const next: QuietWindow = {
        from: clock.firstAt(day * DAY_MS + from * MINUTE_MS),
        until: clock.lastAt(day * DAY_MS + to * MINUTE_MS),
      };
      if (next.until <= now || next.until <= next.from) continue;
      if (window && next.from > window.until) return window;
      window = joined(window, next);
      const longest = Math.max(now, window.from) + WINDOW_MAX_MS;
      if (window.until >= longest) return { ...window, until: longest };
    }
  }
  return window;
}

function joined(window: QuietWindow | null, next: QuietWindow): QuietWindow {
  if (!window) return next;
  return { from: Math.min(window.from, next.from), until: Math.max(window.until, next.until) };
}

/** True where no window that begins on that day, counted from 1970, can touch this one. */
function isLongOver({ until }: QuietWindow, day: number, clock: ZonedTime): boolean {
  return day * DAY_MS > clock.wallClockOf(until) + DAY_MS;
}

/** @param day counted from 1970-01-01, a Thursday */
function isQuietDay({ weekdays, daysOfMonth, months }: Quiet, day: number): boolean {
  if (weekdays && !weekdays.includes((((day + 4) % 7) + 7) % 7)) return false;
  if (!daysOfMonth && !months) return true;
  const date = new Date(day * DAY_MS);
  return (
    (daysOfMonth?.includes(date.getUTCDate()) ?? true) && (months?.includes(date.getUTCMonth() + 1) ?? true)
  );
}

/** True where no day of the calendar begins a window, such as the 30 February. */
export function isNeverQuiet(quiet: Quiet): boolean {
  const from = Date.UTC(2000, 0, 1) / DAY_MS;
  for (let day = from; day < from + 28 * 366; day++) if (isQuietDay(quiet, day)) return false;
  return true;
}

/** True where the windows leave no minute between them. */
export function isAlwaysQuiet({ spans, weekdays, daysOfMonth, months }: Quiet): boolean {
  const isEvery = (list: readonly number[] | null, count: number): boolean =>
    list === null || new Set(list).size === count;
  if (!isEvery(weekdays, 7) || !isEvery(daysOfMonth, 31) || !isEvery(months, 12)) return false;
  let covered = Math.max(0, ...spans.map(({ to }) => to - DAY_MINUTES));
  for (const { from, to } of spans) if (from <= covered) covered = Math.max(covered, to);
  return covered >= DAY_MINUTES;
}

/** Returns the length of the longest window of a year, ms, without changes of the clocks. @param now Unix ms */
export function longestQuietMs(quiet: Quiet, now: number): number {
  const plain = { ...quiet, zone: 'UTC' };
  const end = now + 366 * DAY_MS;
  let longest = 0;
  for (let at = now; at < end;) {
    const window = findWindow(plain, at);
    if (!window) break;
    longest = Math.max(longest, window.until - window.from);
    at = window.until;
  }
  return longest;
}
