import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Adds the operator's entries of the catalogue of event types, and the mark of events whose data contradicts a schema. */
export const POSTGRES_EVENT_TYPES: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS: readonly string[] = [
  `create table event_types (
    type text collate "C" not null,
    source text not null, -- file or api
    fields text, -- JSON of the fields that are set; null: the entry was removed
    revision bigint not null, -- grows with every write of the table
    updated_at bigint not null,
    primary key (type, source),
    constraint event_types_source check (source in ('file', 'api'))
  )`,
  'create index event_types_revision on event_types (revision)',
  'alter table events add column mismatch text', // where the data contradicts the schema of the type; null: nowhere
  'create index events_mismatched on events (accepted_at, place, id) where mismatch is not null',
];
