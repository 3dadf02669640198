import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { migrate } from '../../src/modules/store/migrations/migrate.js';
import { SQLITE_MIGRATIONS } from '../../src/modules/store/migrations/sqlite-migrations.js';
import { migrationsFor } from '../../src/modules/store/sqlite/migration-dialect.js';
import { openSqliteStore } from '../../src/modules/store/sqlite/open.js';
import { JOURNAL, withLaterTables } from './later-migrations.js';
import { HandClock, tempFolder, type TempFolder } from '../support/temp-store.js';

const FIXTURE = new URL('../fixtures/development-sqlite.sql', import.meta.url);

const migrated = (connection: Database, file = 'gateway.db'): Promise<void> =>
  migrate(migrationsFor(connection), SQLITE_MIGRATIONS, file);

/** The clauses of a CREATE statement without comments, quotes and layout, in the order of the alphabet. */
function clausesOf(statement: string): string[] {
  const text = statement
    .replace(/--.*/g, '')
    .replace(/["\s]+/g, ' ')
    .replace(/ ?([(),;]) ?/g, '$1');
  const clauses = [''];
  let depth = 0;
  for (const character of text.toLowerCase()) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 1) clauses.push('');
    else clauses[clauses.length - 1] += character;
  }
  return clauses.map((clause) => clause.trim()).sort();
}

/** Reads all that the schema holds, in a form that does not depend on how it was written. */
function structureOf(connection: Database): object {
  const rows = connection
    .prepare<[], { type: string; name: string; sql: string | null }>(
      `select type, name, sql from sqlite_schema where name not like 'kysely%' order by type, name`,
    )
    .all();
  return Object.fromEntries(
    rows.map(({ type, name, sql }) => [
      `${type} ${name}`,
      {
        clauses: clausesOf(sql ?? ''),
        columns: type === 'table' && connection.pragma(`table_xinfo(${name})`),
        keys: type === 'table' && connection.pragma(`foreign_key_list(${name})`),
      },
    ]),
  );
}

/** All rows of all tables, without Kysely's own. */
function rowsOf(connection: Database): Record<string, unknown[]> {
  const tables = connection
    .prepare<[], string>(`select name from sqlite_schema where type = 'table' and name not like 'kysely%'`)
    .pluck()
    .all();
  return Object.fromEntries(tables.map((name) => [name, connection.prepare(`select * from ${name}`).all()]));
}

const journalOf = (connection: Database): unknown[] =>
  connection.prepare('select name from kysely_migration order by name').pluck().all();

describe('a SQLite file of the development version', () => {
  let folder: TempFolder;
  let file: string;
  let connection: Database;

  beforeEach(async () => {
    folder = await tempFolder();
    file = join(folder.path, 'gateway.db');
    connection = new SqliteDatabase(file);
    connection.pragma('synchronous = OFF');
    connection.exec(await readFile(FIXTURE, 'utf8'));
  });

  afterEach(async () => {
    connection.close();
    await folder.remove();
  });

  /** Returns the refusal to open the file; fails when it opens, or when the refusal has changed anything. */
  const refusal = async (): Promise<unknown> => {
    const before = connection.serialize();
    const answer = await migrated(connection, file).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(Error);
    expect(connection.serialize().equals(before)).toBe(true);
    return answer;
  };

  it('has rows in every table of the fixture', () => {
    for (const [table, rows] of Object.entries(rowsOf(connection)))
      expect([table, rows]).not.toEqual([table, []]);
  });

  it('is taken over with every row', async () => {
    const before = rowsOf(connection);
    await migrated(connection);
    expect(rowsOf(connection)).toEqual(withLaterTables(before, expect.any(Number)));
    expect(journalOf(connection)).toEqual(JOURNAL);
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(connection.pragma('foreign_key_check')).toEqual([]);
  });

  it('has the schema of a new file, down to the order of the columns', async () => {
    const fresh = new SqliteDatabase(':memory:');
    await migrated(fresh);
    await migrated(connection);
    expect(structureOf(connection)).toEqual(structureOf(fresh));
    fresh.close();
  });

  it('is taken over once, and opens again and again', async () => {
    await migrated(connection);
    const after = connection.serialize();
    await migrated(connection);
    expect(connection.serialize().equals(after)).toBe(true);
  });

  it('serves a gateway', async () => {
    connection.close();
    const store = await openSqliteStore(file, new HandClock());
    expect(await store.endpoints.list()).toHaveLength(3);
    expect(await store.history.event('event-2')).toMatchObject({
      data: `{"job_id":"j1","text":"it's é €"}`,
      summary: { id: 'event-2', jobId: 'j1' },
      deliveries: [{ state: 'sending' }, { state: 'pending' }, { state: 'pending' }, { state: 'cancelled' }],
    });
    await store.close();
  });

  it('is refused where only some of its migrations were applied, and left as it is', async () => {
    connection.exec(`delete from kysely_migration where name = '0020-repair'`);
    expect(await refusal()).toMatchObject({
      code: 'database_unusable',
      message:
        `The database ${file} is of an early development version: its schema ends at "0018-audit-outcome". ` +
        'Start the last development version on it once (its schema ends at "0020-repair"), then this one. ' +
        'Nothing was changed.',
    });
  });

  it('is refused where it knows a migration of a later release, and left as it is', async () => {
    connection.exec(`insert into kysely_migration values ('9999-later', '2100-01-01T00:00:00.000Z')`);
    expect(await refusal()).toMatchObject({
      code: 'database_newer',
      message: expect.stringContaining('it knows "9999-later"'),
    });
  });

  it.each([
    ['column attempts.note text', 'alter table attempts drop column note'],
    ['index deliveries_pending', 'drop index deliveries_pending'],
    ['trigger deliveries_pass_on', 'drop trigger deliveries_pass_on'],
  ])('is refused where it has no %s, and left as it is', async (missing, change) => {
    connection.exec(change);
    expect(await refusal()).toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining(`it has no ${missing}. Restore that, or a backup`),
    });
  });
});
