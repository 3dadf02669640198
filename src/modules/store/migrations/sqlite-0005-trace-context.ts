import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Behind the data, for only who reads the data needs them: an event's place in a distributed trace. */
export const traceContext: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const column of ['traceparent', 'tracestate'])
      await db.schema.alterTable('events').addColumn(column, 'text').execute();
  },
};
