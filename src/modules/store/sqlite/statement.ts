import type { Database, RunResult, Statement } from 'better-sqlite3';
import { Kysely, SqliteDialect, sql, type Compilable, type RawBuilder } from 'kysely';
import type { Tables } from './schema.js';

/** Kysely as the builder of SQL alone: what it builds is prepared once and run by the driver itself. */
export function builderFor(connection: Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
}

/**
 * A named place in a statement, filled at every run from the property of that name. With a sign before it, or SQLite would
 * take its value for a hint to a better plan, and make one anew at every run.
 */
export function arg<T>(name: string): RawBuilder<T> {
  return sql<T>`${sql.raw(`+@${name}`)}`;
}

/** One place per column, each named like it. */
export function argsFor<Row extends object>(columns: readonly (keyof Row & string)[]): Row {
  return Object.fromEntries(columns.map((column) => [column, arg(column)])) as Row;
}

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

/**
 * Prepares a query for many runs with named arguments. Constants must be written with `sql.lit`: the planner picks a
 * partial index only where it sees the constant itself.
 */
export function prepare<Args extends object, Row = never>(
  connection: Database,
  query: Compilable<Row>,
): Prepared<Args, Row> {
  const compiled = query.compile();
  if (compiled.parameters.length > 0) {
    throw new TypeError(`A prepared statement takes arg() and sql.lit() only: ${compiled.sql}`);
  }
  return new Prepared(connection, compiled.sql);
}
