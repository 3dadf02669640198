import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/** Makes an index of the gateway's own events: an erasure looks through their data, and they are few among all. */
export const ownEvents = (): Migration =>
  migrationOf([`create index events_own on events (id) where substr(type, 1, 8) = 'webhook.'`]);
