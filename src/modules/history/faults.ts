import { invalid, type FieldFault } from '../http/field-faults.js';
import { isExactNumber } from '../model/exact-number.js';

/** Entries of a list: each is a part of a query, and databases do not take them without end. */
export const LIST_MAX = 100;
/** Characters of a number that stands for a text. */
const DIGITS_MAX = 200;

/** Reads named texts and gathers what is wrong with them, so that a refusal names every fault at once. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #faults: FieldFault[] = [];
  readonly #prefix: string;

  /**
   * @param values what was given, by name
   * @param known the names there are; any other is a fault
   * @param prefix stands before the names in faults: `filter.`
   */
  constructor(values: Readonly<Record<string, unknown>>, known: readonly string[], prefix = '') {
    this.#values = values;
    this.#prefix = prefix;
    const given = Object.keys(values);
    for (const name of given.filter((name) => !known.includes(name))) {
      this.fault(name, `There is no field ${prefix}${name}; there are ${known.join(', ')}.`);
    }
  }

  fault(name: string, message: string): null {
    this.#faults.push({ field: `${this.#prefix}${name}`, message });
    return null;
  }

  /** The text of that name; null where it was not given. An empty one counts as not given. */
  text(name: string, maxLength = 200): string | null {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string') return this.fault(name, `${this.#prefix}${name} is one text.`);
    if (value.length <= maxLength) return value;
    return this.fault(name, `${this.#prefix}${name} is at most ${maxLength} characters long.`);
  }

  /** The text of that name, or the digits of a number; null where it was not given. */
  textOrNumber(name: string): string | null {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (typeof value !== 'number' && !isExactNumber(value)) return this.text(name);
    const digits = typeof value === 'number' ? String(value) : value.rawJSON;
    return digits.length <= DIGITS_MAX
      ? digits
      : this.fault(name, `${this.#prefix}${name} is a number of at most ${DIGITS_MAX} characters.`);
  }

  /** A text that `read` understands; what it does not is a fault that says what is accepted. */
  read<T>(name: string, read: (text: string) => T | null, accepted: string): T | null {
    const text = this.text(name);
    if (text === null) return null;
    return read(text) ?? this.fault(name, `${this.#prefix}${name} is ${accepted}.`);
  }

  /** A list with commas, or (in JSON) an array of texts. */
  list<T>(name: string, read: (text: string) => T | null, accepted: string): T[] | null {
    const given = this.#values[name];
    const all: readonly unknown[] | null = Array.isArray(given)
      ? given
      : (this.text(name, 2_000)?.split(',') ?? null);
    if (all === null || all.length === 0) return null;
    if (all.length > LIST_MAX)
      return this.fault(name, `${this.#prefix}${name} is a list of at most ${LIST_MAX}.`);
    const values = all.map((entry) => (typeof entry === 'string' ? read(entry.trim()) : null));
    if (values.every((value) => value !== null)) return values;
    return this.fault(name, `${this.#prefix}${name} is a list of ${accepted}.`);
  }

  /** A whole number within bounds. */
  integer(name: string, min: number, max: number): number | null {
    const read = (text: string): number | null =>
      /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : null;
    return this.read(name, read, `a whole number from ${min} to ${max}`);
  }

  /** A moment, as Unix ms. */
  time(name: string): number | null {
    return this.read(name, readTime, 'a time such as 2026-01-01T12:00:00Z');
  }

  /** @throws BadRequestException naming every fault there was. */
  done(): void {
    if (this.#faults.length > 0) throw invalid(this.#faults);
  }
}

const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** ISO 8601; without an offset it is UTC. */
function readTime(text: string): number | null {
  if (!TIME.test(text)) return null;
  const zoned = text.length <= 10 || /(Z|[+-]\d\d:?\d\d)$/i.test(text.slice(10)) ? text : `${text}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) || at < 0 ? null : at;
}
