import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** An event's place in a distributed trace; null for most. */
export const traceContext: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const column of ['traceparent', 'tracestate'])
      await db.schema.alterTable('events').addColumn(column, 'text').execute();
  },
};
