/**
 * This folder holds the ports that stand once for both drivers: rare and small reads and writes, whose statements differ
 * in what {@link SqlText} writes. The hot path differs by driver and stands in the drivers' folders.
 */
import type { Query, SqlText } from '../sql-text.js';

/** Makes the text of one statement. Changed rows are counted by `returning`. */
export type WriteSql = (sql: SqlText) => string;

/**
 * The statements of one transaction: a generator that yields statements and gets their rows, so that SQLite can run it
 * without giving up the thread and PostgreSQL can wait for the server.
 */
export type SqlScript<T> = Generator<WriteSql, T, object[]>;

/** One step of a script: `const rows = yield* query<Row>((sql) => …)`. */
export function* query<Row extends object>(write: WriteSql): SqlScript<Row[]> {
  return (yield write) as Row[];
}

/** Runs a script to its end on a connection that answers at once. */
export function runScript<T>(script: SqlScript<T>, run: (write: WriteSql) => object[]): T {
  let step = script.next();
  while (step.done !== true) step = script.next(run(step.value));
  return step.value;
}

/** Runs a script to its end on a connection that is waited for. */
export async function runScriptAsync<T>(
  script: SqlScript<T>,
  run: (write: WriteSql) => Promise<object[]>,
): Promise<T> {
  let step = script.next();
  while (step.done !== true) step = script.next(await run(step.value));
  return step.value;
}

/**
 * Runs shared statements on one of the drivers. Its methods reject with a GatewayError: `store_unavailable`, writes also
 * with `store_full`; nothing was written then.
 */
export interface SqlRunner {
  /** Runs a SELECT of its own. */
  readonly read: Query;

  /** Runs a writing statement in a transaction of its own; resolves with what it returns. */
  readonly write: Query;

  /** Runs a script in one transaction. It may run again from its beginning when another transaction was in the way. */
  transaction<T>(script: () => SqlScript<T>): Promise<T>;

  /** As {@link transaction}; where the database is a file, what the script deletes is overwritten there. */
  erasing<T>(script: () => SqlScript<T>): Promise<T>;

  /** Ends an erasure: where the database is a file, its log, which may hold what was deleted, is emptied. */
  erased(): Promise<void>;

  /** Excludes other writers of the table until the end of the transaction. */
  lockTable(table: string): SqlScript<void>;

  /** True from a write for which the disk had no room until {@link worksAgain}. */
  readonly failing: boolean;

  /** Ends the state {@link failing}, after a test write has succeeded. */
  worksAgain(): void;
}
