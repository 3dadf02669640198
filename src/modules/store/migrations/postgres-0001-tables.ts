import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The one clock of all gateways, Unix ms. Stable within a statement, so that indexes can be searched by it; tests
 * replace the function.
 */
const CLOCK = `
  create function gateway_now() returns bigint language sql stable parallel safe as
  $$ select floor(extract(epoch from statement_timestamp()) * 1000)::bigint $$`;

const ENDPOINTS = `
  create table endpoints (
    id uuid primary key,
    source text not null,
    fingerprint text collate "C" not null unique,
    webhook_id text not null,
    adapter text not null,
    masked_url text not null,
    disabled_at bigint,
    disabled_reason text,
    removed_at bigint,
    created_at bigint not null,
    constraint endpoints_disabled check ((disabled_at is null) = (disabled_reason is null))
  )`;

/** Rows are written once and deleted once; the plain byte order of the ids is also the fastest to compare. */
const EVENTS = `
  create table events (
    id text collate "C" primary key,
    type text not null,
    size integer not null,
    timestamp text not null,
    accepted_at bigint not null,
    content_hash text,
    bare boolean not null,
    data text not null
  ) with (autovacuum_vacuum_scale_factor = 0.05)`;

/**
 * No foreign keys: an event and its deliveries are written and deleted by one statement each, endpoints are never
 * deleted, and a key on them would lock the endpoint's row for every delivery. After a settlement `lease_token` stays,
 * so that who lost the connection meanwhile can find out that it was theirs. The table turns over all the time:
 * vacuumed early, or claims would walk over what is long gone.
 */
const DELIVERIES = `
  create table deliveries (
    id uuid primary key,
    event_id text collate "C" not null,
    endpoint_id uuid not null,
    webhook_id text not null,
    position integer not null,
    state text not null,
    attempts integer not null,
    next_attempt_at bigint,
    lease_token text,
    lease_until bigint,
    created_at bigint not null,
    settled_at bigint,
    reason text,
    constraint deliveries_state check (case state
      when 'pending' then next_attempt_at is not null and lease_until is null and settled_at is null
      when 'sending' then lease_token is not null and lease_until is not null and settled_at is null
      when 'delivered' then settled_at is not null and lease_until is null
      when 'failed' then settled_at is not null and lease_until is null and reason is not null
      when 'cancelled' then settled_at is not null and lease_until is null and reason is not null
      else false end)
  ) with (
    fillfactor = 85,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0.02,
    autovacuum_vacuum_cost_limit = 2000
  )`;

/**
 * A delivery stands in the first index and in that of its state, no others. `lease_until` stands in none, so that a
 * renewal writes no index; what is being sent is never much.
 */
const DELIVERY_INDEXES = [
  'create index deliveries_event on deliveries (event_id, position)',
  `create index deliveries_pending on deliveries (endpoint_id, least(attempts, 1), next_attempt_at, id)
   where state = 'pending'`,
  `create index deliveries_pending_age on deliveries (created_at) where state = 'pending'`,
  `create index deliveries_sending on deliveries (created_at) where state = 'sending'`,
  `create index deliveries_failed on deliveries (id) where state = 'failed'`,
  'create index deliveries_settled on deliveries (settled_at) where settled_at is not null',
];

const ATTEMPTS = `
  create table attempts (
    id bigint generated always as identity primary key,
    delivery_id uuid not null,
    number integer not null,
    started_at bigint not null,
    duration_ms bigint not null,
    recorded_at bigint not null,
    status integer,
    outcome text not null,
    error_code text,
    error_message text,
    response_body text,
    constraint attempts_outcome check (outcome in ('delivered', 'retry', 'rejected', 'gone'))
  ) with (autovacuum_vacuum_scale_factor = 0.05)`;

const STATEMENTS = [
  CLOCK,
  ENDPOINTS,
  EVENTS,
  // Only events without a delivery stand in it: the others go with their last delivery.
  'create index events_bare on events (accepted_at) where bare',
  DELIVERIES,
  ...DELIVERY_INDEXES,
  ATTEMPTS,
  'create index attempts_delivery on attempts (delivery_id)',
];

export const tables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
