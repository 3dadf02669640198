import { BLOCKED_UNTIL_PREDECESSOR as BLOCKED } from '../order-keys.js';

/** Conditions for the other open deliveries of the endpoint and order key of the row `new`. */
const OTHERS =
  'endpoint_id = new.endpoint_id and order_key = new.order_key and settled_at is null and id <> new.id';

/**
 * The whole schema of a PostgreSQL database. Times (`…_at`, `…_until`, `…_since`) are Unix ms by `gateway_now()`. Texts
 * that are keys compare by bytes, the fastest order. Tables that turn over all the time are vacuumed early, or claims
 * would walk over dead rows. `sqlite-0001-schema.ts` has the same tables in the same order.
 */
export const POSTGRES_SCHEMA: readonly string[] = [
  // The one clock of all gateways, Unix ms. Stable, so that indexes can be searched by it; tests replace the function.
  `create function gateway_now() returns bigint language sql stable parallel safe as
  $$ select floor(extract(epoch from statement_timestamp()) * 1000)::bigint $$`,

  `create table endpoints ( -- every endpoint that was ever configured; rows are never deleted
    id uuid primary key,
    source text not null, -- environment, file or api
    fingerprint text collate "C" not null unique, -- digest of adapter and URL
    webhook_id text not null, -- public name: webhook_4
    adapter text not null,
    masked_url text not null,
    disabled_at bigint,
    disabled_reason text,
    removed_at bigint, -- no longer configured since
    created_at bigint not null,
    paused_at bigint,
    constraint endpoints_disabled check ((disabled_at is null) = (disabled_reason is null))
  )`,
  `create table events ( -- accepted events; deleted with their last delivery, or by their own age where they have none
    id text collate "C" primary key, -- the sender's id, or a UUID
    type text not null,
    size integer not null, -- of the data in UTF-8, bytes
    timestamp text not null, -- as the sender gave it, ISO 8601
    accepted_at bigint not null,
    content_hash text, -- digest of type and data; null without an id of the sender's
    bare boolean not null, -- true while no delivery refers to the event
    data text not null, -- JSON
    traceparent text, -- W3C trace context
    tracestate text,
    job_id text collate "C", -- data.job_id
    cloud_event text, -- context attributes of a CloudEvent, JSON; null for other events
    place integer not null default 0 -- index among the events of one call
  ) with (autovacuum_vacuum_scale_factor = 0.05)`,
  // No foreign keys: an event and its deliveries are written and deleted by one statement each, endpoints are never
  // deleted, and a key would lock the endpoint's row for every delivery.
  `create table deliveries ( -- one event for one endpoint
    id uuid primary key, -- UUIDv7
    event_id text collate "C" not null,
    endpoint_id uuid not null,
    webhook_id text not null, -- public name of the endpoint at acceptance
    position integer not null, -- index among the event's deliveries
    state text not null,
    attempts integer not null,
    next_attempt_at bigint, -- due time; ${BLOCKED}: blocked by an earlier delivery of its order key
    lease_token text, -- fencing token; kept when settled, so that a node can look up whether its commit succeeded
    lease_until bigint,
    created_at bigint not null,
    settled_at bigint, -- delivered, failed or cancelled at
    reason text, -- of the failure or cancellation
    order_key text collate "C", -- deliveries of one endpoint and key go out one after the other
    order_seq integer, -- rank within endpoint and key
    retry_base integer not null default 0, -- attempts that do not count against the retries
    revived_at bigint, -- last redelivered at
    operation_id uuid, -- replay that made the delivery
    failed_at bigint, -- of a redelivered delivery: had failed at
    repair_id uuid, -- operation that acted on the delivery last
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
  )`,
  `create table attempts ( -- requests sent
    id bigint generated always as identity primary key,
    delivery_id uuid not null,
    number integer not null, -- from 1
    started_at bigint not null,
    duration_ms bigint not null,
    recorded_at bigint not null, -- written at
    status integer, -- HTTP status; null without an answer
    outcome text not null,
    error_code text,
    error_message text,
    response_body text,
    response_headers text, -- JSON, masked
    form text, -- digest of what the request was formed by
    note text, -- why the body is incomplete, a sentence
    constraint attempts_outcome check (outcome in ('delivered', 'retry', 'rejected', 'gone'))
  ) with (autovacuum_vacuum_scale_factor = 0.05)`,
  `create table endpoint_health ( -- circuit breakers of endpoints that ever failed for a while
    endpoint_id uuid primary key,
    version bigint not null, -- grows by one with each change
    stage text not null,
    openings integer not null, -- times opened without having closed between
    opened_at bigint,
    probe_at bigint, -- earliest time of the next probe
    failing_since bigint,
    failures integer not null, -- in a row
    error_code text, -- of the last failure
    error_message text,
    quiet boolean not null, -- true: only system events have failed, nothing is reported
    constraint endpoint_health_stage check (
      stage in ('closed', 'open', 'probing', 'ramping') and (stage = 'closed') = (opened_at is null))
  ) with (fillfactor = 70)`,
  `create table definitions ( -- settings of endpoints from the API and from the configuration file
    endpoint_id uuid primary key references endpoints (id),
    revision bigint not null unique, -- grows with every write, over all definitions
    updated_at bigint not null,
    settings text not null, -- JSON without secrets
    sealed text not null -- secrets, encrypted
  )`,
  `create table operations ( -- bulk redeliveries, cancellations, retries and replays
    id uuid primary key,
    kind text not null,
    state text not null,
    filter text not null, -- JSON
    endpoint_id uuid, -- target of a replay
    rate integer, -- deliveries per second; null without a limit
    total integer, -- null while not counted
    processed integer not null,
    succeeded integer not null,
    failed integer not null,
    position text, -- where to go on, JSON
    created_at bigint not null,
    finished_at bigint,
    lease_token text,
    lease_until bigint not null,
    constraint operations_kind check (kind in ('redeliver', 'cancel', 'replay', 'retry')),
    constraint operations_state check (state in ('running', 'done', 'cancelled', 'failed')),
    constraint operations_finished check ((state = 'running') = (finished_at is null))
  )`,
  `create table delivery_statistics ( -- deliveries settled and attempts repeated, by minute and by hour
    step_ms integer not null, -- 60000 or 3600000
    at bigint not null, -- beginning of the step
    endpoint_id uuid not null,
    part integer not null, -- of one writer, so that no two transactions wait for one row; the parts add up
    delivered integer not null,
    failed integer not null,
    retried integer not null,
    cancelled integer not null,
    durations integer[] not null, -- attempts by bucket of their duration
    repaired integer not null default 0, -- of the failed, delivered later by a redelivery
    primary key (step_ms, at, endpoint_id, part)
  ) with (fillfactor = 50)`,
  `create table backlog ( -- most deliveries that were queued in each minute and hour
    step_ms integer not null, -- 60000 or 3600000
    at bigint not null, -- beginning of the step
    waiting integer not null, -- pending
    past_due integer not null, -- overdue
    primary key (step_ms, at)
  )`,
  `create table audit_entries ( -- requests that changed something, or were refused
    id bigint generated always as identity primary key,
    at bigint not null,
    actor text not null, -- fingerprint of a key, console, loopback, file, unknown
    action text not null, -- endpoints.disable
    target text,
    detail text not null, -- JSON object without secrets
    address text not null, -- of the caller; empty for the file
    outcome text not null default 'done' -- begun, done, refused or failed
  )`,
  `create table ended_sessions ( -- console sessions that were ended early
    id text collate "C" primary key,
    until bigint not null -- would have ended by itself at
  )`,
  `create table filler ( -- test writes after a full disk; empty otherwise
    bytes bytea not null
  )`,
  'alter table filler alter column bytes set storage external',

  `create table nodes ( -- gateways that share the database
    id uuid primary key, -- made anew with every start
    host text not null,
    pid integer not null,
    version text not null, -- of the gateway
    started_at bigint not null,
    heartbeat_at bigint not null
  ) with (fillfactor = 50)`,
  `create table rate_grants ( -- sends of a rate limit that each node may have in a window
    endpoint_id uuid not null,
    position integer not null, -- index of the limit at its endpoint
    node_id uuid not null,
    calls bigint not null, -- grows with each call of the node: one that comes late changes nothing
    permits integer not null, -- held
    wanted integer not null,
    used integer not null, -- sends that count now
    lease_until bigint not null, -- the node may send and ask for more until then
    counts_until bigint not null, -- the permits count until then, whatever becomes of the node
    primary key (endpoint_id, position, node_id)
  ) with (fillfactor = 50, autovacuum_vacuum_threshold = 500)`,
  `create table rate_pauses ( -- endpoints whose target asked for a pause (Retry-After)
    endpoint_id uuid primary key,
    until bigint not null
  ) with (fillfactor = 50)`,
  `create table upkeep_turns ( -- leader of each task that one node does for all
    task text primary key,
    node_id uuid not null,
    until bigint not null -- end of the leadership
  ) with (fillfactor = 50)`,

  `create index events_bare on events (accepted_at) where bare`,
  `create index events_accepted on events (accepted_at)`,
  `create index events_job on events (job_id, accepted_at) where job_id is not null`,
  // A delivery stands in deliveries_event, in the index of its state, and in deliveries_pending_since while pending.
  // No index holds lease_until, so that a renewal writes none: few deliveries are being sent at a time.
  `create index deliveries_event on deliveries (event_id, position)`,
  `create index deliveries_pending on deliveries (endpoint_id, least(attempts, 1), next_attempt_at, id)
    where state = 'pending'`,
  `create index deliveries_pending_age on deliveries (created_at) where state = 'pending'`,
  // For expiry. The second condition keeps the planner from using the index for claims.
  `create index deliveries_pending_since on deliveries (endpoint_id, coalesce(revived_at, created_at))
    where state = 'pending' and settled_at is null`,
  `create index deliveries_sending on deliveries (created_at) where state = 'sending'`,
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

  // Transactions that add a delivery to an order key, or settle one, exclude each other until their commit: each would
  // miss what the other has not committed. Keys share 64 locks, so that a large batch cannot use up the server's table
  // of locks. A transaction over several keys takes their locks beforehand, in one order.
  `create function gateway_turn(endpoint uuid, key text) returns integer language sql immutable parallel safe as
  $$ select hashtext(endpoint::text || ' ' || key) & 63 $$`,
  `create function gateway_lock_turn(endpoint uuid, key text) returns void language sql volatile as
  $$ select pg_advisory_xact_lock(7351002, gateway_turn(endpoint, key)) $$`,
  // Volatile: each statement in it sees what was committed until then, and the rows written before it.
  `create function deliveries_join() returns trigger language plpgsql volatile as $$
  declare last integer;
  begin
    perform gateway_lock_turn(new.endpoint_id, new.order_key);
    select max(order_seq) into last from deliveries where ${OTHERS};
    new.order_seq := coalesce(last, 0) + 1;
    if last is not null then
      new.state := 'pending';
      new.next_attempt_at := ${BLOCKED};
      new.lease_token := null;
      new.lease_until := null;
    end if;
    return new;
  end $$`,
  // Settling a delivery makes the next one of its order key due, in the same transaction. A delivery that another
  // transaction cancels meanwhile is passed over.
  `create function deliveries_pass_on() returns trigger language plpgsql volatile as $$
  declare first record;
  begin
    perform gateway_lock_turn(new.endpoint_id, new.order_key);
    loop
      select id, next_attempt_at into first from deliveries where ${OTHERS} order by order_seq limit 1;
      exit when not found or first.next_attempt_at is distinct from ${BLOCKED};
      update deliveries set next_attempt_at = new.settled_at
      where id = first.id and state = 'pending' and next_attempt_at = ${BLOCKED};
      exit when found;
    end loop;
    return null;
  end $$`,
  `create trigger deliveries_join before insert on deliveries
   for each row when (new.order_key is not null) execute function deliveries_join()`,
  // Redelivering a settled delivery queues it behind the open ones of its order key.
  `create trigger deliveries_reopen before update of settled_at on deliveries
   for each row when (new.order_key is not null and old.settled_at is not null and new.settled_at is null)
   execute function deliveries_join()`,
  `create trigger deliveries_pass_on after update of settled_at on deliveries
   for each row when (new.order_key is not null and old.settled_at is null and new.settled_at is not null)
   execute function deliveries_pass_on()`,
];
