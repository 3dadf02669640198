import { afterAll, beforeAll } from '@jest/globals';
import { PostgresServer } from '../support/postgres-server.js';
import { KeptPostgres } from '../support/postgres-store.js';
import { expiryContract } from './expiry.contract.js';
import { orderContract } from './order.contract.js';
import { conditionsContract } from './conditions.contract.js';
import { historyContract } from './history.contract.js';
import { repairContract } from './repair.contract.js';
import { repairNowContract } from './repair-now.contract.js';
import { storeContract, type Harness } from './store.contract.js';

let server: PostgresServer;
let kept: KeptPostgres;

beforeAll(async () => {
  server = await PostgresServer.start();
  kept = await KeptPostgres.start(server);
}, 60_000);

afterAll(async () => {
  await kept?.end();
  await server?.stop();
});

const open = (): Promise<Harness> => kept.harness();

storeContract('PostgreSQL', open);
expiryContract('PostgreSQL', open);
orderContract('PostgreSQL', open);
historyContract('PostgreSQL', open);
conditionsContract('PostgreSQL', open);
repairContract('PostgreSQL', open);
repairNowContract('PostgreSQL', open);
