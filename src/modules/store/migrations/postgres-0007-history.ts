import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * `retry_base`: attempts that no longer count against the retries since the delivery was redelivered; `revived_at`: when
 * that was; `operation_id`: what made it, where it was no acceptance. No default rewrites a table.
 */
const COLUMNS = [
  'alter table events add column job_id text collate "C"',
  `alter table deliveries add column retry_base integer not null default 0, add column revived_at bigint,
     add column operation_id uuid`,
  'alter table attempts add column response_headers text, add column form text',
  'alter table endpoints add column paused_at bigint',
];

/** As `jobIdOf` reads it. What the server's JSON does not take (NUL, nested too deeply) names no job. */
const JOB_ID_OF = `
  create function gateway_job_id_of(data text) returns text language plpgsql immutable as $$
  declare given text;
  begin
    if json_typeof(data::json -> 'job_id') not in ('string', 'number') then return null; end if;
    given := data::json ->> 'job_id';
    return case when length(given) between 1 and 200 then given end;
  exception when others then return null;
  end $$`;

const BACKFILL = [
  JOB_ID_OF,
  `update events set job_id = gateway_job_id_of(data)
   where position('"job_id"' in data) > 0 and gateway_job_id_of(data) is not null`,
  'drop function gateway_job_id_of',
];

const INDEXES = [
  'create index events_accepted on events (accepted_at)',
  'create index events_job on events (job_id, accepted_at) where job_id is not null',
];

/**
 * What was settled, by minute and by hour; several rows add up, one for each writer (`part`), so that no two
 * transactions wait for one row. `durations` holds the buckets of the attempts' durations.
 */
const STATISTICS = `
  create table delivery_statistics (
    step_ms integer not null,
    at bigint not null,
    endpoint_id uuid not null,
    part integer not null,
    delivered integer not null,
    failed integer not null,
    retried integer not null,
    cancelled integer not null,
    durations integer[] not null,
    primary key (step_ms, at, endpoint_id, part)
  ) with (fillfactor = 50)`;

const OPERATIONS = `
  create table operations (
    id uuid primary key,
    kind text not null,
    state text not null,
    filter text not null,
    endpoint_id uuid,
    rate integer,
    total integer,
    processed integer not null,
    succeeded integer not null,
    failed integer not null,
    position text,
    created_at bigint not null,
    finished_at bigint,
    lease_token text,
    lease_until bigint not null,
    constraint operations_kind check (kind in ('redeliver', 'cancel', 'replay')),
    constraint operations_state check (state in ('running', 'done', 'cancelled', 'failed')),
    constraint operations_finished check ((state = 'running') = (finished_at is null))
  )`;

export const history: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const steps = [...COLUMNS, ...BACKFILL, ...INDEXES, STATISTICS, OPERATIONS];
    for (const step of steps) await sql.raw(step).execute(db);
    await sql
      .raw(`create index operations_running on operations (lease_until) where state = 'running'`)
      .execute(db);
  },
};
