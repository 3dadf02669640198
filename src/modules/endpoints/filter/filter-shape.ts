import { isExactNumber } from '../../model/exact-number.js';
import { TEXT_MAX } from './filter-operators.js';
import { isContainer, isFields, isNumber } from './filter-values.js';

/** Limits of a filter: wide enough for any rule people write, narrow enough to run on every event. */
const DEPTH_MAX = 10;
const PARTS_MAX = 200;
const PATH_MAX = 200;
/** Words of all paths together: each word is a step on every event. */
const WORDS_MAX = 1_000;
/** Characters of a number. */
const NUMBER_MAX = 1_000;

/** Names that lead out of the data into JavaScript objects. */
const OUTLANDISH = new Set(['__proto__', 'constructor', 'prototype']);

/** Operators that are refused, because they run code or a pattern in unbounded time. */
const REFUSED: Readonly<Record<string, string>> = {
  $where: 'it carries code',
  $function: 'it carries code',
  $expr: 'it carries code',
  $regex: 'a pattern can run for ever',
  $options: 'it belongs to $regex',
};

type Check = (value: unknown, depth: number) => string | null;

const scalar: Check = (value) =>
  isContainer(value) || isTooLong(value)
    ? `takes a text of at most ${TEXT_MAX} characters, a number, true, false or null`
    : null;
const any: Check = (value) => (isContainer(value) ? null : scalar(value, 0));
const list: Check = (value) => {
  if (!Array.isArray(value) || value.length === 0) return 'takes a list with at least one entry';
  return value.map((entry) => any(entry, 0)).find((fault) => fault !== null) ?? null;
};
const queries: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isFields)
    ? null
    : 'takes a list of filters with at least one entry';
const query: Check = (value) => (isFields(value) && Object.keys(value).length > 0 ? null : 'takes a filter');
const orderable: Check = (value) =>
  isNumber(value) || typeof value === 'string' ? scalar(value, 0) : 'takes a number or a text';
const whole: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'takes a whole number';

/** The accepted operators, and what each takes. */
export const FILTER_OPERATORS: Readonly<Record<string, Check>> = {
  $eq: any,
  $ne: any,
  $gt: orderable,
  $gte: orderable,
  $lt: orderable,
  $lte: orderable,
  $in: list,
  $nin: list,
  $all: list,
  $exists: (value) => (typeof value === 'boolean' ? null : 'takes true or false'),
  $size: whole,
  $mod: (value) =>
    Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger) && value[0] !== 0
      ? null
      : 'takes a divisor other than 0 and a remainder',
  $not: query,
  $elemMatch: query,
  $and: queries,
  $or: queries,
  $nor: queries,
};

/** Says in a clause why a value has not the shape of a filter; null when it has. */
export function shapeFault(filter: unknown): string | null {
  if (!isFields(filter)) return 'is a MongoDB-style query, a JSON object such as {"data.country":"us"}';
  const walk = new Walk();
  return walk.fault(filter, 1);
}

function isTooLong(value: unknown): boolean {
  if (isExactNumber(value)) return value.rawJSON.length > NUMBER_MAX;
  return typeof value === 'string' && value.length > TEXT_MAX;
}

class Walk {
  #parts = 0;
  #words = 0;

  fault(value: unknown, depth: number): string | null {
    if (depth > DEPTH_MAX) return `is nested more than ${DEPTH_MAX} levels deep`;
    if (!isContainer(value)) return this.#count() ?? any(value, depth);
    const entries = Object.entries(value);
    for (const [key, part] of entries) {
      const named = Array.isArray(value) ? null : (keyFault(key, part, depth) ?? this.#countWords(key));
      const fault = this.#count() ?? named ?? this.fault(part, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  }

  #countWords(path: string): string | null {
    this.#words += path.split('.').length;
    return this.#words > WORDS_MAX
      ? `is too costly: its paths have more than ${WORDS_MAX} words together`
      : null;
  }

  #count(): string | null {
    this.#parts += 1;
    return this.#parts > PARTS_MAX ? `has more than ${PARTS_MAX} parts` : null;
  }
}

function keyFault(key: string, value: unknown, depth: number): string | null {
  if (key.startsWith('$')) return operatorFault(key, value, depth);
  if (key === '' || key.length > PATH_MAX)
    return `has a path that is empty or longer than ${PATH_MAX} characters`;
  return key.split('.').some((word) => OUTLANDISH.has(word)) ? `has a path that leads nowhere: ${key}` : null;
}

function operatorFault(name: string, value: unknown, depth: number): string | null {
  const shown = name.slice(0, 32);
  if (Object.hasOwn(REFUSED, name)) return `uses ${shown}, which is refused: ${REFUSED[name]}`;
  if (!Object.hasOwn(FILTER_OPERATORS, name)) {
    return `uses ${shown}, which is unknown; there are ${Object.keys(FILTER_OPERATORS).join(', ')}`;
  }
  const fault = FILTER_OPERATORS[name]!(value, depth);
  return fault === null ? null : `uses ${shown}, which ${fault}`;
}
