import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Finds what has waited too long, endpoint by endpoint, however much else waits. Whatever is pending is not settled; that
 * the index says so keeps it from those who look for what is due and might be taken to be served by it as well. Both
 * drivers take it as it is written.
 */
const INDEX = `
  create index deliveries_pending_since on deliveries (endpoint_id, coalesce(revived_at, created_at))
  where state = 'pending' and settled_at is null`;

export const pendingByAge: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(INDEX).execute(db);
  },
};
