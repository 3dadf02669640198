import { createHash } from 'node:crypto';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Migrations } from '../../src/modules/store/migrations/migrations.js';
import type { StoreName } from './kept.ts';

/** The digest (SHA-256, hex) of the statements of each migration, by store and name, in the order in which they are made. */
export type Digests = Readonly<Record<StoreName, Readonly<Record<string, string>>>>;

/** Computes the digests of the migrations of one store. */
export async function digestsOf({ baseline, later }: Migrations): Promise<Record<string, string>> {
  const digests: Record<string, string> = { [baseline.name]: digest(baseline.schema) };
  for (const [name, migration] of Object.entries(later)) {
    const statements: string[] = [];
    await migration.up(recording(statements));
    digests[name] = digest(statements);
  }
  return digests;
}

/** A database that notes statements and runs none. A migration that decides by what it reads sees an empty database. */
function recording(statements: string[]): Kysely<unknown> {
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query.sql),
  });
}

const digest = (statements: readonly string[]): string =>
  createHash('sha256').update(statements.join(';\n')).digest('hex');

/** Lists the broken rules between the migrations that a version was released with and those of today: sentences, empty where all is well. */
export function editsOf(
  version: string,
  store: string,
  released: Readonly<Record<string, string>>,
  today: Readonly<Record<string, string>>,
): string[] {
  const advice =
    'Undo that, and put the change into a new migration (CONTRIBUTING.md, "A new migration"): databases of that release have ' +
    'made the old one already and will never make it again.';
  const names = Object.keys(released);
  const gone = names.filter((name) => !(name in today)).map((name) => `${name} is missing`);
  const edited = names
    .filter((name) => name in today && today[name] !== released[name])
    .map((name) => `${name} has been edited`);
  const last = names.at(-1) ?? '';
  const early = Object.keys(today)
    .filter((name) => !(name in released) && name < last)
    .map((name) => `${name} is new and comes before ${last}`);
  return [...gone, ...edited, ...early].map(
    (what) => `Migration of ${store} released with ${version}: ${what}. ${advice}`,
  );
}
