import type { Migrations } from './migrate.js';
import { tables } from './postgres-0001-tables.js';
import { history } from './postgres-0007-history.js';

/** Everything a PostgreSQL schema goes through, in order. Named outright: a folder is not searched. */
export const POSTGRES_MIGRATIONS: Migrations = { '0001-tables': tables, '0007-history': history };
