import { existsSync } from 'node:fs';
import { memoryPlan } from '../config/memory-plan.js';
import type { DatabaseTarget } from '../config/parse-database-url.js';
import type { Clock } from '../model/clock.js';
import { openPostgresStore } from './postgres/open.js';
import { openSqliteStore } from './sqlite/open.js';
import type { StoreMemory } from './sqlite/thread/database-thread.js';
import { ThreadedStore } from './sqlite/thread/threaded-store.js';
import type { Store } from './store.js';

/** The worker exists only in a build: run from the sources (tests), SQLite runs in the thread of its caller. */
const WORKER = new URL('./sqlite/thread/worker.js', import.meta.url);

/**
 * Opens the configured database. `clock` is SQLite's; PostgreSQL uses the server's, for all gateways that share it.
 *
 * @throws GatewayError as `openSqliteStore` and `openPostgresStore` say
 */
export async function openStore(
  database: DatabaseTarget,
  clock: Clock,
  memory: StoreMemory = memoryPlan(null),
): Promise<Store> {
  if (database.driver === 'postgres') return openPostgresStore(database.url);
  if (existsSync(WORKER)) return ThreadedStore.open(WORKER, { file: database.file, memory }, clock, giveUp);
  return openSqliteStore(database.file, clock, memory.databaseCache);
}

/** Ends the process: without its thread it can store nothing more. Everything it has acknowledged is on the disk. */
function giveUp(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}
