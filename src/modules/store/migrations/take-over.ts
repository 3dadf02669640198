import { sql, type Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE } from 'kysely/migration';
import { GatewayError } from '../../model/gateway-error.js';

/** Kysely's table of the migrations that a database has seen. */
export type Journal = Record<typeof DEFAULT_MIGRATION_TABLE, { name: string; timestamp: string }>;

/** A schema in one migration, and what came before it. */
export interface Baseline {
  readonly name: string;
  /** The statements that make the schema. */
  readonly schema: readonly string[];
  /** Names of the development migrations that made the same schema, step by step. */
  readonly replaces: readonly string[];
  /** SELECT of what the database holds, one `name` a row, as {@link objectsIn} writes them. */
  readonly objects: string;
}

const TYPED_COLUMN = /[(\n]\s*(\w+) ((?:text|integer|bigint|uuid|boolean|blob|bytea)(?:\[\])?)/g;

/** Names of what a schema makes: `column events.id text`, `index events_job`, `trigger …`, `function …`. */
export function objectsIn(schema: readonly string[]): string[] {
  return schema.flatMap((statement) => {
    const text = statement.replace(/--.*/g, '');
    const [, kind, name] = /^create (table|index|trigger|function) (\w+)/.exec(text) ?? [];
    if (kind === undefined) return [];
    if (kind !== 'table') return [`${kind} ${name}`];
    return [...text.matchAll(TYPED_COLUMN)].map(([, column, type]) => `column ${name}.${column} ${type}`);
  });
}

/**
 * Replaces the development migrations in the journal of a database by the baseline, once, in one transaction; the tables
 * stay as they are. Does nothing in a database that has seen none of them. To be called under a lock.
 *
 * @param seen names of the migrations that the database has seen
 * @param database its name, for people
 * @throws GatewayError `database_unusable` where only some have been applied, or the tables are not what they make;
 * the database is unchanged then.
 */
export async function takeOver(
  db: Kysely<Journal>,
  { name, schema, replaces, objects }: Baseline,
  seen: readonly string[],
  database: string,
): Promise<void> {
  const applied = replaces.filter((one) => seen.includes(one));
  if (applied.length === 0) return;
  if (applied.length < replaces.length) throw halfway(database, applied.at(-1)!, replaces.at(-1)!);
  await db.transaction().execute(async (transaction) => {
    const { rows } = await sql.raw<{ name: string }>(objects).execute(transaction);
    const present = new Set(rows.map((row) => row.name));
    const missing = objectsIn(schema).find((one) => !present.has(one));
    if (missing !== undefined) throw changed(database, missing);
    await transaction.deleteFrom(DEFAULT_MIGRATION_TABLE).where('name', 'in', replaces).execute();
    const row = { name, timestamp: new Date().toISOString() };
    await transaction.insertInto(DEFAULT_MIGRATION_TABLE).values(row).execute();
  });
}

function halfway(database: string, last: string, final: string): GatewayError {
  return new GatewayError(
    'database_unusable',
    `The database ${database} is of an early development version: its schema ends at "${last}". Start the last ` +
      `development version on it once (its schema ends at "${final}"), then this one. Nothing was changed.`,
  );
}

function changed(database: string, missing: string): GatewayError {
  return new GatewayError(
    'database_unusable',
    `The database ${database} was changed by hand: it has no ${missing}. Restore that, or a backup, then start again. ` +
      'Nothing was changed.',
  );
}
