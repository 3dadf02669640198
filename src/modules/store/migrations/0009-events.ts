import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * In either driver. `cloud_event`: the context attributes of events that came as CloudEvents; null for all others.
 * `place`: where among the events of its call it stood. No default rewrites a table.
 */
export const events: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('events').addColumn('cloud_event', 'text').execute();
    await db.schema
      .alterTable('events')
      .addColumn('place', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
