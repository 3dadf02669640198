import { join } from 'node:path';
import { PostgresServer } from '../test/support/postgres-server.ts';
import type { Place } from './gateway.ts';
import type { Options } from './options.ts';

/** Provides an empty database of the given kind while `use` runs. PostgreSQL comes from the npm package. */
export async function withDatabase<T>(
  store: Options['store'],
  folder: string,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  if (store === 'sqlite') return use({ folder, databaseUrl: `sqlite://${join(folder, 'gateway.db')}` });
  const server = await PostgresServer.start();
  try {
    const database = await server.createDatabase();
    const result = await use({ folder, databaseUrl: database.url });
    await database.drop();
    return result;
  } finally {
    await server.stop();
  }
}
