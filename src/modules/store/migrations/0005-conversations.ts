import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the table of the messages of jobs that are edited or continued, by endpoint and order key, and counts how often a delivery was
 * left under a lease.
 *
 * @param id type of an id
 * @param key type of an order key
 * @param whole type of a time in Unix ms
 */
export const conversations = (
  id: 'text' | 'uuid',
  key: 'text' | 'text collate "C"',
  whole: 'integer' | 'bigint',
): Migration =>
  migrationOf([
    `create table conversations (
    endpoint_id ${id} not null,
    order_key ${key} not null,
    ref text, -- JSON: the platform's name of the message; null: none was posted, or it is gone
    phase text not null,
    shown_delivery ${id}, -- delivery of the newest event that the message shows
    shown_at ${whole}, -- acceptance of that event
    shown_place integer, -- its index among the events of one call
    announcing ${id}, -- delivery whose edit is to be announced by a message of its own
    timeline text not null, -- JSON: type and timestamp of the job's events so far
    losses integer not null, -- how often the message was found deleted
    doubts integer not null, -- how often a first post got no answer
    target text not null, -- digest of where the message was posted
    edited_at ${whole}, -- last post or edit
    changed_at ${whole} not null,
    primary key (endpoint_id, order_key),
    constraint conversations_phase check (phase in ('open', 'final', 'gone', 'lost'))
  )`,
    'create index conversations_changed on conversations (changed_at)',
    // Number of times that the delivery was left under a lease: it may have been sent then, and nobody knows.
    'alter table deliveries add column rescues integer not null default 0',
  ]);
