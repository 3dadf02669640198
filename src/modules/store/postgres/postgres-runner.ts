import { query, runScriptAsync, type SqlRunner, type SqlScript } from '../sql/sql-runner.js';
import type { Query } from '../sql-text.js';
import type { Database } from './database.js';
import { queryOn } from './sql-text.js';

/** Runs shared statements on the connection pool. */
export class PostgresRunner implements SqlRunner {
  readonly read: Query;
  readonly write: Query;
  readonly #database: Database;

  constructor(database: Database) {
    const run = queryOn(database.run);
    this.#database = database;
    this.read = (write) => database.call(() => run(write));
    this.write = this.read;
  }

  transaction<T>(script: () => SqlScript<T>): Promise<T> {
    return this.#database.call(() =>
      this.#database.transaction((run) => runScriptAsync(script(), queryOn(run))),
    );
  }

  /** The server's vacuum frees the space of deleted rows. */
  erasing<T>(script: () => SqlScript<T>): Promise<T> {
    return this.transaction(script);
  }

  async erased(): Promise<void> {}

  *lockTable(table: string): SqlScript<void> {
    yield* query(() => `lock table ${table} in share row exclusive mode`);
  }

  get failing(): boolean {
    return this.#database.full;
  }

  worksAgain(): void {
    this.#database.worksAgain();
  }
}
