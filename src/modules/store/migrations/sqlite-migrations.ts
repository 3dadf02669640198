import type { Migrations } from './migrate.js';
import { access } from './sqlite-0008-access.js';
import { tables } from './sqlite-0001-tables.js';

/** Everything a SQLite file goes through, in order. Named outright: a folder is not searched, so nothing slips in. */
export const SQLITE_MIGRATIONS: Migrations = { '0001-tables': tables, '0008-access': access };
