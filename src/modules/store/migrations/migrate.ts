/**
 * This folder makes and changes the tables. The `…-0001-schema.ts` files hold the whole schema, one for each driver;
 * later changes are migrations of their own, in files numbered after the last one, listed in `…-migrations.ts`.
 */
import { sql, type Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { GatewayError } from '../../model/gateway-error.js';
import { migrationOf } from './migration-of.js';
import type { Migrations } from './migrations.js';
import { assertKnown, noteRelease, RELEASES, type Release } from './releases.js';
import { takeOver, type Journal } from './take-over.js';

/** The migrations that the database has seen, and the releases that have opened it. */
interface Past {
  readonly seen: readonly string[];
  readonly releases: readonly Release[];
}

async function pastOf(db: Kysely<Journal>, schema: string | undefined): Promise<Past> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const has = (name: string): boolean =>
    tables.some((table) => table.name === name && table.schema === schema);
  if (!has(DEFAULT_MIGRATION_TABLE)) return { seen: [], releases: [] };
  const rows = await db.selectFrom(DEFAULT_MIGRATION_TABLE).select('name').orderBy('name').execute();
  const releases = has('releases') ? (await sql.raw<Release>(RELEASES).execute(db)).rows : [];
  return { seen: rows.map(({ name }) => name), releases };
}

/**
 * Brings the schema up to date; does nothing when it is. To be called under a lock, one process at a time.
 *
 * @param name the database for people: a path, or a URL without its password
 * @param schema where the tables stand, in a database that has several
 *
 * @throws GatewayError `database_newer` when a later release has migrated it already, `database_unusable` when it is of
 * an early development version, `migration_failed` otherwise.
 */
export async function migrate<Tables>(
  db: Kysely<Tables>,
  all: Migrations,
  name: string,
  schema?: string,
): Promise<void> {
  const { baseline, later } = all;
  const migrations = { [baseline.name]: migrationOf(baseline.schema), ...later };
  const journal = db as unknown as Kysely<Journal>;
  const { seen, releases } = await pastOf(journal, schema);
  assertKnown(all, name, seen, releases);
  await takeOver(journal, baseline, seen, name);
  const provider = { getMigrations: async () => migrations };
  const { error, results } = await new Migrator({
    db,
    provider,
    ...(schema !== undefined && { migrationTableSchema: schema }),
  }).migrateToLatest();
  if (error === undefined) return noteRelease(db as Kysely<unknown>, all);
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  throw new GatewayError(
    'migration_failed',
    `The database ${name} could not be migrated (${failed ?? 'before the first step'}).`,
    { cause: error },
  );
}
