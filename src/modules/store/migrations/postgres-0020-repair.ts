import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * `failed_at`: when a redelivered delivery had failed before; `repair_id`: the operation that acted on it last. Only
 * deliveries that failed, or that an operation has touched, stand in the new indexes. `repaired`: deliveries of a step's
 * failures that were delivered later, by a redelivery. No default rewrites a table.
 */
const STEPS = [
  'alter table deliveries add column failed_at bigint, add column repair_id uuid',
  `create index deliveries_failed_of on deliveries (endpoint_id) where state = 'failed' and settled_at is not null`,
  'create index deliveries_repair on deliveries (repair_id, endpoint_id, state) where repair_id is not null',
  'alter table delivery_statistics add column repaired integer not null default 0',
  'alter table operations drop constraint operations_kind',
  `alter table operations add constraint operations_kind
     check (kind in ('redeliver', 'cancel', 'replay', 'retry'))`,
];

export const repair: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const step of STEPS) await sql.raw(step).execute(db);
  },
};
