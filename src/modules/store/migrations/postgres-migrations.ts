import type { Migrations } from './migrate.js';
import { access } from './postgres-0008-access.js';
import { tables } from './postgres-0001-tables.js';

/** Everything a PostgreSQL schema goes through, in order. Named outright: a folder is not searched. */
export const POSTGRES_MIGRATIONS: Migrations = { '0001-tables': tables, '0008-access': access };
