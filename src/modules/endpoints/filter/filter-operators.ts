import { decimalOf, isExactNumber, type ExactNumber } from '../../model/exact-number.js';
import { compareValues, equal, isContainer, isFields } from './filter-values.js';
import { isBehindList, isPresent, type Found, type Source } from './filter-walk.js';
import type { Work } from './filter-work.js';

/** Tells whether the values at a path, taken together, meet a condition. */
export type Condition = (values: Source, work: Work) => boolean;

type Test = (value: unknown, work: Work) => boolean;

/** Longest text in a filter, UTF-16 units. */
export const TEXT_MAX = 1_000;

/** Most digits of a whole number that is divided. */
const DIVIDED_DIGITS_MAX = 1_000;
const CHARACTERS_PER_STEP = 64;

/** The conditions on single values. Those that hold other filters are in `compile-filter.ts`. */
export const VALUE_CONDITIONS: Readonly<Record<string, (operand: never) => Condition>> = {
  $eq: equals,
  $ne: (operand: unknown) => noneOf((value, work) => equal(operand, value, work)),
  $gt: (operand: unknown) => someOf((value, work) => compareValues(value, operand, work) > 0),
  $gte: (operand: unknown) => someOf((value, work) => compareValues(value, operand, work) >= 0),
  $lt: (operand: unknown) => someOf((value, work) => compareValues(value, operand, work) < 0),
  $lte: (operand: unknown) => someOf((value, work) => compareValues(value, operand, work) <= 0),
  $in: (operands: readonly unknown[]) => {
    const test = oneOf(operands);
    return (values, work) =>
      values((found) => !isBehindNamed(found) && step(work) && test(found.value, work));
  },
  $nin: (operands: readonly unknown[]) => noneOf(oneOf(operands)),
  $exists: (wanted: boolean) => (values, work) =>
    values((found) => step(work) && isPresent(found)) === wanted,
  $size: (size: number) => someOf((value) => Array.isArray(value) && value.length === size),
  $mod: ([divisor, remainder]: readonly [number, number]) =>
    someOf((value, work) => hasRemainder(value, { divisor, remainder }, work)),
};

/** Makes the condition that one of the values equals the operand. */
export function equals(operand: unknown): Condition {
  return someOf((value, work) => equal(operand, value, work));
}

function step(work: Work): true {
  work.step();
  return true;
}

function someOf(test: Test): Condition {
  return (values, work) => values((found) => step(work) && !isBehindList(found) && test(found.value, work));
}

function noneOf(test: Test): Condition {
  return (values, work) => !values((found) => step(work) && test(found.value, work));
}

/** Tells a value that is missing. Paths look into lists entry by entry, so behind a list only a numbered entry can be missing. */
function isBehindNamed(found: Found): boolean {
  return isBehindList(found) && Number.isNaN(Number(found.key));
}

/** Makes a condition of equality with any operand. All texts and numbers together take one step. */
export function oneOf(operands: readonly unknown[]): Test {
  const plain = new Set(operands.filter((operand) => isPlainValue(operand)));
  const others = operands.filter((operand) => !isPlainValue(operand));
  return (value, work) => {
    if (isPlainValue(value) && plain.has(value ?? null)) return true;
    return others.some((operand) => equal(operand, value, work));
  };
}

/** Turns a value into a key of the set of operands; longer texts equal no operand. */
export function isPlainValue(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= TEXT_MAX : !isContainer(value) && !isExactNumber(value);
}

function hasRemainder(
  value: unknown,
  { divisor, remainder }: { readonly divisor: number; readonly remainder: number },
  work: Work,
): boolean {
  if (isExactNumber(value)) {
    const whole = wholeNumberOf(value, work);
    return whole !== null && whole % BigInt(divisor) === BigInt(remainder);
  }
  if (Array.isArray(value) || isFields(value) || value === undefined) return false;
  if (typeof value === 'string') work.step(Math.ceil(value.length / CHARACTERS_PER_STEP));
  return Number(value) % divisor === remainder;
}

/** Reads a whole number; null for a fraction and for a number with too many digits. */
function wholeNumberOf({ rawJSON }: ExactNumber, work: Work): bigint | null {
  work.step(Math.ceil(rawJSON.length / CHARACTERS_PER_STEP));
  const decimal = decimalOf(rawJSON);
  if (!decimal || decimal.exponent > DIVIDED_DIGITS_MAX || decimal.exponent < decimal.digits.length)
    return null;
  const whole = BigInt(decimal.digits.padEnd(decimal.exponent, '0') || '0');
  return decimal.negative ? -whole : whole;
}
