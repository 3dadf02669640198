import { Malformed } from './malformed.js';
import type { Parser } from './malformed.js';

export interface IntegerRange {
  readonly min: number;
  readonly max: number;
  /** Shown to people: `ms`, `days`. */
  readonly unit?: string;
}

/** Decimal digits only: `10s`, `1e3`, `0x10`, `-1` and `1.5` are faults, not guesses. */
export function integer({ min, max, unit }: IntegerRange): Parser<number> {
  const accepted = `a whole number from ${min} to ${max}${unit === undefined ? '' : ` (${unit})`}, digits only`;
  return (text) => {
    if (/^\d+\s+#/.test(text)) return new Malformed(['has a comment in its value'], accepted);
    if (!/^\d+$/.test(text)) return new Malformed(['is not a whole number'], accepted);
    const value = Number(text);
    if (value < min) return new Malformed(['is too small'], accepted);
    return value > max ? new Malformed(['is too large'], accepted) : value;
  };
}
