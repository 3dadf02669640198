import { isExactNumber } from '../../modules/model/exact-number.js';
import { FIELD_WORK } from './limits.js';
import type { Run } from './run.js';
import { isComposite, valueText } from './value-text.js';

/** The words `empty` and `blank` of a comparison. */
export type Marker = typeof EMPTY | typeof BLANK;
export const EMPTY = Symbol('empty');
export const BLANK = Symbol('blank');

type Operator = (left: unknown, right: unknown, run: Run) => boolean;

/** Comparisons by their sign. As in Liquid, only `false` and nothing are false; an empty text is true. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  '==': equal,
  '!=': (left, right, run) => !equal(left, right, run),
  '<': (left, right, run) => compared(left, right, run) < 0,
  '>': (left, right, run) => compared(left, right, run) > 0,
  '<=': (left, right, run) => compared(left, right, run) <= 0,
  '>=': (left, right, run) => compared(left, right, run) >= 0,
  contains,
  and: (left, right) => isTruthy(left) && isTruthy(right),
  or: (left, right) => isTruthy(left) || isTruthy(right),
};

/** Tells whether a value counts as true in a condition: all do but false, null and undefined. */
export function isTruthy(value: unknown): boolean {
  return value !== false && value !== null && value !== undefined;
}

/** Tells whether two values are the same text, number or truth. Lists and objects equal nothing but `empty` and `blank`. */
export function equal(left: unknown, right: unknown, run: Run): boolean {
  if (left === EMPTY || left === BLANK) return isMarked(right, left, run);
  if (right === EMPTY || right === BLANK) return isMarked(left, right, run);
  if (typeof left === 'string' && typeof right === 'string') run.work(Math.min(left.length, right.length));
  return (plain(left) ?? null) === (plain(right) ?? null);
}

function isMarked(value: unknown, marker: Marker, run: Run): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isComposite(value)) return entryCount(value, run) === 0;
  if (marker === EMPTY) return value === '';
  if (typeof value !== 'string') return !isTruthy(value);
  run.work(value.length);
  return value.trim() === '';
}

/** Counts the fields of an object, with the work it takes. */
export function entryCount(value: object, run: Run): number {
  const count = Object.keys(value).length;
  run.work(count * FIELD_WORK);
  return count;
}

/** Compares two numbers or two texts: below, equal to or above zero; NaN where they cannot be compared. */
function compared(left: unknown, right: unknown, run: Run): number {
  const [one, other] = [plain(left), plain(right)];
  if (typeof one === 'string' && typeof other === 'string') {
    run.work(Math.min(one.length, other.length));
    return one === other ? 0 : one < other ? -1 : 1;
  }
  return numeric(one, run) - numeric(other, run);
}

function contains(left: unknown, right: unknown, run: Run): boolean {
  run.reads(left);
  if (Array.isArray(left)) return left.some((entry) => equalEntry(entry, right));
  return typeof left === 'string' && left.includes(valueText(isComposite(right) ? null : right));
}

function equalEntry(entry: unknown, other: unknown): boolean {
  return plain(entry) === plain(other);
}

/** Turns a number that JavaScript cannot hold into the nearest one. */
function plain(value: unknown): unknown {
  return isExactNumber(value) ? Number(value.rawJSON) : value;
}

function numeric(value: unknown, run: Run): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  run.work(value.length);
  return /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : Number.NaN;
}
