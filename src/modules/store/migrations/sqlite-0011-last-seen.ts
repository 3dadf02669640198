import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** One row: the time of day as the gateway last saw it, so that the next process knows when it was set back meanwhile. */
export const lastSeen: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('last_seen')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'integer', (column) => column.notNull())
      .execute();
  },
};
