import { purgeInBatches, type PurgedBatch, type PurgeWrites } from '../purge-in-batches.js';
import type { Database, Run, Statement } from './database.js';

/** Rows of one short transaction. */
const BATCH = 200;
/** The key of the advisory lock that one node at a time purges under; the number is arbitrary. */
const PURGE_LOCK = 7_351_001;

const LOCK: Statement = {
  name: 'purge-lock',
  text: `select pg_try_advisory_xact_lock(${PURGE_LOCK}) as locked`,
};

const DELIVERIES: Statement = {
  name: 'purge-deliveries',
  text: `
    with old as materialized (
      select id from deliveries where settled_at < $1::bigint order by settled_at limit $2 for update skip locked),
    tries as (delete from attempts a using old where a.delivery_id = old.id)
    delete from deliveries d using old where d.id = old.id returning d.event_id as id`,
};

const EVENTS: Statement = {
  name: 'purge-events',
  text: `
    delete from events e
    where e.id = any ($1::text[]) and e.accepted_at < $2::bigint
      and not exists (select from deliveries d where d.event_id = e.id)
    returning e.id`,
};

const MARK_BARE: Statement = {
  name: 'purge-mark-bare',
  text: `
    update events e set bare = true
    where e.id = any ($1::text[]) and not exists (select from deliveries d where d.event_id = e.id)`,
};

const BARE_EVENTS: Statement = {
  name: 'purge-bare-events',
  text: `
    with old as materialized (
      select id from events where bare and accepted_at < $1::bigint order by accepted_at limit $2
      for update skip locked)
    delete from events e using old where e.id = old.id returning e.id`,
};

const FIGURES: Statement = {
  name: 'purge-figures',
  text: `
    with over as (delete from operations where state <> 'running' and finished_at < $1::bigint),
    told as (delete from conversations c where changed_at < $1::bigint and not exists (
      select from deliveries d
      where d.endpoint_id = c.endpoint_id and d.order_key = c.order_key and d.settled_at is null)),
    erred as (delete from attempt_errors where step_ms = any (array[60000, 3600000]) and at < $1::bigint),
    queued as (delete from endpoint_queues where step_ms = any (array[60000, 3600000]) and at < $1::bigint),
    waited as (delete from backlog where step_ms = any (array[60000, 3600000]) and at < $1::bigint)
    delete from delivery_statistics where step_ms = any (array[60000, 3600000]) and at < $1::bigint`,
};

async function settledBatch(run: Run, before: number, limit: number): Promise<PurgedBatch> {
  const [lock] = await run<{ locked: boolean }>(LOCK);
  if (!lock?.locked) return { deliveries: 0, events: 0 };
  const deleted = await run<{ id: string }>(DELIVERIES, [before, limit]);
  const eventIds = [...new Set(deleted.map(({ id }) => id))];
  if (eventIds.length === 0) return { deliveries: 0, events: 0 };
  const events = await run(EVENTS, [eventIds, before]);
  // An event accepted later than its deliveries were settled (a clock was set back) stays until its own age.
  if (events.length < eventIds.length) await run(MARK_BARE, [eventIds]);
  return { deliveries: deleted.length, events: events.length };
}

/** Deletes old rows. While another node purges, nothing is deleted. Returns the rows deleted, attempts not counted. */
export function purge(database: Database, before: number, limit: number): Promise<number> {
  const writes: PurgeWrites = {
    batch: BATCH,
    settled: (limit) => database.transaction((run) => settledBatch(run, before, limit)),
    figures: () => database.run(FIGURES, [before]),
    bareEvents: async (limit) => (await database.run(BARE_EVENTS, [before, limit])).length,
  };
  return purgeInBatches(writes, limit);
}
