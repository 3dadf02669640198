import { Malformed } from './malformed.js';
import type { Parser } from './malformed.js';

/** One word of a fixed set, in any case. */
export function oneOf<T extends string>(...words: readonly T[]): Parser<T> {
  return (text) =>
    words.find((word) => word === text.toLowerCase()) ??
    new Malformed(['is not one of the known words'], words.join(', '));
}
