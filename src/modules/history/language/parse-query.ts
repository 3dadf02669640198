/**
 * This folder holds the query language of lists: `type:job.failed status:429 -endpoint:crm data.parameters.country:fr "text"`.
 * A query is parsed into terms, and the terms are compiled to the filters of the store. All of it is pure.
 */
import {
  PATH_MAX,
  QUERY_MAX,
  TERMS_MAX,
  VALUES_MAX,
  type ParsedQuery,
  type QueryFault,
  type QueryTerm,
  type QueryValue,
} from './query-syntax.js';

const SPACE = /\s/;
/** A field's name up to its colon: words, and below `data` keys and list indexes. */
const NAME = /([a-z_]+)((?:\.[^\s.:[\]",\\]+|\["(?:[^"\\])*"\]|\[\d{1,6}\])*):/iy;
const STEP = /\.([^.[\]]+)|\["([^"]*)"\]|\[(\d+)\]/g;

/** A fault that ends the reading of one term. */
class Malformed extends Error {
  constructor(readonly fault: QueryFault) {
    super(fault.message);
  }
}

/** Reads a query, in time that grows with its length. All faults are collected; terms with a fault are left out. */
export function parseQuery(text: string): ParsedQuery {
  const terms: QueryTerm[] = [];
  const faults: QueryFault[] = [];
  if (text.length > QUERY_MAX)
    return {
      terms,
      faults: [{ column: QUERY_MAX, message: `A query has at most ${QUERY_MAX} characters.` }],
    };
  const reader = new TermReader(text);
  for (;;) {
    reader.skipSpace();
    if (reader.atEnd) return { terms, faults };
    if (terms.length + faults.length === TERMS_MAX) {
      faults.push({ column: reader.column, message: `A query has at most ${TERMS_MAX} conditions.` });
      return { terms, faults };
    }
    try {
      terms.push(reader.term());
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      faults.push(error.fault);
      reader.skipTerm();
    }
  }
}

/** Reads terms from left to right; no character is read more than a few times. */
class TermReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get column(): number {
    return this.#at + 1;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  skipSpace(): void {
    while (!this.atEnd && SPACE.test(this.#text[this.#at]!)) this.#at++;
  }

  skipTerm(): void {
    while (!this.atEnd && !SPACE.test(this.#text[this.#at]!)) this.#at++;
  }

  term(): QueryTerm {
    const column = this.column;
    const next = this.#text[this.#at + 1];
    const not = this.#text[this.#at] === '-' && next !== undefined && !SPACE.test(next);
    if (not) this.#at++;
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text);
    if (!name) return { not, field: null, path: null, values: [this.#freeText()], column };
    this.#at = NAME.lastIndex;
    const path = this.#path(name[2]!, column);
    return { not, field: name[1]!.toLowerCase(), path, values: this.#values(name[0]), column };
  }

  #path(text: string, column: number): (string | number)[] | null {
    if (text === '') return null;
    const steps = [...text.matchAll(STEP)].map(([, key, quoted, index]) =>
      index === undefined ? (key ?? quoted!) : Number(index),
    );
    if (steps.length <= PATH_MAX) return steps;
    throw new Malformed({ column, message: `A path has at most ${PATH_MAX} steps.` });
  }

  #values(name: string): QueryValue[] {
    const values = [this.#value(name)];
    while (this.#text[this.#at] === ',') {
      this.#at++;
      values.push(this.#value(name));
      if (values.length > VALUES_MAX)
        throw new Malformed({
          column: this.column,
          message: `A condition has at most ${VALUES_MAX} values.`,
        });
    }
    if (this.atEnd || SPACE.test(this.#text[this.#at]!)) return values;
    throw new Malformed({
      column: this.column,
      message: 'A quoted text ends with a space or a comma behind it.',
    });
  }

  #value(name: string): QueryValue {
    const column = this.column;
    if (this.#text[this.#at] === '"') return this.#quoted();
    const begin = this.#at;
    while (!this.atEnd && this.#text[this.#at] !== ',' && !SPACE.test(this.#text[this.#at]!)) this.#at++;
    const text = this.#text.slice(begin, this.#at);
    if (text !== '') return { text, quoted: false, column };
    throw new Malformed({ column, message: `${name} needs a value; write "" for an empty text.` });
  }

  /** A text to find anywhere: all up to the next space, or quoted. */
  #freeText(): QueryValue {
    const column = this.column;
    if (this.#text[this.#at] === '"') {
      const value = this.#quoted();
      if (this.atEnd || SPACE.test(this.#text[this.#at]!)) return value;
      throw new Malformed({ column: this.column, message: 'A quoted text ends with a space behind it.' });
    }
    const begin = this.#at;
    while (!this.atEnd && !SPACE.test(this.#text[this.#at]!)) this.#at++;
    const text = this.#text.slice(begin, this.#at);
    if (!/^data[.[][^:]*:/i.test(text)) return { text, quoted: false, column };
    throw new Malformed({
      column,
      message: 'A path is written data.key, data["a key"] or data.list[0], without \\ in its keys.',
    });
  }

  #quoted(): QueryValue {
    const column = this.column;
    let text = '';
    for (this.#at++; !this.atEnd; this.#at++) {
      const sign = this.#text[this.#at]!;
      if (sign === '"') {
        this.#at++;
        return { text, quoted: true, column };
      }
      if (sign === '\\' && this.#at + 1 < this.#text.length) this.#at++;
      text += this.#text[this.#at]!;
    }
    throw new Malformed({ column, message: 'The closing " is missing.' });
  }
}
