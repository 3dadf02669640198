import type { Database } from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';

/** SQLite rolls back DDL like any other statement; Kysely's own adapter does not rely on it. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class MigrationDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Kysely for the migrator: all migrations run in one transaction, so a process that dies leaves no half schema. */
export function migrationsFor(connection: Database): Kysely<unknown> {
  return new Kysely<unknown>({ dialect: new MigrationDialect({ database: connection }) });
}
