import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PostgresServer } from '../support/postgres-server.ts';
import { SHARED_POSTGRES } from '../support/shared-postgres.ts';

/**
 * An HTTP server where the spec files of a run ask for PostgreSQL. One server does for all that do not stop it or set it
 * up otherwise; it is started when the first file asks.
 */
export class PostgresDesk {
  readonly #http: Server;
  #postgres: Promise<PostgresServer> | null = null;

  private constructor() {
    this.#http = createServer((_, response) => {
      this.#postgres ??= PostgresServer.startOwn();
      this.#postgres.then(
        (server) => response.end(server.url()),
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
  }

  static async open(): Promise<PostgresDesk> {
    const desk = new PostgresDesk();
    desk.#http.listen(0, '127.0.0.1');
    await once(desk.#http, 'listening');
    process.env[SHARED_POSTGRES] = `http://127.0.0.1:${(desk.#http.address() as AddressInfo).port}`;
    return desk;
  }

  async close(): Promise<void> {
    this.#http.close();
    const server = await this.#postgres?.catch(() => null);
    await server?.stop();
  }
}
