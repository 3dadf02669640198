import { isExactNumber } from '../../../modules/model/exact-number.js';
import type { Run } from '../run.js';
import type { Filter } from './filter.js';

/** Filters that calculate. What is no number counts as 0; a result that is none (a division by 0) is empty. */
export const NUMBER_FILTERS: readonly Filter[] = [
  math('plus', 'Adds: 3 | plus: 2 → 5', 1, (value, other) => value + other),
  math('minus', 'Subtracts: 3 | minus: 2 → 1', 1, (value, other) => value - other),
  math('times', 'Multiplies: 3 | times: 2 → 6', 1, (value, other) => value * other),
  math('divided_by', 'Divides: 7 | divided_by: 2 → 3.5', 1, (value, other) => value / other),
  math('modulo', 'Rest of a division: 7 | modulo: 2 → 1', 1, (value, other) => value % other),
  math('abs', 'Takes off the sign: -3 → 3', 0, Math.abs),
  math('ceil', 'Rounds up: 1.2 → 2', 0, Math.ceil),
  math('floor', 'Rounds down: 1.8 → 1', 0, Math.floor),
  math('at_least', 'The larger of two numbers: 3 | at_least: 5 → 5', 1, Math.max),
  math('at_most', 'The smaller of two numbers: 3 | at_most: 2 → 2', 1, Math.min),
  {
    name: 'round',
    text: 'Rounds to so many decimals, 0 where none is given: 1.256 | round: 2 → 1.26',
    args: [0, 1],
    apply: (value, [digits], run) => {
      const places = Math.min(Math.max(Math.trunc(numberIn(digits, run)), 0), 10);
      return finite(shifted(Math.round(shifted(numberIn(value, run), places)), -places));
    },
  },
];

function math(
  name: string,
  text: string,
  args: 0 | 1,
  calculate: (value: number, other: number) => number,
): Filter {
  return {
    name,
    text,
    args: [args, args],
    apply: (value, [other], run) =>
      finite(calculate(numberIn(value, run), args === 0 ? 0 : numberIn(other, run))),
  };
}

/** Moves the decimal point by a number of places, in digits: multiplication would add errors of its own. */
function shifted(number: number, places: number): number {
  const [digits, power = '0'] = String(number).split('e');
  return Number(`${digits}e${Number(power) + places}`);
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

/** Reads a number, also one written as text, with the work it takes; else 0. @throws LimitReached */
export function numberIn(value: unknown, run: Run): number {
  if (isExactNumber(value)) return Number(value.rawJSON);
  if (typeof value === 'string') run.work(value.length);
  const number =
    typeof value === 'string' && /^\s*[-+]?\d{1,30}(\.\d{1,30})?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : 0;
}
