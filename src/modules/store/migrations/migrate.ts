import type { Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator, type Migration } from 'kysely/migration';
import { GatewayError } from '../../model/gateway-error.js';

/** A driver's migrations by name, in the order of their names. One that was released is never changed. */
export type Migrations = Readonly<Record<string, Migration>>;

type Journal = Record<typeof DEFAULT_MIGRATION_TABLE, { name: string }>;

async function unknownMigration(
  db: Kysely<Journal>,
  migrations: Migrations,
  schema: string | undefined,
): Promise<string | undefined> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const journal = tables.find((table) => table.name === DEFAULT_MIGRATION_TABLE && table.schema === schema);
  if (journal === undefined) return undefined;
  const rows = await db.selectFrom(DEFAULT_MIGRATION_TABLE).select('name').execute();
  return rows.find(({ name }) => !(name in migrations))?.name;
}

/**
 * Brings the schema up to date; does nothing when it is. The name is for people: a path, or a URL without its password.
 *
 * @param schema where the tables stand, in a database that has several
 *
 * @throws GatewayError `database_newer` when a later release has migrated it already, `migration_failed` otherwise.
 */
export async function migrate<Tables>(
  db: Kysely<Tables>,
  migrations: Migrations,
  name: string,
  schema?: string,
): Promise<void> {
  const unknown = await unknownMigration(db as unknown as Kysely<Journal>, migrations, schema);
  if (unknown !== undefined) {
    throw new GatewayError(
      'database_newer',
      `The database ${name} was written by a later release (it knows "${unknown}"); start that release or a newer one.`,
    );
  }
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const { error, results } = await new Migrator({
    db,
    provider,
    ...(schema !== undefined && { migrationTableSchema: schema }),
  }).migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  throw new GatewayError(
    'migration_failed',
    `The database ${name} could not be migrated (${failed ?? 'before the first step'}).`,
    {
      cause: error,
    },
  );
}
