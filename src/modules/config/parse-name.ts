import { Malformed } from './malformed.js';
import type { Parser } from './malformed.js';

const PRINTABLE = /^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u;

/** One line of printable text. */
export function printable(max: number): Parser<string> {
  return (text) =>
    text.length <= max && PRINTABLE.test(text)
      ? text
      : new Malformed(['is too long or holds control characters'], `one line of at most ${max} characters`);
}

const BRAND_MAX = 40;

/** A brand for titles; its letters, digits and hyphens also stand in header names, so it must have some. */
export function parseBrand(text: string): string | Malformed {
  const usable = text.length <= BRAND_MAX && PRINTABLE.test(text) && /[A-Za-z0-9]/.test(text);
  return usable
    ? text
    : new Malformed(
        ['leaves nothing for a header name, is too long or holds control characters'],
        `one line of at most ${BRAND_MAX} characters with a letter A-Z, a-z or a digit among them`,
      );
}
