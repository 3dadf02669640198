import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Makes the column `ready_at` of deliveries and an index of those that have it: the time at which a delivery would be due without the
 * pause or the rate limit that delays it. Null where nothing delays the delivery.
 *
 * @param type of a time in Unix ms
 */
export const readyAt = (type: 'integer' | 'bigint'): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(`alter table deliveries add column ready_at ${type}`).execute(db);
    await sql
      .raw(
        `create index deliveries_held on deliveries (endpoint_id, next_attempt_at)
         where state = 'pending' and ready_at is not null`,
      )
      .execute(db);
  },
});
