import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const access: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('audit_entries')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('target', 'text')
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('audit_entries_at').on('audit_entries').column('at').execute();
    await db.schema
      .createTable('ended_sessions')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('until', 'integer', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('ended_sessions_until').on('ended_sessions').column('until').execute();
  },
};
