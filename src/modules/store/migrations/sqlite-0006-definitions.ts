import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What endpoints are that do not stand in the environment. */
export const definitions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('definitions')
      .addColumn('endpoint_id', 'text', (column) => column.primaryKey().notNull().references('endpoints.id'))
      .addColumn('revision', 'integer', (column) => column.notNull().unique())
      .addColumn('updated_at', 'integer', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .execute();
  },
};
