import { Malformed, type Parser } from './malformed.js';
import { parseList, type Entry } from './parse-list.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_DAYS = 30;
const LONGEST_MS = LONGEST_DAYS * 86_400_000;
const GRACE_MAX_MS = 600_000;
const SHAPE = `a whole number followed by ms, s, m, h or d, from 1ms to ${LONGEST_DAYS}d`;

function read(text: string): Entry<number> {
  const [, digits, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return { problem: 'is not a duration such as 30s or 5m' };
  const value = Number(digits) * UNITS[unit]!;
  if (value < 1) return { problem: 'is too short' };
  return value > LONGEST_MS ? { problem: 'is too long' } : { value };
}

/** Reads a duration such as `36h`, in ms. */
export const parseDuration: Parser<number> = (text) => {
  const entry = read(text);
  return 'problem' in entry ? new Malformed([entry.problem], SHAPE) : entry.value;
};

/** Reads a duration in ms, or `0` as never. */
export const parseDurationOrNever: Parser<number | 'never'> = (text) => {
  if (text === '0') return 'never';
  const entry = read(text);
  return 'problem' in entry ? new Malformed([entry.problem], `${SHAPE}, or 0 for never`) : entry.value;
};

/** Reads a duration of at most 10 minutes, or `0`, in ms. */
export const parseGrace: Parser<number> = (text) => {
  const entry = text === '0' ? { value: 0 } : read(text);
  if ('value' in entry && entry.value <= GRACE_MAX_MS) return entry.value;
  const problem = 'problem' in entry ? entry.problem : 'is too long';
  return new Malformed([problem], '0, or a whole number followed by ms, s or m, up to 10m');
};

/** Reads 1 to 100 durations separated by commas, such as `5s,5m,30m`, in ms. */
export const parseSchedule: Parser<readonly number[]> = (text) => {
  const waits = parseList(text, 'wait', `${SHAPE}, at most 100 of them separated by commas`, read);
  if (waits instanceof Malformed || (waits.length > 0 && waits.length <= 100)) return waits;
  return new Malformed([`has ${waits.length} waits`], `1 to 100 of them`);
};
