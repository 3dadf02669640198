import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the table of mutes: times that end by themselves, in which an endpoint, or all of them, disturb nobody.
 *
 * @param id type of an id
 * @param whole type of a revision, and of a time in Unix ms
 */
export const mutes = (id: 'text' | 'uuid', whole: 'integer' | 'bigint'): Migration =>
  migrationOf([
    `create table mutes (
    id ${id} not null primary key,
    endpoint_id ${id}, -- null: all endpoints
    type text, -- event type or pattern; null: every event
    job_id text, -- null: every job
    ends_at ${whole} not null, -- ends by itself at
    action text not null, -- what becomes of messages
    reason text, -- for people
    actor text not null, -- who muted, as in the audit log
    created_at ${whole} not null,
    ended_at ${whole}, -- ended early at
    revision ${whole} not null, -- grows with every write, over all mutes
    constraint mutes_action check (action in ('drop', 'hold'))
  )`,
    'create index mutes_revision on mutes (revision)',
  ]);
