import type { Migration } from 'kysely/migration';
import type { Baseline } from './take-over.js';

/** The migrations of a driver. A released migration is never changed. */
export interface Migrations {
  /** Makes the whole schema. */
  readonly baseline: Baseline;
  /** Changes since, by name, in the order of their names. */
  readonly later: Readonly<Record<string, Migration>>;
}
