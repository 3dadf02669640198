import { styleText } from 'node:util';
import { clean } from './text/clean.js';
import { table, type Column } from './text/table.js';

/** A style of Node's `styleText`. */
export type Style = Parameters<typeof styleText>[0];

/** Style of each word that tells a state, a health or an outcome. */
const STATE_STYLES: Readonly<Record<string, Style>> = {
  delivered: 'green',
  enabled: 'green',
  healthy: 'green',
  ok: 'green',
  done: 'green',
  pending: 'yellow',
  retry: 'yellow',
  degraded: 'yellow',
  paused: 'yellow',
  warn: 'yellow',
  sending: 'cyan',
  running: 'cyan',
  failed: 'red',
  rejected: 'red',
  gone: 'red',
  failing: 'red',
  fail: 'red',
  cancelled: 'gray',
  disabled: 'gray',
};

/** UTF-16 units that JSON leaves as they are and terminals obey: DEL, the C1 controls, marks of direction. */
const ESCAPED = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Writes what a command has to say. With `--json` standard output holds one JSON value a line and nothing else; without it,
 * text for people. Colours follow the terminal, `NO_COLOR` and `FORCE_COLOR`.
 */
export class Output {
  readonly #out: NodeJS.WriteStream;
  readonly #err: NodeJS.WriteStream;

  constructor(
    readonly json: boolean,
    { out = process.stdout, err = process.stderr } = {},
  ) {
    this.#out = out;
    this.#err = err;
  }

  /** Columns of the terminal; Infinity where there is none. */
  get width(): number {
    return this.#out.isTTY ? (this.#out.columns ?? 80) : Infinity;
  }

  /** Writes a value for machines: nothing without `--json`. */
  record(value: unknown): void {
    if (this.json) this.#out.write(`${jsonText(value)}\n`);
  }

  /** Writes a line for people: nothing with `--json`. */
  line(text = ''): void {
    if (!this.json) this.#out.write(`${text}\n`);
  }

  /** Writes a line to standard error, in both modes. */
  note(text: string): void {
    this.#err.write(`${text}\n`);
  }

  /** Shows progress in place, where standard error is a terminal; an empty text clears it. */
  progress(text: string): void {
    if (this.#err.isTTY) this.#err.write(`\r\u001B[2K${text}`);
  }

  /** Writes rows: as a table for people, one line of JSON a row for machines. */
  rows<Row>(
    columns: readonly Column<Row>[],
    rows: readonly Row[],
    { empty }: { readonly empty: string },
  ): void {
    if (this.json) for (const row of rows) this.record(row);
    else if (rows.length === 0) this.line(empty);
    else
      for (const line of table(columns, rows, this.width, (title) => this.style('bold', title)))
        this.line(line);
  }

  /** Styles a text where the terminal shows styles. */
  style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#out, validateStream: true });
  }

  /** Colours a text by the state that it, or `state`, names. */
  state(text: string, state = text.trim()): string {
    const style = STATE_STYLES[state];
    return style === undefined ? text : this.style(style, text);
  }

  /** Names the outcome of an attempt: `retry` is one that failed and may be repeated. */
  outcome(outcome: string): string {
    return this.state(outcome === 'retry' ? 'failed' : clean(outcome), outcome);
  }

  /** Writes `label  value` lines of details, with the labels in line. */
  details(pairs: readonly (readonly [label: string, value: string | null])[]): void {
    const shown = pairs.filter(([, value]) => value !== null);
    const width = Math.max(0, ...shown.map(([label]) => label.length));
    for (const [label, value] of shown) this.line(`${this.style('dim', label.padEnd(width))}  ${value!}`);
  }
}

/**
 * Writes JSON that is safe on a terminal: characters of control and of direction, which JSON permits in texts, are escaped.
 *
 * @param indent spaces of each level; 0: one line
 */
export function jsonText(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent);
  return text.replace(ESCAPED, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Makes a text of the API safe for a terminal; `–` for null. */
export function shown(value: unknown): string {
  return value === null || value === undefined || value === '' ? '–' : clean(String(value as string));
}
