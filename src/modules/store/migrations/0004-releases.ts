import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the table of the releases that have opened the database: a release that meets a later schema names by it the one that
 * can use the database.
 *
 * @param name type of a version, and of the name of a migration
 * @param whole type of a time in Unix ms
 */
export const releases = (name: 'text' | 'text collate "C"', whole: 'integer' | 'bigint'): Migration =>
  migrationOf([
    `create table releases (
    version ${name} primary key,
    schema ${name} not null, -- latest migration that the release has
    opened_at ${whole} not null -- first
  )`,
  ]);
