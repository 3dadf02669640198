import { sql, type Kysely } from 'kysely';
import { VERSION } from '../../config/version.js';
import { GatewayError } from '../../model/gateway-error.js';
import type { Migrations } from './migrations.js';

/** A release that has opened a database. */
export interface Release {
  readonly version: string;
  /** Latest migration that the release has. */
  readonly schema: string;
}

/** SELECT of a {@link Release} a row. */
export const RELEASES = 'select version, schema from releases order by schema, opened_at';

/** Notes that this release has opened the database. */
export async function noteRelease(db: Kysely<unknown>, { baseline, later }: Migrations): Promise<void> {
  const schema = Object.keys(later).at(-1) ?? baseline.name;
  await sql`insert into releases (version, schema, opened_at) values (${VERSION}, ${schema}, ${Date.now()})
    on conflict (version) do update set schema = excluded.schema where releases.schema <> excluded.schema`.execute(
    db,
  );
}

/**
 * Makes sure that this release has every migration that a database has seen.
 *
 * @param database its name, for people
 * @param seen names of its migrations, in their order
 * @param releases that have opened it, by {@link RELEASES}; empty where it has no such table
 * @throws GatewayError `database_newer`, which names both versions and what to do
 */
export function assertKnown(
  { baseline, later }: Migrations,
  database: string,
  seen: readonly string[],
  releases: readonly Release[],
): void {
  const known = new Set([baseline.name, ...baseline.replaces, ...Object.keys(later)]);
  const unknown = seen.findLast((name) => !known.has(name));
  if (unknown === undefined) return;
  const upgraded = releases.find(({ schema }) => schema >= unknown);
  const by = upgraded === undefined ? 'a later release' : `version ${upgraded.version}`;
  const start = upgraded === undefined ? 'that release' : `version ${upgraded.version}`;
  throw new GatewayError(
    'database_newer',
    `The database ${database} was upgraded by ${by} of the gateway (it knows "${unknown}"), and this is version ${VERSION}. ` +
      `Start ${start} or a newer one, or restore a backup that was made before the upgrade. Nothing was changed.`,
  );
}
