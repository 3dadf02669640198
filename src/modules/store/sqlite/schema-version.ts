import type { Database } from 'better-sqlite3';
import { GatewayError } from '../../model/gateway-error.js';
import { assertKnown, RELEASES, type Release } from '../migrations/releases.js';
import { SQLITE_MIGRATIONS } from '../migrations/sqlite-migrations.js';

/**
 * Makes sure that a file is a gateway's, and that this release can read its schema.
 * @throws GatewayError `database_unusable`, `database_newer`
 */
export function assertReadable(connection: Database, file: string): void {
  const seen = migrationsOf(connection, file);
  const noted = connection.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'releases'`);
  const releases = noted.get() === undefined ? [] : connection.prepare<[], Release>(RELEASES).all();
  assertKnown(SQLITE_MIGRATIONS, file, seen, releases);
}

function migrationsOf(connection: Database, file: string): string[] {
  const unusable = (why: string, cause?: unknown): GatewayError =>
    new GatewayError('database_unusable', `${file} is no database of a gateway (${why}).`, { cause });
  try {
    const names = connection
      .prepare<[], string>('select name from kysely_migration order by name')
      .pluck()
      .all();
    if (names.length > 0) return names;
  } catch (error) {
    throw unusable((error as Error).message, error);
  }
  throw unusable('its schema has no version');
}
