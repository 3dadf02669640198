import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What endpoints are that do not stand in the environment. */
const DEFINITIONS = `
  create table definitions (
    endpoint_id uuid primary key references endpoints (id),
    revision bigint not null unique,
    updated_at bigint not null,
    settings text not null,
    sealed text not null
  )`;

export const definitions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(DEFINITIONS).execute(db);
  },
};
