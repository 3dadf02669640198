import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PostgresServer } from '../support/postgres-server.ts';
import { SHARED_POSTGRES } from '../support/shared-postgres.ts';

let postgres: Promise<PostgresServer> | null = null;
let desk: Server | null = null;

/**
 * Before the first spec file of a run: opens the desk where spec files ask for PostgreSQL. One server does for all that
 * do not stop it or set it up otherwise; it is started when the first asks.
 */
export async function begin(): Promise<void> {
  desk = createServer((_, response) => {
    postgres ??= PostgresServer.startOwn();
    postgres.then(
      (server) => response.end(server.url()),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  }).listen(0, '127.0.0.1');
  await once(desk, 'listening');
  process.env[SHARED_POSTGRES] = `http://127.0.0.1:${(desk.address() as AddressInfo).port}`;
}

/** After the last. */
export async function end(): Promise<void> {
  desk?.close();
  const server = await postgres?.catch(() => null);
  await server?.stop();
}
