import type { Database } from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import type { Tables } from './schema.js';

/** SQLite rolls back DDL like anything else; Kysely's adapter does not make use of it. */
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

/** For the migrator alone: all steps run in one transaction, so a process that dies midway leaves no half schema. */
export function migrationsFor(connection: Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new MigrationDialect({ database: connection }) });
}
