import { TempStore } from '../support/temp-store.js';
import { storeContract } from './store.contract.js';

storeContract('SQLite', async () => {
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
});
