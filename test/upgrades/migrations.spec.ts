import { describe, expect, it } from '@jest/globals';
import { POSTGRES_MIGRATIONS } from '../../src/modules/store/migrations/postgres-migrations.js';
import { SQLITE_MIGRATIONS } from '../../src/modules/store/migrations/sqlite-migrations.js';
import { digestsOf, editsOf } from './digests.js';
import { keptDigests, versions } from './kept.js';

const TODAY = { sqlite: SQLITE_MIGRATIONS, postgres: POSTGRES_MIGRATIONS };

describe.each(versions())('The migrations released with %s', (version) => {
  it.each(['sqlite', 'postgres'] as const)('stand unchanged (%s)', async (store) => {
    const today = await digestsOf(TODAY[store]);
    expect(editsOf(version, store, keptDigests(version)[store], today)).toEqual([]);
  });
});

describe('A change of released migrations', () => {
  const released = { '0001-schema': 'a', '0002-more': 'b' };

  it.each([
    ['an edit', { '0001-schema': 'a', '0002-more': 'c' }, '0002-more has been edited'],
    ['a removal', { '0001-schema': 'a' }, '0002-more is missing'],
    [
      'one that comes too early',
      { '0001-schema': 'a', '0001-z': 'x', '0002-more': 'b' },
      '0001-z is new and comes before 0002-more',
    ],
  ])('is told: %s', (_, today, what) => {
    expect(editsOf('1.0.0', 'sqlite', released, today)).toEqual([
      `Migration of sqlite released with 1.0.0: ${what}. Undo that, and put the change into a new migration ` +
        '(CONTRIBUTING.md, "A new migration"): databases of that release have made the old one already and will never make it again.',
    ]);
  });

  it('is none where one is added behind them', () => {
    expect(editsOf('1.0.0', 'sqlite', released, { ...released, '0003-new': 'x' })).toEqual([]);
  });

  it('shows in the digest of a statement, whichever it is', async () => {
    const { baseline, later } = SQLITE_MIGRATIONS;
    const before = await digestsOf(SQLITE_MIGRATIONS);
    const changed = {
      ...baseline,
      schema: baseline.schema.map((text) => text.replace('reason text', 'reason blob')),
    };
    const after = await digestsOf({ baseline: changed, later });
    expect(after[baseline.name]).not.toBe(before[baseline.name]);
    expect(new Set(Object.values(before)).size).toBe(Object.keys(before).length);
  });
});
