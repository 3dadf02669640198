import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the table of failed attempts by error code, endpoint, minute and hour: what the attempts themselves tell only one by one.
 *
 * @param id type of an id
 * @param time type of a time in Unix ms
 * @param parts true where each writer adds to rows of its own, so that no transaction waits for another's; the parts add up
 */
export const attemptErrors = (id: 'text' | 'uuid', time: 'integer' | 'bigint', parts: boolean): Migration =>
  migrationOf([
    `create table attempt_errors ( -- failed attempts, by minute and by hour
    step_ms integer not null, -- 60000 or 3600000
    at ${time} not null, -- beginning of the step
    endpoint_id ${id} not null,
    code text not null, -- of the error${parts ? '\n    part integer not null, -- of one writer' : ''}
    attempts integer not null,
    primary key (step_ms, at, endpoint_id, code${parts ? ', part' : ''})
  )${parts ? ' with (fillfactor = 50)' : ' without rowid'}`,
  ]);
