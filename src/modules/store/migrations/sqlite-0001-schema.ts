import { BLOCKED_UNTIL_PREDECESSOR as BLOCKED } from '../order-keys.js';

/** Conditions for the other open deliveries of the endpoint and order key of the row `new`. */
const OTHERS =
  'endpoint_id = new.endpoint_id and order_key = new.order_key and settled_at is null and id <> new.id';

/**
 * The whole schema of a SQLite file. Times (`…_at`, `…_until`, `…_since`) are Unix ms by the gateway's clock; ids are
 * UUIDs in lower case unless a comment says otherwise. `postgres-0001-schema.ts` has the same tables in the same order.
 */
export const SQLITE_SCHEMA: readonly string[] = [
  `create table endpoints ( -- every endpoint that was ever configured; rows are never deleted
    id text not null primary key,
    source text not null, -- environment, file or api
    fingerprint text not null unique, -- digest of adapter and URL
    webhook_id text not null, -- public name: webhook_4
    adapter text not null,
    masked_url text not null,
    disabled_at integer,
    disabled_reason text,
    removed_at integer, -- no longer configured since
    created_at integer not null,
    paused_at integer,
    constraint endpoints_disabled check ((disabled_at is null) = (disabled_reason is null))
  )`,
  // The data stands last: SQLite reads a row from its beginning, and a large body fills overflow pages.
  `create table events ( -- accepted events; deleted with their last delivery, or by their own age where they have none
    id text not null primary key, -- the sender's id, or a UUID
    type text not null,
    size integer not null, -- of the data in UTF-8, bytes
    timestamp text not null, -- as the sender gave it, ISO 8601
    accepted_at integer not null,
    content_hash text, -- digest of type and data; null without an id of the sender's
    bare integer not null, -- 1 while no delivery refers to the event
    traceparent text, -- W3C trace context
    tracestate text,
    job_id text, -- data.job_id
    cloud_event text, -- context attributes of a CloudEvent, JSON; null for other events
    place integer default 0 not null, -- index among the events of one call
    data text not null default '', -- JSON
    constraint events_bare check (bare in (0, 1))
  )`,
  `create table deliveries ( -- one event for one endpoint; ids are UUIDv7, so the table lies in the order of time
    id text not null primary key,
    event_id text not null references events (id),
    endpoint_id text not null references endpoints (id),
    webhook_id text not null, -- public name of the endpoint at acceptance
    position integer not null, -- index among the event's deliveries
    state text not null,
    attempts integer not null,
    next_attempt_at integer, -- due time; ${BLOCKED}: blocked by an earlier delivery of its order key
    lease_token text, -- fencing token of the node that sends
    lease_until integer, -- 0 for a lease of an earlier process
    created_at integer not null,
    settled_at integer, -- delivered, failed or cancelled at
    reason text, -- of the failure or cancellation
    order_key text, -- deliveries of one endpoint and key go out one after the other
    order_seq integer, -- rank within endpoint and key
    retry_base integer not null default 0, -- attempts that do not count against the retries
    revived_at integer, -- last redelivered at
    operation_id text, -- replay that made the delivery
    failed_at integer, -- of a redelivered delivery: had failed at
    repair_id text, -- operation that acted on the delivery last
    constraint deliveries_state check (case state
      when 'pending' then next_attempt_at is not null and lease_token is null and settled_at is null
      when 'sending' then lease_token is not null and lease_until is not null and settled_at is null
      when 'delivered' then settled_at is not null
      when 'failed' then settled_at is not null and reason is not null
      when 'cancelled' then settled_at is not null and reason is not null
      else 0 end)
  ) without rowid`,
  `create table attempts ( -- requests sent, oldest first
    id integer primary key autoincrement,
    delivery_id text not null references deliveries (id) on delete cascade,
    number integer not null, -- from 1
    started_at integer not null,
    duration_ms integer not null,
    recorded_at integer not null, -- written at: never before an earlier row's
    status integer, -- HTTP status; null without an answer
    outcome text not null,
    error_code text,
    error_message text,
    response_body text,
    response_headers text, -- JSON, masked
    form text, -- digest of what the request was formed by
    note text, -- why the body is incomplete, a sentence
    constraint attempts_outcome check (outcome in ('delivered', 'retry', 'rejected', 'gone'))
  )`,
  `create table endpoint_health ( -- circuit breakers of endpoints that ever failed for a while
    endpoint_id text not null primary key,
    version integer not null, -- grows by one with each change
    stage text not null,
    openings integer not null, -- times opened without having closed between
    opened_at integer,
    probe_at integer, -- earliest time of the next probe
    failing_since integer,
    failures integer not null, -- in a row
    error_code text, -- of the last failure
    error_message text,
    quiet integer not null, -- 1: only system events have failed, nothing is reported
    constraint endpoint_health_stage check (
      stage in ('closed', 'open', 'probing', 'ramping') and (stage = 'closed') = (opened_at is null)),
    constraint endpoint_health_quiet check (quiet in (0, 1))
  ) without rowid`,
  `create table definitions ( -- settings of endpoints from the API and from the configuration file
    endpoint_id text not null primary key references endpoints (id),
    revision integer not null unique, -- grows with every write, over all definitions
    updated_at integer not null,
    settings text not null, -- JSON without secrets
    sealed text not null -- secrets, encrypted
  )`,
  `create table operations ( -- bulk redeliveries, cancellations, retries and replays
    id text not null primary key,
    kind text not null,
    state text not null,
    filter text not null, -- JSON
    endpoint_id text, -- target of a replay
    rate integer, -- deliveries per second; null without a limit
    total integer, -- null while not counted
    processed integer not null,
    succeeded integer not null,
    failed integer not null,
    position text, -- where to go on, JSON
    created_at integer not null,
    finished_at integer,
    lease_token text,
    lease_until integer not null,
    constraint operations_kind check (kind in ('redeliver', 'cancel', 'replay', 'retry')),
    constraint operations_state check (state in ('running', 'done', 'cancelled', 'failed')),
    constraint operations_finished check ((state = 'running') = (finished_at is null))
  ) without rowid`,
  `create table delivery_statistics ( -- deliveries settled and attempts repeated, by minute and by hour
    step_ms integer not null, -- 60000 or 3600000
    at integer not null, -- beginning of the step
    endpoint_id text not null,
    delivered integer not null,
    failed integer not null,
    retried integer not null,
    cancelled integer not null,
    durations text not null, -- attempts by bucket of their duration, JSON array
    repaired integer not null default 0, -- of the failed, delivered later by a redelivery
    primary key (step_ms, at, endpoint_id)
  ) without rowid`,
  `create table backlog ( -- most deliveries that were queued in each minute and hour
    step_ms integer not null, -- 60000 or 3600000
    at integer not null, -- beginning of the step
    waiting integer not null, -- pending
    past_due integer not null, -- overdue
    primary key (step_ms, at)
  ) without rowid`,
  `create table audit_entries ( -- requests that changed something, or were refused
    id integer primary key autoincrement,
    at integer not null,
    actor text not null, -- fingerprint of a key, console, loopback, file, unknown
    action text not null, -- endpoints.disable
    target text,
    detail text not null, -- JSON object without secrets
    address text not null, -- of the caller; empty for the file
    outcome text not null default 'done' -- begun, done, refused or failed
  )`,
  `create table ended_sessions ( -- console sessions that were ended early
    id text not null primary key,
    until integer not null -- would have ended by itself at
  )`,
  `create table filler ( -- test writes after a full disk; empty otherwise
    bytes blob not null
  )`,
  `create table last_seen ( -- one row: the latest time of day, to notice a clock that was set back between two starts
    id integer primary key,
    at integer not null
  )`,

  `create index events_bare on events (accepted_at) where bare = 1`,
  `create index events_accepted on events (accepted_at)`,
  `create index events_job on events (job_id, accepted_at) where job_id is not null`,
  // A delivery stands in deliveries_event, in the index of its state, and in deliveries_pending_since while pending.
  `create index deliveries_event on deliveries (event_id, position)`,
  `create index deliveries_pending on deliveries (endpoint_id, (attempts > 0), next_attempt_at) where state = 'pending'`,
  `create index deliveries_pending_age on deliveries (created_at) where state = 'pending'`,
  // For expiry. The second condition keeps the planner from using the index for claims.
  `create index deliveries_pending_since on deliveries (endpoint_id, coalesce(revived_at, created_at))
    where state = 'pending' and settled_at is null`,
  `create index deliveries_sending on deliveries (lease_until, created_at) where state = 'sending'`,
  `create index deliveries_failed on deliveries (id) where state = 'failed'`,
  `create index deliveries_failed_of on deliveries (endpoint_id) where state = 'failed' and settled_at is not null`,
  `create index deliveries_settled on deliveries (settled_at) where settled_at is not null`,
  `create index deliveries_order on deliveries (endpoint_id, order_key, order_seq)
    where order_key is not null and settled_at is null`,
  `create index deliveries_repair on deliveries (repair_id, endpoint_id, state) where repair_id is not null`,
  `create index attempts_delivery on attempts (delivery_id)`,
  `create index operations_running on operations (lease_until) where state = 'running'`,
  `create index audit_entries_at on audit_entries (at)`,
  `create index ended_sessions_until on ended_sessions (until)`,

  // Settling a delivery makes the next one of its order key due, in the same transaction.
  `create trigger deliveries_pass_on after update of settled_at on deliveries
  when new.order_key is not null and old.settled_at is null and new.settled_at is not null
  begin
    update deliveries set next_attempt_at = new.settled_at
    where next_attempt_at = ${BLOCKED} and id = (
      select id from deliveries where ${OTHERS} order by order_seq limit 1);
  end`,
  // Redelivering a settled delivery queues it behind the open ones of its order key.
  `create trigger deliveries_reopen after update of settled_at on deliveries
  when new.order_key is not null and old.settled_at is not null and new.settled_at is null
  begin
    update deliveries set
      order_seq = (select coalesce(max(order_seq), 0) + 1 from deliveries where ${OTHERS}),
      next_attempt_at = case when new.state = 'pending' and exists (select 1 from deliveries where ${OTHERS})
        then ${BLOCKED} else next_attempt_at end
    where id = new.id;
  end`,
];
