import { ALIVE_MS, NodeRegistry, REMEMBERED_MS, type GatewayNode } from '../node-registry.js';
import type { NodeIdentity } from '../this-process.js';
import type { Database, Statement } from './database.js';
import { text } from './text.js';

/** Writes the heartbeat and deletes dead nodes, spent grants and ended pauses: a few rows of small tables. */
const HEARTBEAT: Statement = {
  name: 'node-heartbeat',
  text: `
    with moment as materialized (select gateway_now() as now),
    beat as (
      insert into nodes (id, host, pid, version, started_at, heartbeat_at)
      select $1::uuid, $2, $3::int, $4, now, now from moment
      on conflict (id) do update set heartbeat_at = excluded.heartbeat_at),
    forgotten as (
      delete from nodes n using moment where n.id <> $1::uuid and n.heartbeat_at <= moment.now - ${REMEMBERED_MS}),
    spent as (
      delete from rate_grants r using moment where r.node_id <> $1::uuid and r.counts_until <= moment.now),
    over as (
      delete from rate_pauses p using moment where p.until <= moment.now)
    select count(*) as others from nodes n, moment
    where n.id <> $1::uuid and n.heartbeat_at > moment.now - ${ALIVE_MS}`,
};

const LIST: Statement = {
  name: 'node-list',
  text: `
    select id, host, pid, version, started_at as "startedAt", heartbeat_at as "heartbeatAt",
      heartbeat_at > gateway_now() - ${ALIVE_MS} as alive
    from nodes order by id <> $1::uuid, started_at, id`,
};

const LEAVE: Statement = { name: 'node-leave', text: 'delete from nodes where id = $1::uuid' };

/** The port `NodeRegistry` on PostgreSQL: nodes know of one another by heartbeats. */
export class PostgresNodeRegistry extends NodeRegistry {
  readonly #database: Database;
  readonly #self: NodeIdentity;

  constructor(database: Database, self: NodeIdentity) {
    super();
    this.#database = database;
    this.#self = self;
  }

  get id(): string {
    return this.#self.id;
  }

  heartbeat(): Promise<number> {
    const { id, host, pid, version } = this.#self;
    return this.#database.call(async () => {
      const [row] = await this.#database.run<{ others: number }>(HEARTBEAT, [id, text(host), pid, version]);
      return row!.others + 1;
    });
  }

  list(): Promise<GatewayNode[]> {
    return this.#database.call(() => this.#database.run<GatewayNode>(LIST, [this.id]));
  }

  /** Removes this node at shutdown, so that the others need not wait for its heartbeat to run out. */
  async leave(): Promise<void> {
    await this.#database.call(() => this.#database.run(LEAVE, [this.id])).catch(() => undefined);
  }
}
