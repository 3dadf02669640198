import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { POSTGRES_MIGRATIONS } from '../../src/modules/store/migrations/postgres-migrations.js';
import type { Command } from '../support/gateway-process.js';

const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'dist');
/** A folder of the project, so that the builds in it find its packages. */
const BUILDS = join(ROOT, '.cache/next-version');

/** Version of the build that {@link nextVersion} makes. */
export const NEXT_VERSION = '99.1.0';
/** The migration that it has beyond those of today: an addition, as the rules for migrations allow it. */
export const NEXT_MIGRATION = '9999-next';

const UP = `async up(db) {
  await db.schema.alterTable('deliveries').addColumn('next_note', 'text').execute();
  await db.schema.alterTable('attempts').addColumn('next_cost', 'integer', (column) => column.notNull().defaultTo(0)).execute();
  await db.schema.createTable('next_notes').addColumn('id', 'text', (column) => column.primaryKey()).execute();
  await db.schema.createIndex('next_noted').on('deliveries').column('next_note').execute();
}`;

/**
 * Makes a build of the next version: a copy of `dist` with a version and a migration of its own. Only tests can make one. It stays for
 * the next spec file and run, at the same place, because Node keeps compiled code by path.
 * @returns the command that starts it
 */
export function nextVersion(): Command {
  const folder = join(BUILDS, digestOfBuild());
  if (!existsSync(folder)) make(folder);
  return [process.execPath, join(folder, 'dist/main.js')];
}

/** Tells one build from another, and one edition of this file. */
function digestOfBuild(): string {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  for (const name of codeIn(DIST)) {
    const { mtimeMs, size } = statSync(join(DIST, name));
    hash.update(`${name} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Makes the build aside and moves it to its place whole: another spec file may make the same one. */
function make(folder: string): void {
  const aside = `${folder}-${randomUUID()}`;
  mkdirSync(BUILDS, { recursive: true });
  cpSync(DIST, join(aside, 'dist'), { recursive: true, filter: (file) => !file.endsWith('.map') });
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
  writeFileSync(join(aside, 'package.json'), JSON.stringify({ ...manifest, version: NEXT_VERSION }));
  addMigration(join(aside, 'dist'));
  try {
    renameSync(aside, folder);
  } catch {
    // The other one was faster.
    rmSync(aside, { recursive: true });
  }
  forgetOthers(folder);
}

/** Removes the builds of earlier editions. */
function forgetOthers(folder: string): void {
  for (const name of readdirSync(dirname(folder)).filter(
    (one) => !folder.endsWith(one) && !one.includes('-'),
  ))
    rmSync(join(dirname(folder), name), { recursive: true, force: true });
}

/** Adds the migration behind the last one of both stores. */
function addMigration(dist: string): void {
  const last = Object.keys(POSTGRES_MIGRATIONS.later).at(-1)!;
  const entry = new RegExp(`["']${last}["']:\\s*[\\w$]+\\([^)]*\\)`, 'g');
  let found = 0;
  for (const file of codeIn(dist)) {
    const code = readFileSync(join(dist, file), 'utf8');
    const changed = code.replace(entry, (text) => {
      found += 1;
      return `${text}, '${NEXT_MIGRATION}': { ${UP} }`;
    });
    if (changed !== code) writeFileSync(join(dist, file), changed);
  }
  if (found !== 2)
    throw new Error(`The build lists "${last}" ${found} times, not once for each store: run npm run build.`);
}

const codeIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.js'));
