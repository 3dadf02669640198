import { TempStore } from '../support/temp-store.js';
import { orderContract } from './order.contract.js';
import { historyContract } from './history.contract.js';
import { repairContract } from './repair.contract.js';
import { storeContract, type Harness } from './store.contract.js';

async function open(): Promise<Harness> {
  const temp = await TempStore.open();
  return {
    get store() {
      return temp.store;
    },
    now: () => temp.clock.now(),
    advance: (ms) => temp.clock.advance(ms),
    reopen: () => temp.reopen(),
    close: () => temp.remove(),
  };
}

storeContract('SQLite', open);
orderContract('SQLite', open);
historyContract('SQLite', open);
repairContract('SQLite', open);
