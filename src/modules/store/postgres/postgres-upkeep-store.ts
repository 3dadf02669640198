import { SqlUpkeepStore } from '../sql/sql-upkeep-store.js';
import type { SqlRunner } from '../sql/sql-runner.js';
import type { Backlog, QueueSample } from '../statistics.js';
import type { Database, Statement } from './database.js';
import { purge } from './purge.js';
import { recordBacklog } from './statistics-writer.js';

/** Takes over a leadership that has ended, or extends this node's own. */
const LEAD: Statement = {
  name: 'upkeep-lead',
  text: `
    insert into upkeep_turns as t (task, node_id, until)
    select $1, $2::uuid, gateway_now() + $3::bigint
    on conflict (task) do update set node_id = excluded.node_id, until = excluded.until
    where t.node_id = excluded.node_id or t.until <= gateway_now()
    returning task`,
};

/** The port `UpkeepStore` on PostgreSQL. */
export class PostgresUpkeepStore extends SqlUpkeepStore {
  readonly #database: Database;
  readonly #nodeId: string;

  constructor(sql: SqlRunner, database: Database, nodeId: string) {
    super(sql);
    this.#database = database;
    this.#nodeId = nodeId;
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#database.call(() => purge(this.#database, before, limit));
  }

  /** The server's own vacuum keeps its files small. */
  shrink(): Promise<number> {
    return Promise.resolve(0);
  }

  recordBacklog(backlog: Backlog, queues: readonly QueueSample[]): Promise<void> {
    return this.#database.call(() => recordBacklog(this.#database, backlog, queues));
  }

  acquireLeadership(task: string, ms: number): Promise<boolean> {
    return this.#database.call(
      async () => (await this.#database.run(LEAD, [task, this.#nodeId, ms])).length > 0,
    );
  }
}
