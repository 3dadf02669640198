import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import type { Acceptance, AcceptResult } from '../event-store.js';
import { SqlEventStore } from '../sql/sql-event-store.js';
import type { SqlRunner } from '../sql/sql-runner.js';
import { Acceptances } from './acceptances.js';
import type { GroupCommit } from './group-commit.js';
import type { ClockRollback } from './clock-rollback.js';

/** The port `EventStore` on SQLite: acceptances that arrive together share a commit. */
export class SqliteEventStore extends SqlEventStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #rollback: ClockRollback;
  readonly #acceptances: Acceptances;

  constructor(sql: SqlRunner, writer: Database, group: GroupCommit, clock: Clock, rollback: ClockRollback) {
    super(sql);
    this.#group = group;
    this.#clock = clock;
    this.#rollback = rollback;
    this.#acceptances = new Acceptances(writer);
  }

  accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#rollback.compensate(now);
      return acceptances.map((acceptance) => this.#acceptances.write(acceptance, now, leaseMs));
    });
  }
}
