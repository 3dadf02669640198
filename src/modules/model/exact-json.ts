import { randomBytes } from 'node:crypto';
import { losesValue } from './exact-number.js';

/**
 * Finds text that may hold a number that JavaScript changes: 16 digits or more, an exponent, or a signed zero. Numbers
 * follow a delimiter, so texts (`"1234567890123456789"`, times, UUIDs) hardly ever match. Most events need this one
 * test only.
 */
const SUSPECT = /[\s:,[](?:-?(?:[\d.]{16}|\d[\d.]*[eE])|-0)/;
const NUMBER_ALONE = /^[-\d]/;

/** Maximum of numbers in one body that keep their digits; each takes about a microsecond. */
export const EXACT_NUMBERS_MAX = 100_000;

/** Number of further exact numbers allowed, shared by all texts of a call. */
export interface NumberAllowance {
  left: number;
}

/** The error for more than {@link EXACT_NUMBERS_MAX} exact numbers. */
export class TooManyExactNumbers extends Error {
  override readonly name = 'TooManyExactNumbers';

  constructor() {
    super(
      `There are more than ${EXACT_NUMBERS_MAX} numbers with more digits than JavaScript keeps: send them as texts.`,
    );
  }
}

const NOT_BLANK = /[^ \t\n\r]/g;

/**
 * Prefix that marks a number in the text while it is parsed; unguessable, so that no text of a sender is mistaken for
 * one.
 */
const MARK = `#${randomBytes(12).toString('base64url')}#`;

/**
 * Parses JSON as `JSON.parse` does, but keeps the value of every number: those that a JavaScript number cannot hold
 * become an `ExactNumber`, which `JSON.stringify` writes as it was written. A reviver would see them too, but takes
 * seconds for a body of some MiB and fails on deep nesting.
 * @param allowance shared by several texts of one call
 * @throws SyntaxError as `JSON.parse` does
 * @throws TooManyExactNumbers
 */
export function parseJson(text: string, allowance: NumberAllowance = { left: EXACT_NUMBERS_MAX }): unknown {
  if (!SUSPECT.test(text) && !NUMBER_ALONE.test(text)) return JSON.parse(text);
  const { marked, numbers } = markNumbers(text, allowance);
  if (numbers.length === 0) return JSON.parse(text);
  return restored(parsed(marked, text), numbers);
}

/** Parses the marked text. The error for invalid JSON quotes the given text, without marks. */
function parsed(marked: string, given: string): unknown {
  try {
    return JSON.parse(marked);
  } catch {
    return JSON.parse(given);
  }
}

/** Replaces each number that would lose its value by a marked text. */
function markNumbers(
  text: string,
  allowance: NumberAllowance,
): { readonly marked: string; readonly numbers: readonly string[] } {
  const numbers: string[] = [];
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfText(text, at);
    } else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, at);
      if (isSuspect(text, at, end) && losesValue(text.slice(at, end)) && !isKey(text, end)) {
        parts.push(text.slice(copied, at), `"${MARK}${numbers.length}"`);
        numbers.push(text.slice(at, end));
        if ((allowance.left -= 1) < 0) throw new TooManyExactNumbers();
        copied = end;
      }
      at = end;
    } else {
      at += 1;
    }
  }
  parts.push(text.slice(copied));
  return { marked: parts.join(''), numbers };
}

const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const BACKSLASH = 92;
const isDigit = (code: number): boolean => code >= ZERO && code <= 57;
/** Tells whether a character is E or e. */
const isExponent = (code: number): boolean => (code | 32) === 101;

/** Returns the index behind the number beginning at `start`. */
function endOfNumber(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const code = text.charCodeAt(at);
    const belongs = isDigit(code) || code === POINT || isExponent(code) || code === MINUS || code === PLUS;
    if (!belongs) return at;
  }
}

/**
 * Tells whether a number may lose its value. Up to 15 digits without an exponent never do, except for a signed zero.
 */
function isSuspect(text: string, start: number, end: number): boolean {
  if (end - start > 15) return true;
  if (text.charCodeAt(start) === MINUS && text.charCodeAt(start + 1) === ZERO) return true;
  for (let at = start + 1; at < end; at += 1) if (isExponent(text.charCodeAt(at))) return true;
  return false;
}

/** Tells whether a number stands in the place of a key. That is invalid JSON, and must stay so. */
function isKey(text: string, end: number): boolean {
  NOT_BLANK.lastIndex = end;
  return NOT_BLANK.exec(text)?.[0] === ':';
}

/** Returns the index behind the quote that ends the text beginning at `start`. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let before = at;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 0) return at + 1;
  }
}

/** Replaces marks by their numbers, without recursion, to any depth that `JSON.parse` reaches. */
function restored(value: unknown, numbers: readonly string[]): unknown {
  const holder = { value };
  const open: object[] = [holder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) restoreEntries(next, numbers, open);
    else restoreFields(next, numbers, open);
  }
  return holder.value;
}

function restoreEntries(list: unknown[], numbers: readonly string[], open: object[]): void {
  for (let at = 0; at < list.length; at += 1) {
    const part = list[at];
    if (typeof part === 'string') list[at] = numberFor(part, numbers);
    else if (typeof part === 'object' && part !== null) open.push(part);
  }
}

function restoreFields(fields: object, numbers: readonly string[], open: object[]): void {
  for (const name of Object.keys(fields)) {
    const part: unknown = Reflect.get(fields, name);
    if (typeof part === 'object' && part !== null) open.push(part);
    else if (typeof part === 'string' && part.startsWith(MARK)) {
      // The property is defined, not assigned, because its name may be `__proto__`.
      const value = numberFor(part, numbers);
      Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
    }
  }
}

function numberFor(text: string, numbers: readonly string[]): unknown {
  return text.startsWith(MARK) ? JSON.rawJSON(numbers[Number(text.slice(MARK.length))]!) : text;
}
