import type { Database, Statement } from 'better-sqlite3';
import { Kysely, SqliteDialect, sql, type Compilable, type RawBuilder } from 'kysely';
import type { Tables } from './schema.js';

/** Kysely as the builder of SQL alone: what it builds is prepared once and run by the driver itself. */
export function builderFor(connection: Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
}

/** A named place in a statement, filled at every run from the property of that name. */
export function arg<T>(name: string): RawBuilder<T> {
  return sql<T>`${sql.raw(`@${name}`)}`;
}

/** One place per column, each named like it. */
export function argsFor<Row extends object>(columns: readonly (keyof Row & string)[]): Row {
  return Object.fromEntries(columns.map((column) => [column, arg(column)])) as Row;
}

/**
 * Prepares a query for many runs with named arguments. Constants must be written with `sql.lit`: the planner picks a
 * partial index only where it sees the constant itself.
 */
export function prepare<Args extends object, Row = never>(
  connection: Database,
  query: Compilable<Row>,
): Statement<[Args], Row> {
  const compiled = query.compile();
  if (compiled.parameters.length > 0) {
    throw new TypeError(`A prepared statement takes arg() and sql.lit() only: ${compiled.sql}`);
  }
  return connection.prepare<[Args], Row>(compiled.sql);
}
