import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Adds the operator's entries of the catalogue of event types, and the mark of events whose data contradicts a schema.
 *
 * @param name type of the name of an event type
 * @param whole type of a revision, and of a time in Unix ms
 */
export const eventTypes = (name: 'text' | 'text collate "C"', whole: 'integer' | 'bigint'): Migration =>
  migrationOf([
    `create table event_types (
    type ${name} not null,
    source text not null, -- file or api
    fields text, -- JSON of the fields that are set; null: the entry was removed
    revision ${whole} not null, -- grows with every write of the table
    updated_at ${whole} not null,
    primary key (type, source),
    constraint event_types_source check (source in ('file', 'api'))
  )`,
    'create index event_types_revision on event_types (revision)',
    'alter table events add column mismatch text', // where the data contradicts the schema of the type; null: nowhere
    'create index events_mismatched on events (accepted_at, place, id) where mismatch is not null',
  ]);
