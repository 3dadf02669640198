import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The context attributes of events that came as CloudEvents; null for all others. In either driver. */
export const cloudEvents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('events').addColumn('cloud_event', 'text').execute();
  },
};
