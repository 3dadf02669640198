import { existsSync } from 'node:fs';
import type { DatabaseTarget } from '../config/gateway-config.js';
import type { Clock } from '../model/clock.js';
import { openPostgresStore } from './postgres/open.js';
import { openSqliteStore } from './sqlite/open.js';
import { ThreadedStore } from './sqlite/thread/threaded-store.js';
import type { Store } from './store.js';

/** Stands beside this file only in a build: from the sources (tests) SQLite runs in the thread of its caller. */
const WORKER = new URL('./sqlite/thread/worker.js', import.meta.url);

/**
 * Opens the configured database. The clock is SQLite's; PostgreSQL goes by its own, for all gateways that share it.
 *
 * @throws GatewayError those of the driver.
 */
export async function openStore(database: DatabaseTarget, clock: Clock): Promise<Store> {
  if (database.driver === 'postgres') return openPostgresStore(database.url);
  if (existsSync(WORKER)) return ThreadedStore.open(WORKER, database.file, clock, giveUp);
  return openSqliteStore(database.file, clock);
}

/** Without its thread the process can promise nothing any more; everything it has promised is on the disk. */
function giveUp(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}
