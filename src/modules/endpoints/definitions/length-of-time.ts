import { durationText } from '../../model/duration-text.js';
import type { FieldRule } from './field.js';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LENGTH = /^([1-9]\d{0,5})(ms|[smhd])$/;
const NONE = '0s';

/** Reads a length of time, `250ms`, `5m`, `1d` or `0s`, ms; null: it is none. */
export function msOf(text: unknown): number | null {
  if (text === NONE) return 0;
  const [, count, unit] = (typeof text === 'string' && LENGTH.exec(text)) || [];
  return unit === undefined ? null : Number(count) * UNITS[unit as keyof typeof UNITS];
}

/** Writes a length of time, ms, as it is given. */
export const lengthText = (ms: number): string => (ms === 0 ? NONE : durationText(ms));

/**
 * A length of time from `min` to `max`, as people write both (`1s`, `90d`).
 *
 * @param examples as the end of a sentence: `30s, 5m or 1d`
 * @param pattern the same for schemas, where it is narrower than that of any length
 */
export function lengthOfTime(min: string, max: string, examples: string, pattern = LENGTH): FieldRule {
  const [minMs, maxMs] = [msOf(min)!, msOf(max)!];
  return {
    schema: { type: 'string', pattern: pattern.source },
    fault: (value) => {
      const ms = msOf(value);
      return ms !== null && ms >= minMs && ms <= maxMs
        ? null
        : `is a length of time from ${min} to ${max}, such as ${examples}`;
    },
  };
}
