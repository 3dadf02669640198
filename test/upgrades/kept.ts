import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Digests } from './digests.ts';
import type { Contents } from './contents.ts';

/** Databases as each released version left them: a folder a version. */
export const FOLDER = join(import.meta.dirname, '../fixtures/upgrades');

/** Files of a version. */
export const FILES = {
  sqlite: 'gateway.db.gz',
  postgres: 'postgres.sql.gz',
  contents: 'contents.json.gz',
  migrations: 'migrations.json',
} as const;

/** Stores that a database is kept of. */
export type StoreName = 'sqlite' | 'postgres';

/** The answers of a released version's API about its database, for each store. */
export type KeptContents = Readonly<Record<StoreName, Contents>>;

/** Versions that are kept. */
export const versions = (): string[] => (existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []);

const read = (version: string, file: string): Buffer => readFileSync(join(FOLDER, version, file));

/** The database of a version: the SQLite file, or SQL that makes the PostgreSQL database. */
export const keptDatabase = (version: string, store: StoreName): Buffer =>
  gunzipSync(read(version, FILES[store]));

export const keptContents = (version: string): KeptContents =>
  JSON.parse(gunzipSync(read(version, FILES.contents)).toString()) as KeptContents;

/** The digests of the migrations that a version was released with. */
export const keptDigests = (version: string): Digests =>
  JSON.parse(read(version, FILES.migrations).toString()) as Digests;
