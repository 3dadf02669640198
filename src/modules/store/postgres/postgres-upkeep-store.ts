import {
  COUNT_CAP,
  DUE_CAP,
  QUEUE_CAP,
  UpkeepStore,
  type DeliveryCounts,
  type EndpointDue,
  type EndpointQueue,
} from '../upkeep-store.js';
import type { Backlog } from '../statistics.js';
import type { Database, Statement } from './database.js';
import { purge } from './purge.js';
import { recordBacklog } from './statistics-writer.js';

const capped = (state: string) =>
  `(select count(*) from (select from deliveries where state = '${state}' limit ${COUNT_CAP}) as capped)`;
const oldest = (state: string) =>
  `(select created_at from deliveries where state = '${state}' order by created_at limit 1)`;

const COUNTS: Statement = {
  name: 'counts',
  text: `
    select ${capped('pending')} as pending, ${capped('sending')} as sending, ${capped('failed')} as failed,
      least(${oldest('pending')}, ${oldest('sending')}) as "oldestOpenAt"`,
};

/** Endpoint by endpoint, those never tried and the others, each by its part of the index. */
const DUE: Statement = {
  name: 'due',
  text: `
    with moment as materialized (select gateway_now() as now),
    waiting as (
      select e.id, d.at from endpoints e, (values (0), (1)) as kind (tried), lateral (
        select next_attempt_at as at from deliveries
        where state = 'pending' and endpoint_id = e.id and least(attempts, 1) = kind.tried
          and next_attempt_at <= (select now from moment)
        order by next_attempt_at, id limit ${DUE_CAP}) as d)
    select id as "endpointId", least(count(*), ${DUE_CAP}) as count, max(now - at) as "sinceMs"
    from waiting, moment group by id`,
};

/** Endpoint by endpoint, along indexes that hold just these. */
const QUEUES: Statement = {
  name: 'queues',
  text: `
    select e.id as "endpointId",
      (select count(*) from (select from deliveries where endpoint_id = e.id and state = 'pending'
        and settled_at is null limit ${QUEUE_CAP}) as capped) as queued,
      (select coalesce(revived_at, created_at) from deliveries where endpoint_id = e.id and state = 'pending'
        and settled_at is null order by coalesce(revived_at, created_at) limit 1) as "oldestAt",
      (select count(*) from (select from deliveries where endpoint_id = e.id and state = 'failed'
        and settled_at is not null limit ${QUEUE_CAP}) as capped) as failed
    from endpoints e`,
};

/** The row of a turn that has run out, or is ours, becomes ours. */
const TURN: Statement = {
  name: 'upkeep-turn',
  text: `
    insert into upkeep_turns as t (task, node_id, until)
    select $1, $2::uuid, gateway_now() + $3::bigint
    on conflict (task) do update set node_id = excluded.node_id, until = excluded.until
    where t.node_id = excluded.node_id or t.until <= gateway_now()
    returning task`,
};

const PING: Statement = { name: 'ping', text: 'select 1 as answer' };

/** More than most events take. */
const FILL: Statement = {
  name: 'probe-fill',
  text: `insert into filler (bytes) values (decode(repeat('00', 65536), 'hex'))`,
};
const EMPTY: Statement = { name: 'probe-empty', text: 'delete from filler' };

export class PostgresUpkeepStore extends UpkeepStore {
  readonly #database: Database;
  readonly #nodeId: string;

  constructor(database: Database, nodeId: string) {
    super();
    this.#nodeId = nodeId;
    this.#database = database;
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#database.call(() => purge(this.#database, before, limit));
  }

  counts(): Promise<DeliveryCounts> {
    return this.#database.call(async () => (await this.#database.run<DeliveryCounts>(COUNTS))[0]!);
  }

  due(): Promise<EndpointDue[]> {
    return this.#database.call(() => this.#database.run<EndpointDue>(DUE));
  }

  queues(): Promise<EndpointQueue[]> {
    return this.#database.call(() => this.#database.run<EndpointQueue>(QUEUES));
  }

  /** The server's own vacuum sees to it. */
  shrink(): Promise<number> {
    return Promise.resolve(0);
  }

  recordBacklog(backlog: Backlog): Promise<void> {
    return this.#database.call(() => recordBacklog(this.#database, backlog));
  }

  acquireLeadership(task: string, ms: number): Promise<boolean> {
    return this.#database.call(
      async () => (await this.#database.run(TURN, [task, this.#nodeId, ms])).length > 0,
    );
  }

  ping(): Promise<void> {
    return this.#database.call(async () => {
      await this.#database.run(PING);
      if (!this.#database.full) return;
      await this.#database.run(FILL);
      await this.#database.run(EMPTY);
      this.#database.worksAgain();
    });
  }
}
