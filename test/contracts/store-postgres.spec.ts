import { afterAll, beforeAll } from '@jest/globals';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { handClockDatabase, TempPostgresStore } from '../support/postgres-store.js';
import { orderContract } from './order.contract.js';
import { historyContract } from './history.contract.js';
import { repairContract } from './repair.contract.js';
import { storeContract, type Harness } from './store.contract.js';

let server: PostgresServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await PostgresServer.start();
  database = await handClockDatabase(server);
}, 60_000);

afterAll(async () => {
  await database?.drop();
  await server?.stop();
});

async function open(): Promise<Harness> {
  const temp = await TempPostgresStore.open(database);
  return {
    get store() {
      return temp.store;
    },
    now: () => temp.now(),
    advance: (ms) => temp.advance(ms),
    reopen: () => temp.reopen(),
    close: () => temp.close(),
  };
}

storeContract('PostgreSQL', open);
orderContract('PostgreSQL', open);
historyContract('PostgreSQL', open);
repairContract('PostgreSQL', open);
