import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The most that waited, and the most that was past due, in each minute and hour. */
const BACKLOG = `
  create table backlog (
    step_ms integer not null,
    at integer not null,
    waiting integer not null,
    past_due integer not null,
    primary key (step_ms, at)
  ) without rowid`;

export const backlog: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(BACKLOG).execute(db);
  },
};
