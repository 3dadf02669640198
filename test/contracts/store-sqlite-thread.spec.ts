import { memoryPlan } from '../../src/modules/config/memory-plan.js';
import { existsSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseThread } from '../../src/modules/store/sqlite/thread/database-thread.js';
import { ThreadedStore } from '../../src/modules/store/sqlite/thread/threaded-store.js';
import { keptSqlite } from '../support/kept-sqlite.js';
import { TempFolder } from '../support/temp-folder.js';
import { HandClock } from '../support/temp-store.js';
import { expiryContract } from './expiry.contract.js';
import { orderContract } from './order.contract.js';
import { conditionsContract } from './conditions.contract.js';
import { historyContract } from './history.contract.js';
import { repairContract } from './repair.contract.js';
import { repairNowContract } from './repair-now.contract.js';
import { storeContract } from './store.contract.js';

/** The file and the memory that the thread opens a store with. */
const opening = (file: string) => ({ file, memory: memoryPlan(null) });

/** A thread runs the build, as the gateway does. */
const WORKER = join(import.meta.dirname, '../../dist/sqlite/thread/worker.js');
const entry = pathToFileURL(WORKER);

if (!existsSync(WORKER)) throw new Error('This test runs the build: npm run build');

const open = keptSqlite((file, clock) => ThreadedStore.open(entry, opening(file), clock));

storeContract('SQLite in its thread', open);
expiryContract('SQLite in its thread', open);
orderContract('SQLite in its thread', open);
historyContract('SQLite in its thread', open);
conditionsContract('SQLite in its thread', open);
repairContract('SQLite in its thread', open);
repairNowContract('SQLite in its thread', open);

describe('The thread of the database', () => {
  let folder: TempFolder;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => folder[Symbol.dispose]());

  it('rejects with the reason why the database cannot be opened', async () => {
    const file = folder.file('text.db');
    writeFileSync(file, 'This is no database, and it is long enough to be seen as none.'.repeat(20));
    await expect(ThreadedStore.open(entry, opening(file), new HandClock())).rejects.toMatchObject({
      name: 'GatewayError',
      code: 'database_unusable',
      message: expect.stringContaining(file),
    });
  });

  it('refuses a file that another gateway uses, and releases it when it closes', async () => {
    const file = folder.file('gateway.db');
    const first = await ThreadedStore.open(entry, opening(file), new HandClock());
    await expect(ThreadedStore.open(entry, opening(file), new HandClock())).rejects.toMatchObject({
      code: 'database_in_use',
    });
    await first.close();
    await (await ThreadedStore.open(entry, opening(file), new HandClock())).close();
  });

  it('answers calls made before it closes, and rejects later ones', async () => {
    const store = await ThreadedStore.open(entry, opening(folder.file('gateway.db')), new HandClock());
    const asked = store.upkeep.counts();
    await store.close();
    expect(await asked).toMatchObject({ pending: 0 });
    await expect(store.upkeep.ping()).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('rejects waiting and later calls with store_unavailable after it has died', async () => {
    const mortal = folder.file('mortal.mjs');
    writeFileSync(
      mortal,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', () => { throw new Error('it has died'); });
       parentPort.postMessage({ kind: 'open' });`,
    );
    const thread = await DatabaseThread.open(pathToFileURL(mortal), opening('unused.db'), new HandClock());
    await expect(thread.call('upkeep', 'ping', [])).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(thread.call('upkeep', 'ping', [])).rejects.toMatchObject({ code: 'store_unavailable' });
    await thread.close();
  });
});
