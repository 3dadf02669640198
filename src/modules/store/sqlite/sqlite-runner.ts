import type { Clock } from '../../model/clock.js';
import { runScript, type SqlRunner, type SqlScript } from '../sql/sql-runner.js';
import type { Query } from '../sql-text.js';
import type { ClockRollback } from './clock-rollback.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { SqliteTexts } from './sql-text.js';
import { reading } from './store-error.js';

/** Runs shared statements on the two connections of a file. */
export class SqliteRunner implements SqlRunner {
  readonly read: Query;
  readonly write: Query;
  readonly #connections: Connections;
  readonly #writer: SqliteTexts;
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #rollback: ClockRollback;

  constructor(connections: Connections, group: GroupCommit, clock: Clock, rollback: ClockRollback) {
    const readTexts = new SqliteTexts(connections.reader, clock);
    this.#connections = connections;
    this.#writer = new SqliteTexts(connections.writer, clock);
    this.#group = group;
    this.#clock = clock;
    this.#rollback = rollback;
    this.read = <Row extends object>(write: Parameters<Query>[0]) =>
      reading(() => readTexts.query<Row>(write));
    this.write = <Row extends object>(write: Parameters<Query>[0]) =>
      group.run(() => this.#writer.query<Row>(write));
  }

  transaction<T>(script: () => SqlScript<T>): Promise<T> {
    return this.#group.run(() => {
      this.#rollback.compensate(this.#clock.now());
      return runScript(script(), (write) => this.#writer.query(write));
    });
  }

  erasing<T>(script: () => SqlScript<T>): Promise<T> {
    return this.#group.run(() => {
      const { writer } = this.#connections;
      writer.pragma('secure_delete = ON');
      try {
        return runScript(script(), (write) => this.#writer.query(write));
      } finally {
        writer.pragma('secure_delete = FAST');
      }
    });
  }

  async erased(): Promise<void> {
    this.#connections.emptyLog();
  }

  /** One process writes: there is nothing to lock. */
  *lockTable(): SqlScript<void> {}

  get failing(): boolean {
    return this.#group.failing;
  }

  worksAgain(): void {
    this.#group.worksAgain();
  }
}
