import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * New columns stand at the end of their rows. `retry_base`: attempts that no longer count against the retries since the
 * delivery was redelivered; `revived_at`: when that was; `operation_id`: what made it, where it was no acceptance.
 */
const COLUMNS = [
  'alter table events add column job_id text',
  'alter table deliveries add column retry_base integer not null default 0',
  'alter table deliveries add column revived_at integer',
  'alter table deliveries add column operation_id text',
  'alter table attempts add column response_headers text',
  'alter table attempts add column form text',
  'alter table endpoints add column paused_at integer',
];

/** As `jobIdOf` reads it. Text that is no JSON to SQLite (nested too deeply) names no job. */
const BACKFILL = `
  update events set job_id = cast(json_extract(data, '$.job_id') as text)
  where instr(data, '"job_id"') > 0 and json_valid(data)
    and json_type(data, '$.job_id') in ('text', 'integer', 'real')
    and length(json_extract(data, '$.job_id')) between 1 and 200`;

const INDEXES = [
  'create index events_accepted on events (accepted_at)',
  'create index events_job on events (job_id, accepted_at) where job_id is not null',
];

/** What was settled, by minute and by hour. `durations` holds the buckets of the attempts' durations. */
const STATISTICS = `
  create table delivery_statistics (
    step_ms integer not null,
    at integer not null,
    endpoint_id text not null,
    delivered integer not null,
    failed integer not null,
    retried integer not null,
    cancelled integer not null,
    durations text not null,
    primary key (step_ms, at, endpoint_id)
  ) without rowid`;

const OPERATIONS = `
  create table operations (
    id text not null primary key,
    kind text not null,
    state text not null,
    filter text not null,
    endpoint_id text,
    rate integer,
    total integer,
    processed integer not null,
    succeeded integer not null,
    failed integer not null,
    position text,
    created_at integer not null,
    finished_at integer,
    lease_token text,
    lease_until integer not null,
    constraint operations_kind check (kind in ('redeliver', 'cancel', 'replay')),
    constraint operations_state check (state in ('running', 'done', 'cancelled', 'failed')),
    constraint operations_finished check ((state = 'running') = (finished_at is null))
  ) without rowid`;

export const history: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const steps = [...COLUMNS, BACKFILL, ...INDEXES, STATISTICS, OPERATIONS];
    for (const step of steps) await sql.raw(step).execute(db);
    await sql
      .raw(`create index operations_running on operations (lease_until) where state = 'running'`)
      .execute(db);
  },
};
