import type { Run } from '../run.js';

/** A filter of templates. Pure and total: any value and any arguments give a value. */
export interface Filter {
  readonly name: string;
  /** One line for docs and console, with an example. */
  readonly text: string;
  /** Least and most arguments. */
  readonly args: readonly [least: number, most: number];
  /** Says why a literal argument, the one `at` this place, cannot be used; null where it can. */
  readonly check?: (literal: string, at: number) => string | null;
  apply(value: unknown, args: readonly unknown[], run: Run): unknown;
}

/** Makes a filter of texts: value and arguments arrive as text, with the work counted. */
export function textFilter(
  name: string,
  text: string,
  args: Filter['args'],
  apply: (value: string, args: readonly string[]) => unknown,
): Filter {
  return {
    name,
    text,
    args,
    apply: (value, given, run) => {
      const texts = [value, ...given].map((one) => {
        const written = run.textOf(one);
        run.work(written.length);
        return written;
      });
      return apply(texts[0]!, texts.slice(1));
    },
  };
}
