import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the column `ready_at` of deliveries and an index of those that have it: the time at which a delivery would be due without the
 * pause or the rate limit that delays it. Null where nothing delays the delivery.
 *
 * @param type of a time in Unix ms
 */
export const readyAt = (type: 'integer' | 'bigint'): Migration =>
  migrationOf([
    `alter table deliveries add column ready_at ${type}`,
    `create index deliveries_held on deliveries (endpoint_id, next_attempt_at)
         where state = 'pending' and ready_at is not null`,
  ]);
