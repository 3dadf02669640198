import { Malformed, type Parser } from './malformed.js';

const MIB = 1024 * 1024;
const LEAST_MIB = 192;
const UNITS: Readonly<Record<string, number>> = { MiB: MIB, GiB: 1024 * MIB };
const SHAPE = `auto, none, or a whole number followed by MiB or GiB, from ${LEAST_MIB}MiB to 1024GiB`;

/** A memory limit: bytes, null for none, or `auto` for that of the control group. */
export type MemorySetting = number | null | 'auto';

/** Reads a memory limit such as `256MiB`. */
export const parseMemory: Parser<MemorySetting> = (text) => {
  if (text === 'auto') return 'auto';
  if (text === 'none') return null;
  const [, digits, unit] = /^(\d{1,7})\s?(MiB|GiB)$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined)
    return new Malformed(['is not a size such as 256MiB'], SHAPE);
  const bytes = Number(digits) * UNITS[unit]!;
  if (bytes < LEAST_MIB * MIB) return new Malformed(['is too small'], SHAPE);
  return bytes > 1024 * UNITS['GiB']! ? new Malformed(['is too large'], SHAPE) : bytes;
};
