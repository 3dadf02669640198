import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The gateways that share the database. */
const NODES = `
  create table nodes (
    id uuid primary key,
    host text not null,
    pid integer not null,
    version text not null,
    started_at bigint not null,
    heartbeat_at bigint not null
  ) with (fillfactor = 50)`;

/**
 * How many sends of an endpoint's rate limit each node may have in a window; `position` is the limit's place among those
 * of its endpoint. A row counts until `counts_until`, whatever became of its node; only while its lease runs the node
 * may send and ask for more. `calls` grows with each call of the node, so that one that comes late changes nothing.
 * A few rows, rewritten all the time: there is room on the page, and no index besides the key.
 */
const RATE_GRANTS = `
  create table rate_grants (
    endpoint_id uuid not null,
    position integer not null,
    node_id uuid not null,
    calls bigint not null,
    permits integer not null,
    wanted integer not null,
    used integer not null,
    lease_until bigint not null,
    counts_until bigint not null,
    primary key (endpoint_id, position, node_id)
  ) with (fillfactor = 50, autovacuum_vacuum_threshold = 500)`;

/** Until when an endpoint is to be left in peace, because its target asked for it. */
const RATE_PAUSES = `
  create table rate_pauses (
    endpoint_id uuid primary key,
    until bigint not null
  ) with (fillfactor = 50)`;

/** Who does a piece of upkeep for all. */
const UPKEEP_TURNS = `
  create table upkeep_turns (
    task text primary key,
    node_id uuid not null,
    until bigint not null
  ) with (fillfactor = 50)`;

export const nodes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [NODES, RATE_GRANTS, RATE_PAUSES, UPKEEP_TURNS])
      await sql.raw(statement).execute(db);
  },
};
