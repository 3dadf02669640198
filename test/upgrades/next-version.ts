import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POSTGRES_MIGRATIONS } from '../../src/modules/store/migrations/postgres-migrations.js';
import type { Command } from '../support/gateway-process.js';

const ROOT = join(import.meta.dirname, '../..');

/** Version of the build that {@link NextVersion} makes. */
export const NEXT_VERSION = '99.1.0';
/** The migration that it has beyond those of today: an addition, as the rules for migrations allow it. */
export const NEXT_MIGRATION = '9999-next';

const UP = `async up(db) {
  await db.schema.alterTable('deliveries').addColumn('next_note', 'text').execute();
  await db.schema.alterTable('attempts').addColumn('next_cost', 'integer', (column) => column.notNull().defaultTo(0)).execute();
  await db.schema.createTable('next_notes').addColumn('id', 'text', (column) => column.primaryKey()).execute();
  await db.schema.createIndex('next_noted').on('deliveries').column('next_note').execute();
}`;

/** A build of the next version: a copy of `dist` with a version and a migration of its own. Only tests can make one. */
export class NextVersion {
  /** A folder of the project, so that the build finds its packages. */
  readonly #folder: string;

  constructor() {
    const cache = join(ROOT, '.cache');
    mkdirSync(cache, { recursive: true });
    this.#folder = mkdtempSync(join(cache, 'next-version-'));
    cpSync(join(ROOT, 'dist'), join(this.#folder, 'dist'), {
      recursive: true,
      filter: (file) => !file.endsWith('.map'),
    });
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
    writeFileSync(join(this.#folder, 'package.json'), JSON.stringify({ ...manifest, version: NEXT_VERSION }));
    this.#addMigration();
  }

  /** The command that starts it. */
  get command(): Command {
    return [process.execPath, join(this.#folder, 'dist/main.js')];
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Adds the migration behind the last one of both stores. */
  #addMigration(): void {
    const last = Object.keys(POSTGRES_MIGRATIONS.later).at(-1)!;
    const entry = new RegExp(`["']${last}["']:\\s*[\\w$]+\\([^)]*\\)`, 'g');
    let found = 0;
    for (const file of readdirSync(join(this.#folder, 'dist')).filter((name) => name.endsWith('.js'))) {
      const path = join(this.#folder, 'dist', file);
      const code = readFileSync(path, 'utf8');
      const changed = code.replace(entry, (text) => {
        found += 1;
        return `${text}, '${NEXT_MIGRATION}': { ${UP} }`;
      });
      if (changed !== code) writeFileSync(path, changed);
    }
    if (found !== 2)
      throw new Error(
        `The build lists "${last}" ${found} times, not once for each store: run npm run build.`,
      );
  }
}
