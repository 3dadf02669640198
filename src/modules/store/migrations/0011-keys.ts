import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the tables of API keys that operators made and of erasures of jobs, and indexes by which the audit log is filtered.
 *
 * @param id type of an id
 * @param text type of a text that is compared by its bytes
 * @param whole type of a time in Unix ms, and of a revision
 */
export const keys = (
  id: 'text' | 'uuid',
  text: 'text' | 'text collate "C"',
  whole: 'integer' | 'bigint',
): Migration =>
  migrationOf([
    `create table access_keys (
    id ${id} not null primary key,
    name text not null, -- unique among the keys that are not revoked
    role text not null,
    types text, -- event types and patterns that the key may send, JSON; null: all
    rate integer, -- requests a minute; null: without a limit
    expires_at ${whole}, -- null: never
    hint text not null, -- beginning of the key, for people
    digest ${text} not null, -- SHA-256 of the key, hex
    previous_digest ${text}, -- of the key before the last rotation
    previous_until ${whole}, -- that key is valid until
    created_at ${whole} not null,
    created_by text not null, -- as in the audit log
    rotated_at ${whole},
    revoked_at ${whole},
    revoked_by text,
    last_used_at ${whole}, -- at most a minute late; no revision of its own
    revision ${whole} not null, -- grows with every write but that of last_used_at, over all keys
    constraint access_keys_role check (role in ('emit', 'viewer', 'operator', 'admin'))
  )`,
    'create unique index access_keys_name on access_keys (name) where revoked_at is null',
    'create unique index access_keys_digest on access_keys (digest)',
    'create index access_keys_revision on access_keys (revision)',
    `create table erasures ( -- of all that is stored about a job
    id ${id} not null primary key,
    job_id ${text}, -- null once it is done
    job_digest text not null, -- SHA-256 of the job's id, hex
    reason text not null,
    actor text not null, -- as in the audit log
    state text not null,
    events integer not null, -- rows deleted so far
    deliveries integer not null,
    attempts integer not null,
    messages integer not null, -- conversations deleted
    mentions integer not null, -- mutes, operations and audit entries from which the job was removed
    created_at ${whole} not null,
    finished_at ${whole},
    lease_token text,
    lease_until ${whole} not null,
    constraint erasures_state check (state in ('running', 'done')),
    constraint erasures_done check ((state = 'running') = (job_id is not null))
  )`,
    `create index erasures_running on erasures (lease_until) where state = 'running'`,
    'create index audit_entries_actor on audit_entries (actor, id)',
    'create index audit_entries_target on audit_entries (target, id) where target is not null',
  ]);
