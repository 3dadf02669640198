import { isExactNumber } from '../../modules/model/exact-number.js';
import { lineOf } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { ShownInstant } from '../values/instants.js';

/** Longest text of a list or an object, UTF-16 units. */
const LIST_MAX = 1000;

/** Writes a value of a template as text; empty for nothing, for `NaN` and for infinity. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  // The words `empty` and `blank` are symbols.
  if (value === null || value === undefined || typeof value === 'symbol') return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'boolean') return String(value);
  if (value instanceof ShownInstant) return value.text;
  if (isExactNumber(value)) return value.rawJSON;
  const line = lineOf(value, LIST_MAX);
  return isEmptyText(line) ? '' : line;
}

/** True for a list or an object of the data: text of these costs work. */
export function isComposite(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !(value instanceof ShownInstant) && !isExactNumber(value)
  );
}
