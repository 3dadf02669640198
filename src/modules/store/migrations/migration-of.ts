import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Makes a migration of SQL statements, which run in their order. */
export function migrationOf(statements: readonly string[]): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
