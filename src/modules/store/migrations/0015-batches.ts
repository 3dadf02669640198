import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/** Makes the columns that tell of an attempt that its request carried a batch: null for a request of one event. @param id type of an id */
export const batches = (id: 'text' | 'uuid'): Migration =>
  migrationOf([
    `alter table attempts add column batch_id ${id}`, // of the request: the same for all of its events
    'alter table attempts add column batch_size integer', // events of the request
  ]);
