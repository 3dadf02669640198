import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What else is to be known of an attempt's answer, as a sentence: why its body is not complete. Both drivers take it as it is. */
export const attemptNote: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('attempts').addColumn('note', 'text').execute();
  },
};
