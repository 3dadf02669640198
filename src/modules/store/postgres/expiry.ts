import { EXPIRED, type ExpiredDelivery } from '../delivery-queue.js';
import { ofItself } from '../expiry-sql.js';
import { unsentDelivery, type UnsentRow } from '../read-rows.js';
import type { Database, Run, Statement } from './database.js';
import { addCorrections, addCounts, CounterShards, unattempted } from './statistics-writer.js';
import { lockOrderKeysOf } from './order-keys.js';

const LIMITS = `
  limits as materialized (select * from unnest($1::uuid[], $2::bigint[]) as l (endpoint_id, before))`;

const FIND: Statement = {
  name: 'expiry-find',
  text: `
    with ${LIMITS}
    select d.id from limits, lateral (
      select id from deliveries
      where state = 'pending' and settled_at is null and endpoint_id = limits.endpoint_id
        and coalesce(revived_at, created_at) < limits.before and ${ofItself('deliveries')}
      order by coalesce(revived_at, created_at) limit $3) as d
    limit $3`,
};

/**
 * Ends those that are still pending. Rows are locked in the order of their ids, as everywhere; rows that another
 * transaction has locked are skipped. Pending deliveries are those with neither lease nor end: with these conditions, and
 * none on the state, the planner can use the primary key alone.
 */
const END: Statement = {
  name: 'expiry-end',
  text: `
    with moment as materialized (select gateway_now() as now), ${LIMITS},
    old as materialized (
      select d.id from unnest($3::uuid[]) as g (id) join deliveries d on d.id = g.id
        join limits on limits.endpoint_id = d.endpoint_id
      where d.lease_until is null and d.settled_at is null and coalesce(d.revived_at, d.created_at) < limits.before
        and ${ofItself('d')}
      order by d.id for update of d skip locked),
    gone as (
      update deliveries d set state = 'failed', next_attempt_at = null, settled_at = moment.now, reason = '${EXPIRED}'
      from old, moment where d.id = old.id
      returning d.id, d.event_id, d.endpoint_id, d.webhook_id, d.attempts,
        coalesce(d.revived_at, d.created_at) as since, d.order_key, d.failed_at),
    ${addCounts(unattempted('failed'), '$4')},
    ${addCorrections(unattempted('failed'), '$4')}
    select gone.id, gone.event_id as "eventId", gone.endpoint_id as "endpointId", gone.webhook_id as "webhookId",
      gone.attempts, gone.since as "createdAt", gone.order_key as "orderKey", e.type, e.job_id as "jobId"
    from gone join events e on e.id = gone.event_id order by since`,
};

/** Ends pending deliveries that are older than their endpoint allows. */
export class Expiry {
  readonly #database: Database;
  readonly #shards = new CounterShards();

  constructor(database: Database) {
    this.#database = database;
  }

  async run(before: ReadonlyMap<string, number>, limit: number): Promise<ExpiredDelivery[]> {
    const limits = [[...before.keys()], [...before.values()]];
    const found = await this.#database.run<{ id: string }>(FIND, [...limits, limit]);
    if (found.length === 0) return [];
    const ids = found.map(({ id }) => id);
    return this.#shards.with((shard) =>
      this.#database.transaction((run) => end(run, ids, [...limits, ids, shard])),
    );
  }
}

/** Locks the order keys first: the successors fall due in the same transaction. */
async function end(run: Run, ids: readonly string[], values: unknown[]): Promise<ExpiredDelivery[]> {
  await lockOrderKeysOf(run, ids);
  return (await run<UnsentRow>(END, values)).map(unsentDelivery);
}
