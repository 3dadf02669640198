import { compareDecimals, decimalOf, isExactNumber, type ExactNumber } from '../../model/exact-number.js';
import type { Work } from './filter-work.js';

/** Digits of a number that are compared in the time of one step. */
const CHARACTERS_PER_STEP = 8;

export type Fields = Readonly<Record<string, unknown>>;

/** Tells a JSON object; an exact number is none. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/** Tells an object or a list. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isExactNumber(value);
}

/** True for a number, also one that keeps more digits than JavaScript has. */
export function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || isExactNumber(value);
}

/** Compares deeply as MongoDB does: missing equals null, the order of fields does not matter, numbers by decimal value. */
export function equal(one: unknown, other: unknown, work: Work): boolean {
  work.step();
  if (one === other) return true;
  if (one === null || one === undefined) return other === null || other === undefined;
  if (isExactNumber(one) || isExactNumber(other)) {
    return isNumber(one) && isNumber(other) && compareNumbers(one, other, work) === 0;
  }
  if (Array.isArray(one)) return Array.isArray(other) && equalLists(one, other, work);
  return isFields(one) && isFields(other) && equalFields(one, other, work);
}

function equalLists(one: readonly unknown[], other: readonly unknown[], work: Work): boolean {
  return one.length === other.length && one.every((entry, at) => equal(entry, other[at], work));
}

function equalFields(one: Fields, other: Fields, work: Work): boolean {
  const names = Object.keys(one);
  const others = Object.keys(other).length;
  work.step(others);
  return names.length === others && names.every((name) => equal(one[name], fieldOf(other, name), work));
}

/** Reads an own field of an object, a list (`length` too) or a text; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  if (value === null || value === undefined || isExactNumber(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Fields)[name] : undefined;
}

/** Compares two numbers by their decimal values: below, equal to or above zero; NaN where they cannot be compared. */
function compareNumbers(one: number | ExactNumber, other: number | ExactNumber, work: Work): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [a, b] = [textOf(one), textOf(other)];
  work.step(Math.ceil((a.length + b.length) / CHARACTERS_PER_STEP));
  const [left, right] = [decimalOf(a), decimalOf(b)];
  return left && right ? compareDecimals(left, right) : Number.NaN;
}

/** Compares two numbers or two texts; NaN where they cannot be compared. */
export function compareValues(value: unknown, operand: unknown, work: Work): number {
  if (isNumber(value) && isNumber(operand)) return compareNumbers(value, operand, work);
  if (typeof value !== 'string' || typeof operand !== 'string') return Number.NaN;
  if (value === operand) return 0;
  return value < operand ? -1 : 1;
}

function textOf(value: number | ExactNumber): string {
  return typeof value === 'number' ? String(value) : value.rawJSON;
}
