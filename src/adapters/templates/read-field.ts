import { isExactNumber } from '../../modules/model/exact-number.js';
import { ShownInstant } from '../values/instants.js';
import { entryCount } from './operators.js';
import type { Run } from './run.js';

/**
 * Reads a field of a value: an own field of an object, an entry of a list (from the end below 0), or one of `size`, `first`
 * and `last`. Nothing that an object inherits can be read: no `constructor`, no method.
 */
export function readField(from: unknown, name: unknown, run: Run): unknown {
  if (Array.isArray(from)) return entryOf(from, name);
  if (typeof from === 'string') return name === 'size' ? from.length : undefined;
  if (typeof from !== 'object' || from === null || from instanceof ShownInstant || isExactNumber(from))
    return undefined;
  const key = typeof name === 'number' ? String(name) : name;
  if (typeof key !== 'string') return undefined;
  const field = Object.getOwnPropertyDescriptor(from, key);
  // A getter is code; the data of events has none.
  if (field !== undefined)
    return 'value' in field && typeof field.value !== 'function' ? field.value : undefined;
  return key === 'size' ? entryCount(from, run) : undefined;
}

function entryOf(list: readonly unknown[], name: unknown): unknown {
  if (name === 'size') return list.length;
  if (name === 'first') return list[0];
  if (name === 'last') return list.at(-1);
  const index = typeof name === 'string' && /^-?\d{1,9}$/.test(name) ? Number(name) : name;
  return typeof index === 'number' ? list.at(index) : undefined;
}
