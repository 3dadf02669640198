import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * `failed_at`: when a redelivered delivery had failed before; `repair_id`: the operation that acted on it last. Only
 * deliveries that failed, or that an operation has touched, stand in the new indexes: the hot path writes neither.
 */
const DELIVERIES = [
  'alter table deliveries add column failed_at integer',
  'alter table deliveries add column repair_id text',
  `create index deliveries_failed_of on deliveries (endpoint_id) where state = 'failed' and settled_at is not null`,
  'create index deliveries_repair on deliveries (repair_id, endpoint_id, state) where repair_id is not null',
];

/** Deliveries of this step's failures that were delivered later, by a redelivery. */
const STATISTICS = 'alter table delivery_statistics add column repaired integer not null default 0';

/** SQLite changes a constraint only with its table: operations may be of the kind `retry` as well. */
const OPERATIONS = [
  'alter table operations rename to operations_before',
  'drop index operations_running',
  `create table operations (
    id text not null primary key,
    kind text not null,
    state text not null,
    filter text not null,
    endpoint_id text,
    rate integer,
    total integer,
    processed integer not null,
    succeeded integer not null,
    failed integer not null,
    position text,
    created_at integer not null,
    finished_at integer,
    lease_token text,
    lease_until integer not null,
    constraint operations_kind check (kind in ('redeliver', 'cancel', 'replay', 'retry')),
    constraint operations_state check (state in ('running', 'done', 'cancelled', 'failed')),
    constraint operations_finished check ((state = 'running') = (finished_at is null))
  ) without rowid`,
  `insert into operations (id, kind, state, filter, endpoint_id, rate, total, processed, succeeded, failed, position,
     created_at, finished_at, lease_token, lease_until)
   select id, kind, state, filter, endpoint_id, rate, total, processed, succeeded, failed, position, created_at,
     finished_at, lease_token, lease_until from operations_before`,
  'drop table operations_before',
  `create index operations_running on operations (lease_until) where state = 'running'`,
];

export const repair: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const step of [...DELIVERIES, STATISTICS, ...OPERATIONS]) await sql.raw(step).execute(db);
  },
};
