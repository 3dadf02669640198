import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/** Makes an index of the deliveries that quiet hours or mutes hold: few, even where an endpoint has a long queue. */
export const quietHeld = (): Migration =>
  migrationOf([
    `create index deliveries_quiet on deliveries (endpoint_id, next_attempt_at)
         where state = 'pending' and reason in ('quiet_hours', 'muted')`,
  ]);
