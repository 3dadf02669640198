import type { Commits } from '../commits.js';
import type { Acceptance, AcceptResult } from '../event-store.js';
import { SqlEventStore } from '../sql/sql-event-store.js';
import type { SqlRunner } from '../sql/sql-runner.js';
import type { AcceptItem } from './accept-statements.js';
import { Acceptances } from './acceptances.js';
import { Batcher } from './batcher.js';
import type { Database } from './database.js';
import type { PostgresNotifier } from './postgres-notifier.js';
import type { OrphanedLeases } from './orphaned-leases.js';

/** Size of a row of an event or a delivery, beside the data; bytes, about. */
const ROW_BYTES = 500;

/** The port `EventStore` on PostgreSQL: acceptances that arrive together are written by one statement. */
export class PostgresEventStore extends SqlEventStore {
  readonly #database: Database;
  readonly #notifier: PostgresNotifier;
  readonly #batcher: Batcher<AcceptItem, AcceptResult>;

  constructor(
    sql: SqlRunner,
    database: Database,
    notifier: PostgresNotifier,
    orphans: OrphanedLeases,
    commits: Commits,
  ) {
    super(sql);
    this.#database = database;
    this.#notifier = notifier;
    const writer = new Acceptances(database, orphans);
    this.#batcher = new Batcher({
      write: (items) => writer.write(items),
      commits,
      bytes: ({ acceptance: { event, deliveries } }) =>
        event.data.length + ROW_BYTES * (1 + deliveries.length),
    });
  }

  accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]> {
    return this.#database.call(async () => {
      const results = await this.#batcher.add(acceptances.map((acceptance) => ({ acceptance, leaseMs })));
      const waits = ({ deliveries }: Acceptance, at: number) =>
        results[at]?.kind === 'accepted' &&
        deliveries.some(({ leaseToken, failed }) => leaseToken === null && failed === undefined);
      if (acceptances.some(waits)) this.#notifier.notify();
      return results;
    });
  }
}
