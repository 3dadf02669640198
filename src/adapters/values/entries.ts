import { isObject } from '../plain-value.js';
import { isTellingText } from '../sense.js';

/** Most entries of a list that are written. */
const MOST = 20;
/** Members that name an object, the one that every language shares first. */
const NAMES = ['code', 'slug', 'key', 'name', 'label', 'title'] as const;

/**
 * Lists what a value holds for `write`: the entries of a list, of each object its code or its name (`{id: 8, name: 'netflix'}` →
 * `netflix`); any other value alone. What is written twice stands once.
 */
export function eachWritten(value: unknown, write: (entry: unknown) => string): string {
  if (!Array.isArray(value)) return write(nameIn(value));
  const texts = value
    .flat()
    .slice(0, MOST)
    .map((entry: unknown) => write(nameIn(entry)));
  return [...new Set(texts)].filter(Boolean).join(', ');
}

function nameIn(value: unknown): unknown {
  if (!isObject(value)) return value;
  const name = NAMES.find((each) => Object.hasOwn(value, each) && isTellingText(value[each]));
  return name === undefined ? value : value[name];
}
