declare global {
  interface JSON {
    /**
     * Makes a value that `JSON.stringify` writes as the given text. @throws SyntaxError for a text that is no primitive
     * JSON value
     */
    rawJSON(text: string): ExactNumber;
    isRawJSON(value: unknown): value is ExactNumber;
  }
}

/**
 * A JSON number whose decimal value a JavaScript number cannot hold, such as 9007199254740993 or 1E400.
 * `JSON.stringify` writes it exactly as it was written.
 */
export interface ExactNumber {
  readonly rawJSON: string;
}

/** Tells whether a value is an {@link ExactNumber}. */
export function isExactNumber(value: unknown): value is ExactNumber {
  return typeof value === 'object' && value !== null && JSON.isRawJSON(value);
}

const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** A decimal number: `0.digits` times ten to the power of `exponent`; zero has no digits. */
export interface Decimal {
  readonly negative: boolean;
  /** Digits without zeros at either end. */
  readonly digits: string;
  readonly exponent: number;
}

/** Reads the text of a JSON number; null for any other text. */
export function decimalOf(text: string): Decimal | null {
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const all = whole + fraction;
  let start = 0;
  while (all.charCodeAt(start) === 48) start += 1;
  let end = all.length;
  while (end > start && all.charCodeAt(end - 1) === 48) end -= 1;
  const digits = all.slice(start, end);
  const exponent = digits === '' ? 0 : Number(power) + whole.length - start;
  return { negative: sign === '-', digits, exponent };
}

/**
 * Tells whether a JavaScript number would lose the decimal value of a JSON number, or the sign of its zero. Texts are
 * compared in place, because bodies may hold millions of numbers.
 */
export function losesValue(text: string): boolean {
  const number = Number(text);
  if (number === 0) return text.startsWith('-') || /^[.0]*[1-9]/.test(text);
  const kept = String(number);
  if (kept === text) return false;
  if (!Number.isFinite(number)) return !Number.isNaN(number);
  return !sameDecimal(text, kept);
}

const POINT = 46;
const ZERO = 48;
const NINE = 57;

interface Significand {
  /** Index of the first digit other than 0. */
  readonly first: number;
  /** Index of the last digit other than 0. */
  readonly last: number;
  readonly exponent: number;
}

/** Tells whether two texts of numbers other than zero have the same decimal value. */
function sameDecimal(one: string, other: string): boolean {
  const [a, b] = [significandOf(one), significandOf(other)];
  if (a.exponent !== b.exponent) return false;
  let [at, to] = [a.first, b.first];
  for (; at <= a.last && to <= b.last; at += 1, to += 1) {
    if (one.charCodeAt(at) === POINT) at += 1;
    if (other.charCodeAt(to) === POINT) to += 1;
    if (one.charCodeAt(at) !== other.charCodeAt(to)) return false;
  }
  return at > a.last && to > b.last;
}

function significandOf(text: string): Significand {
  let [first, last, digits, point, end] = [-1, -1, 0, -1, text.length];
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT) point = digits;
    else if (code >= ZERO && code <= NINE) {
      if (first !== -1 || code !== ZERO) digits += 1;
      else if (point !== -1) point -= 1;
      if (code !== ZERO) [first, last] = [first === -1 ? at : first, at];
    } else if (at > 0) end = at;
  }
  const power = end < text.length ? Number(text.slice(end + 1)) : 0;
  return { first, last, exponent: (point === -1 ? digits : point) + power };
}

/** Compares two decimal numbers: below, equal to or above zero. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const [a, b] = [signOf(one), signOf(other)];
  if (a !== b || a === 0) return a - b;
  return a * (one.exponent - other.exponent || compareTexts(one.digits, other.digits));
}

function signOf({ negative, digits }: Decimal): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
