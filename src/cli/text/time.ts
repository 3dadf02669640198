import { misuse } from '../cli-error.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const STEPS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** Reads a duration such as `90s` or `2h`, in ms; null for any other text. */
export function readDuration(text: string): number | null {
  const [, digits, unit] = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text) ?? [];
  return digits === undefined || unit === undefined ? null : Number(digits) * UNITS[unit]!;
}

/** Reads a duration, in ms. @throws CliError naming the option and what is accepted */
export function durationOption(option: string, text: string): number {
  const ms = readDuration(text);
  if (ms === null)
    throw misuse(`${option} is a whole number followed by ms, s, m, h or d, such as 30s or 2h.`);
  return ms;
}

/**
 * Reads an instant: a duration before `now` (`2h`), or a date or time that JavaScript reads. Returns ISO 8601; dates and times
 * stay as they are written.
 *
 * @param now Unix ms
 * @throws CliError naming the option and what is accepted
 */
export function instantOption(option: string, text: string, now: number): string {
  const before = readDuration(text);
  const at = before === null ? Date.parse(text) : now - before;
  // A date of JavaScript reaches 100 million days back.
  if (Number.isNaN(new Date(at).getTime()))
    throw misuse(
      `${option} is a date or time such as 2026-01-31T12:00Z, or a duration before now such as 2h.`,
    );
  return before === null ? text : new Date(at).toISOString();
}

/** Writes an instant relative to `now` (Unix ms): `12 s ago`, `in 4 min`, `now`; `–` for null. */
export function relative(iso: string | null | undefined, now: number): string {
  if (iso === null || iso === undefined) return '–';
  const ms = Date.parse(iso) - now;
  if (Math.abs(ms) < 1_000) return 'now';
  // An hour from now is no 59 min, although a moment of it has passed.
  return ms < 0 ? `${spanText(-ms)} ago` : `in ${spanText(Math.ceil(ms / 1_000) * 1_000)}`;
}

/** Writes a span in its largest unit: `340 ms`, `12 s`, `4 min`, `3 h`, `2 d`. */
export function spanText(ms: number): string {
  const [unit, length] = STEPS.find(([, size]) => ms >= size) ?? ['ms', 1];
  return `${Math.floor(ms / length)} ${unit}`;
}
