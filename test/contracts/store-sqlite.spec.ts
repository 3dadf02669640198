import { openSqliteStore } from '../../src/modules/store/sqlite/open.js';
import { keptSqlite } from '../support/kept-sqlite.js';
import { expiryContract } from './expiry.contract.js';
import { orderContract } from './order.contract.js';
import { historyContract } from './history.contract.js';
import { repairContract } from './repair.contract.js';
import { repairNowContract } from './repair-now.contract.js';
import { storeContract } from './store.contract.js';

const open = keptSqlite(openSqliteStore);

storeContract('SQLite', open);
expiryContract('SQLite', open);
orderContract('SQLite', open);
historyContract('SQLite', open);
repairContract('SQLite', open);
repairNowContract('SQLite', open);
