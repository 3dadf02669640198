import { numberOf } from './plain-value.js';

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** Longest processing time of a job, ms: ten years. */
const LONGEST_MS = 315_576_000_000;

/** Writes milliseconds as people say them: `5m 30s`, `1h 2m 3s`, `450ms`, `0s`. Null where the value is no duration. */
export function durationText(value: unknown): string | null {
  const ms = numberOf(value);
  if (!(ms >= 0 && ms <= LONGEST_MS)) return null;
  if (ms < 1000) return Math.trunc(ms) > 0 ? `${Math.trunc(ms)}ms` : '0s';
  const parts: string[] = [];
  let seconds = Math.trunc(ms / 1000);
  for (const [unit, size] of UNITS) {
    const count = Math.trunc(seconds / size);
    if (count > 0) parts.push(`${count}${unit}`);
    seconds -= count * size;
  }
  return parts.join(' ');
}
