import { parseJson } from '../api/exact-json.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

// Making a formatter takes a hundred times as long as using one.
const EXACT = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  timeZoneName: 'short',
});
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const NUMBER = new Intl.NumberFormat('en');

/** Writes a duration in a readable unit: `240 ms`, `1.5 s`, `12 min`, `3 h 20 min`, `2 d 4 h`, `45 d`, `3 years`. */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${trim(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return pair(ms, HOUR, 'h', MINUTE, 'min');
  if (ms < 30 * DAY) return pair(ms, DAY, 'd', HOUR, 'h');
  return ms < 2 * YEAR ? `${Math.floor(ms / DAY)} d` : `${Math.floor(ms / YEAR)} years`;
}

/** Writes how long something took, to the second within an hour: `5 min 30 s`. */
export function length(ms: number): string {
  return ms >= MINUTE && ms < HOUR ? pair(ms, MINUTE, 'min', SECOND, 's') : duration(ms);
}

/** Writes the distance of a moment from now, in either direction; `now` is Unix ms. */
export function relative(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 5 * SECOND) return 'now';
  const span = distance < MINUTE ? `${Math.floor(distance / SECOND)} s` : duration(distance);
  return at < now ? `${span} ago` : `in ${span}`;
}

/** Writes a moment to the millisecond, in the reader's time zone. */
export function exact(iso: string): string {
  return written(EXACT, iso);
}

/**
 * Writes a moment to the second, in the reader's time zone and clock (24 or 12 h); invalid text is returned as it is.
 */
export function moment(iso: string): string {
  return written(MOMENT, iso);
}

/** Writes the time of day of a moment, with the date when that is not today; `now` is Unix ms. */
export function clock(iso: string, now: number): string {
  const isToday = new Date(iso).toDateString() === new Date(now).toDateString();
  return written(isToday ? TIME : MOMENT, iso);
}

function written(format: Intl.DateTimeFormat, iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : format.format(at);
}

/** Writes a count: `1,240`; from 100,000 on `124 k`. */
export function count(n: number): string {
  if (n < 100_000) return NUMBER.format(n);
  return n < 1_000_000 ? `${trim(n / 1_000)} k` : `${trim(n / 1_000_000)} M`;
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Begins a text with a capital letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Writes the name of a field or limit in words: `embedsTotal` → `Embeds total`, `button_url` → `Button URL`. */
export function nameInWords(name: string): string {
  const words = name.replaceAll('_', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return capitalised(words).replaceAll(/\b(url|id)\b/gi, (word) => word.toUpperCase());
}

/** Indents JSON; any other text is returned as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(parseJson(text), null, 2);
  } catch {
    return text;
  }
}

const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Escapes, as in JSON, the characters that change the direction of writing. */
export function visible(text: string): string {
  return text.replace(BIDI, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Keeps a text that is written from right to left from turning the sentence around it. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

function trim(n: number): string {
  return n < 10 ? String(Math.round(n * 10) / 10) : String(Math.round(n));
}

function pair(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  const whole = `${Math.floor(ms / big)} ${bigName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}
