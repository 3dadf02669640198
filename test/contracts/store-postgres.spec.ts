import { afterAll, beforeAll } from '@jest/globals';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { handClockDatabase, TempPostgresStore } from '../support/postgres-store.js';
import { storeContract } from './store.contract.js';

let server: PostgresServer;
let template: TestDatabase;

beforeAll(async () => {
  server = await PostgresServer.start();
  template = await handClockDatabase(server);
}, 60_000);

afterAll(async () => {
  await template?.drop();
  await server?.stop();
});

storeContract('PostgreSQL', async () => {
  const temp = await TempPostgresStore.open(server, template);
  return {
    get store() {
      return temp.store;
    },
    now: () => temp.now(),
    advance: (ms) => temp.advance(ms),
    reopen: () => temp.reopen(),
    close: () => temp.remove(),
  };
});
