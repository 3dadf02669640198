import { ENTRY_WORK } from '../limits.js';
import { equal, isTruthy } from '../operators.js';
import { readField } from '../read-field.js';
import type { Run } from '../run.js';
import { isComposite, valueText } from '../value-text.js';
import type { Filter } from './filter.js';
import { textFilter } from './filter.js';
import { numberIn } from './number-filters.js';

/** Filters that work on lists. A single value counts as a list of one, nothing as an empty list. */
export const LIST_FILTERS: readonly Filter[] = [
  textFilter('split', 'Parts a text into a list: "a,b" | split: ","', [1, 1], (text, [by = '']) =>
    by === '' ? [...text] : text === '' ? [] : text.split(by),
  ),
  list(
    'join',
    'Joins a list to a text: list | join: " · "; a comma and a space where nothing is given',
    [0, 1],
    (entries, args, run) => {
      const by = args.length === 0 ? ', ' : run.textOf(args[0]);
      run.work(entries.length * by.length);
      const texts = entries.map((entry) => run.textOf(entry));
      texts.forEach((text) => run.work(text.length));
      return texts.join(by);
    },
  ),
  list('first', 'First entry of a list', [0, 0], (entries) => entries[0]),
  list('last', 'Last entry of a list', [0, 0], (entries) => entries.at(-1)),
  list('reverse', 'Turns a list around', [0, 0], (entries) => entries.toReversed()),
  list('compact', 'Takes out entries that are nothing', [0, 0], (entries) =>
    entries.filter((entry) => (entry ?? null) !== null),
  ),
  list('uniq', 'Takes out repeated entries', [0, 0], (entries) => [...new Set(entries)]),
  list('concat', 'Joins two lists: list | concat: other', [1, 1], (entries, [other], run) => [
    ...entries,
    ...listIn(other, run),
  ]),
  list('map', 'Takes one field of each entry: movies | map: "title"', [1, 1], (entries, [name], run) =>
    entries.map((entry) => readField(entry, run.textOf(name), run)),
  ),
  list(
    'where',
    'Keeps entries with a field that is true or has a value: movies | where: "year", 2024',
    [1, 2],
    (entries, args, run) =>
      entries.filter((entry) => {
        const field = readField(entry, run.textOf(args[0]), run);
        return args.length === 1 ? isTruthy(field) : equal(field, args[1], run);
      }),
  ),
  list('sum', 'Adds up a list of numbers, or one field of each entry', [0, 1], (entries, args, run) => {
    const name = args.length === 0 ? null : run.textOf(args[0]);
    return entries.reduce<number>(
      (sum, entry) => sum + numberIn(name === null ? entry : readField(entry, name, run), run),
      0,
    );
  }),
  list(
    'sort',
    'Sorts a list, by one field where it is named: movies | sort: "year"',
    [0, 1],
    (entries, args, run) => {
      run.work(entries.length * ENTRY_WORK * 4);
      const name = args.length === 0 ? null : run.textOf(args[0]);
      const keyed = entries.map((entry) => ({
        entry,
        key: sortKey(name === null ? entry : readField(entry, name, run)),
      }));
      return keyed.sort((one, other) => order(one.key, other.key)).map(({ entry }) => entry);
    },
  ),
  {
    name: 'slice',
    text: 'Takes a part of a text or a list, by start (from 0, or from the end below 0) and length: "abc" | slice: 1, 2 → bc',
    args: [1, 2],
    apply: (value, [start, length], run) => {
      run.reads(value);
      const [from, count] = [
        Math.trunc(numberIn(start, run)),
        length === undefined ? 1 : Math.trunc(numberIn(length, run)),
      ];
      // A text is parted between characters, never within one.
      const all: readonly unknown[] = Array.isArray(value) ? value : [...run.textOf(value)];
      const begin = from < 0 ? all.length + from : from;
      const part = begin < 0 || count <= 0 ? [] : all.slice(begin, begin + count);
      return Array.isArray(value) ? part : part.join('');
    },
  },
];

function list(
  name: string,
  text: string,
  args: Filter['args'],
  apply: (entries: readonly unknown[], args: readonly unknown[], run: Run) => unknown,
): Filter {
  return { name, text, args, apply: (value, given, run) => apply(listIn(value, run), given, run) };
}

/** Reads a value as a list, with the work it takes. */
export function listIn(value: unknown, run: Run): readonly unknown[] {
  run.reads(value);
  if (Array.isArray(value)) return value;
  return value === null || value === undefined || value === '' ? [] : [value];
}

type Key = number | string | null;

/** Reads what an entry is sorted by; long texts by their start. */
function sortKey(value: unknown): Key {
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  const text = isComposite(value) ? '' : valueText(value).slice(0, 200);
  return text === '' ? null : text;
}

/** Orders numbers before texts, and nothing last. */
function order(one: Key, other: Key): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : Number(one > other);
  return rank(one) - rank(other);
}

function rank(key: Key): number {
  return key === null ? 2 : Number(typeof key === 'string');
}
