import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `create table audit_entries (
    id bigint generated always as identity primary key,
    at bigint not null,
    actor text not null,
    action text not null,
    target text,
    detail text not null,
    address text not null
  )`,
  'create index audit_entries_at on audit_entries (at)',
  'create table ended_sessions (id text collate "C" primary key, until bigint not null)',
  'create index ended_sessions_until on ended_sessions (until)',
];

export const access: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
