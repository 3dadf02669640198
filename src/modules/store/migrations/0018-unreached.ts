import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/** Makes the column of the recipients that no attempt of a delivery has reached, as a JSON list; null: all of them. */
export const unreached = (): Migration => migrationOf(['alter table deliveries add column unreached text']);
