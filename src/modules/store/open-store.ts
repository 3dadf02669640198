import type { DatabaseTarget } from '../config/gateway-config.js';
import type { Clock } from '../model/clock.js';
import { GatewayError } from '../model/gateway-error.js';
import { openSqliteStore } from './sqlite/open.js';
import type { Store } from './store.js';

/**
 * Opens the configured database.
 *
 * @throws GatewayError `postgres_unsupported`, and those of the driver.
 */
export async function openStore(database: DatabaseTarget, clock: Clock): Promise<Store> {
  if (database.driver === 'sqlite') return openSqliteStore(database.file, clock);
  throw new GatewayError(
    'postgres_unsupported',
    'This build stores events in SQLite only. Set DATABASE_URL to sqlite:./data/gateway.db or another file.',
  );
}
