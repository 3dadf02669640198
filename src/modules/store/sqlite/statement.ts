import type { Database, RunResult, Statement } from 'better-sqlite3';

/** Writes columns as named values for an insert: `@id, @type` for `id, type`. */
export function named(columns: string): string {
  return columns.replaceAll(/\w+/g, '@$&');
}

/**
 * A statement prepared once for many runs. Its values stand in the text as `@name` and are bound by their order: looking
 * them up by name costs the driver as much as a small write. Each is bound as `+?`: SQLite takes a bare `?` for a hint to
 * a better plan, and would plan anew at every run. Constants that a partial index depends on must stand in the text.
 */
export class Prepared<Args extends object, Row = never> {
  readonly #statement: Statement<unknown[], Row>;
  readonly #names: readonly (keyof Args)[];

  constructor(connection: Database, text: string) {
    const names: string[] = [];
    const nameless = text.replace(/\+?@(\w+)/g, (_, name: string) => {
      names.push(name);
      return '+?';
    });
    this.#statement = connection.prepare<unknown[], Row>(nameless);
    this.#names = names as (keyof Args & string)[];
  }

  run(args: Args): RunResult {
    return this.#statement.run(...this.#values(args));
  }

  get(args: Args): Row | undefined {
    return this.#statement.get(...this.#values(args));
  }

  all(args: Args): Row[] {
    return this.#statement.all(...this.#values(args));
  }

  iterate(args: Args): IterableIterator<Row> {
    return this.#statement.iterate(...this.#values(args));
  }

  #values(args: Args): unknown[] {
    return this.#names.map((name) => args[name]);
  }
}
