import { Refusal, type FieldFault } from '../../model/refusal.js';
import { isExactNumber } from '../../model/exact-number.js';
import { readTime } from './read-time.js';

/** Entries of a list, at most: each becomes a part of an SQL statement. */
export const LIST_MAX = 100;
/** Characters of a wrong entry that a fault shows, at most. */
const SHOWN_MAX = 64;
/** Characters of a number that stands for a text, at most. */
const DIGITS_MAX = 200;
/** Characters of a text, and of a list in one text, at most. */
const TEXT_MAX = 200;
const LIST_TEXT_MAX = 2_000;

/**
 * Reads the fields of a query or JSON object and collects their faults, so that a refusal names all of them at once. The
 * folder `query` holds what lists and bulk repairs have in common: this reader, filters, pages and their description.
 */
export class QueryReader {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #faults: FieldFault[] = [];
  readonly #prefix: string;

  /**
   * @param values the values by their names, as they arrived
   * @param known the names that are accepted; any other is a fault
   * @param prefix precedes the names in faults: `filter.`
   */
  constructor(values: Readonly<Record<string, unknown>>, known: readonly string[], prefix = '') {
    this.#values = values;
    this.#prefix = prefix;
    const given = Object.keys(values);
    for (const name of given.filter((name) => !known.includes(name))) {
      this.fault(name, `There is no field ${prefix}${name}; there are ${known.join(', ')}.`);
    }
  }

  /** Records a fault of a field, and of the column within it, and returns null in place of its value. */
  fault(name: string, message: string, column?: number): null {
    const field = `${this.#prefix}${name}`;
    const at = column === undefined ? null : { column, message: `${field}, column ${column}: ${message}` };
    this.#faults.push({ field, message, ...at });
    return null;
  }

  /** Reads a text; null where it is missing or empty. */
  text(name: string, maxLength = TEXT_MAX): string | null {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string') return this.fault(name, `${this.#prefix}${name} is one text.`);
    if (value.length <= maxLength) return value;
    return this.fault(name, `${this.#prefix}${name} is at most ${maxLength} characters long.`);
  }

  /** Reads a text, or a number as its digits; null where it is missing. */
  textOrNumber(name: string): string | null {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (typeof value !== 'number' && !isExactNumber(value)) return this.text(name);
    const digits = typeof value === 'number' ? String(value) : value.rawJSON;
    return digits.length <= DIGITS_MAX
      ? digits
      : this.fault(name, `${this.#prefix}${name} is a number of at most ${DIGITS_MAX} characters.`);
  }

  /** Reads a text by `read`, whose null is a fault that names what is `accepted`. */
  read<T>(name: string, read: (text: string) => T | null, accepted: string): T | null {
    const text = this.text(name);
    if (text === null) return null;
    return read(text) ?? this.fault(name, `${this.#prefix}${name} is ${accepted}.`);
  }

  /** Reads a text with commas or an array of texts, each entry by `read`. */
  list<T>(name: string, read: (text: string) => T | null, accepted: string): T[] | null {
    const given = this.#values[name];
    const all: readonly unknown[] | null = Array.isArray(given)
      ? given
      : (this.text(name, LIST_TEXT_MAX)?.split(',') ?? null);
    if (all === null || all.length === 0) return null;
    if (all.length > LIST_MAX)
      return this.fault(name, `${this.#prefix}${name} is a list of at most ${LIST_MAX}.`);
    const values = all.map((entry) => (typeof entry === 'string' ? read(entry.trim()) : null));
    if (values.every((value) => value !== null)) return values;
    const wrong = all[values.indexOf(null)];
    const told = typeof wrong === 'string' ? `; "${wrong.trim().slice(0, SHOWN_MAX)}" is none` : '';
    return this.fault(name, `${this.#prefix}${name} is a list of ${accepted}${told}.`);
  }

  /** Reads a whole number from `min` to `max`. */
  integer(name: string, min: number, max: number): number | null {
    const read = (text: string): number | null =>
      /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : null;
    return this.read(name, read, `a whole number from ${min} to ${max}`);
  }

  /** Reads a time as Unix ms. */
  time(name: string): number | null {
    return this.read(name, readTime, 'a time such as 2026-01-01T12:00:00Z');
  }

  /** @throws Refusal `malformed` naming every fault, where there is any */
  throwFaults(): void {
    if (this.#faults.length > 0) throw Refusal.malformed(this.#faults);
  }
}
