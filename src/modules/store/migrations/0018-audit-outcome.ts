import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * How the request ended that an audit entry is about. Entries of earlier versions were written after the change, so all of
 * them are `done`; so are those of an older gateway that runs beside this one. Both drivers take the statement as it is.
 */
const COLUMN = `alter table audit_entries add column outcome text not null default 'done'`;

export const auditOutcome: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(COLUMN).execute(db);
  },
};
