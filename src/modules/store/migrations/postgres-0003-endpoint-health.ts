import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** One row for each endpoint that ever failed for a while. Beside `endpoints`: written by other hands, at other times. */
const HEALTH = `
  create table endpoint_health (
    endpoint_id uuid primary key,
    version bigint not null,
    stage text not null,
    openings integer not null,
    opened_at bigint,
    probe_at bigint,
    failing_since bigint,
    failures integer not null,
    error_code text,
    error_message text,
    quiet boolean not null,
    constraint endpoint_health_stage check (
      stage in ('closed', 'open', 'probing', 'ramping') and (stage = 'closed') = (opened_at is null))
  ) with (fillfactor = 70)`;

export const endpointHealth: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(HEALTH).execute(db);
  },
};
