import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** One row for each endpoint that ever failed for a while. Beside `endpoints`: written by other hands, at other times. */
export const endpointHealth: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('endpoint_health')
      .addColumn('endpoint_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('stage', 'text', (column) => column.notNull())
      .addColumn('openings', 'integer', (column) => column.notNull())
      .addColumn('opened_at', 'integer')
      .addColumn('probe_at', 'integer')
      .addColumn('failing_since', 'integer')
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('error_code', 'text')
      .addColumn('error_message', 'text')
      .addColumn('quiet', 'integer', (column) => column.notNull())
      .addCheckConstraint(
        'endpoint_health_stage',
        sql`stage in ('closed', 'open', 'probing', 'ramping') and (stage = 'closed') = (opened_at is null)`,
      )
      .addCheckConstraint('endpoint_health_quiet', sql`quiet in (0, 1)`)
      .modifyEnd(sql`without rowid`)
      .execute();
  },
};
