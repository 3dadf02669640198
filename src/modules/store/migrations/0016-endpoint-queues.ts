import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the table of the queues of endpoints over time, and notes in the backlog how many of them there were: an endpoint without a row in
 * a step had no queue there if queues were looked at.
 *
 * @param id type of an id
 * @param time type of a time in Unix ms
 */
export const endpointQueues = (id: 'text' | 'uuid', time: 'integer' | 'bigint'): Migration =>
  migrationOf([
    `create table endpoint_queues ( -- the longest queue of each endpoint that had one, by minute and by hour
    step_ms integer not null, -- 60000 or 3600000
    at ${time} not null, -- beginning of the step
    endpoint_id ${id} not null,
    queued integer not null, -- pending deliveries, counted up to 10,000
    oldest_ms ${time} not null, -- age of the oldest of them
    primary key (step_ms, at, endpoint_id)
  )${id === 'text' ? ' without rowid' : ''}`,
    'alter table backlog add column queues integer', // endpoints with a queue; null where nobody looked
  ]);
