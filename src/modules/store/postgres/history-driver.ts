import type { ChangeMark } from '../history-store.js';
import type { HistoryDriver } from '../queried-history.js';
import type { Database, Statement } from './database.js';
import { queryOn } from './sql-text.js';

/** Ids of attempts are drawn before the commit: a later one may be seen first. */
const OVERLAP_ATTEMPTS = 100;

const MARK: Statement = {
  name: 'history-mark',
  text: `
    select coalesce((select id from attempts order by id desc limit 1), 0) as "attemptId", gateway_now() as at`,
};

/** Makes the driver of the history on PostgreSQL. */
export function historyDriver(database: Database): HistoryDriver<readonly number[]> {
  const query = queryOn(database.run);
  return {
    call: (work) => database.call(work),
    query,
    scan: query,
    mark: async () => (await database.run<ChangeMark>(MARK))[0]!,
    overlapAttempts: OVERLAP_ATTEMPTS,
    withDurations: (rows) => Promise.resolve([...rows]),
  };
}
