import type { Migrations } from './migrate.js';
import { tables } from './postgres-0001-tables.js';
import { definitions } from './postgres-0006-definitions.js';

/** Everything a PostgreSQL schema goes through, in order. Named outright: a folder is not searched. */
export const POSTGRES_MIGRATIONS: Migrations = { '0001-tables': tables, '0006-definitions': definitions };
