import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/** Makes the column of the class of errors that a mute names; null: it is about events with any error, or none. */
export const muteErrors = (): Migration => migrationOf(['alter table mutes add column error_class text']);
