import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Columns that came later stand behind the data, and SQLite reads a row from its beginning: for a job id it walked all
 * overflow pages of a large body. The data goes behind them again, and every column still to come should be small.
 */
const STEPS = [
  `alter table events add column body text not null default ''`,
  'update events set body = data',
  'alter table events drop column data',
  'alter table events rename column body to data',
];

export const dataLast: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const step of STEPS) await sql.raw(step).execute(db);
  },
};
