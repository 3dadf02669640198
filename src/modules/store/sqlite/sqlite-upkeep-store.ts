import type { Clock } from '../../model/clock.js';
import { SqlUpkeepStore } from '../sql/sql-upkeep-store.js';
import type { SqlRunner } from '../sql/sql-runner.js';
import type { Backlog, QueueSample } from '../statistics.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { Purge } from './purge.js';
import { Shrink } from './shrink.js';
import { StatisticsWriter } from './statistics-writer.js';

/** The port `UpkeepStore` on SQLite. */
export class SqliteUpkeepStore extends SqlUpkeepStore {
  readonly #purge: Purge;
  readonly #shrink: Shrink;
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #statistics: StatisticsWriter;

  constructor(sql: SqlRunner, { writer }: Connections, group: GroupCommit, clock: Clock) {
    super(sql);
    this.#purge = new Purge(writer, group);
    this.#shrink = new Shrink(writer, group);
    this.#group = group;
    this.#clock = clock;
    this.#statistics = new StatisticsWriter(writer);
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#purge.run(before, limit);
  }

  shrink(): Promise<number> {
    return this.#shrink.step();
  }

  recordBacklog(backlog: Backlog, queues: readonly QueueSample[]): Promise<void> {
    return this.#group.run(() => this.#statistics.recordBacklog(backlog, queues, this.#clock.now()));
  }

  /** The file belongs to this process: it leads every task. */
  acquireLeadership(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
