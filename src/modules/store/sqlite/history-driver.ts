import type { Database } from 'better-sqlite3';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Clock } from '../../model/clock.js';
import type { HistoryDriver, StoredStatistics } from '../queried-history.js';
import { SqliteTexts } from './sql-text.js';
import { reading } from './store-error.js';

/** Reads beside the writer. The reader shares the writer's thread: writes go on between two steps of a long scan. */
export function historyDriver(reader: Database, clock: Clock): HistoryDriver<string> {
  const texts = new SqliteTexts(reader, clock);
  return {
    call: reading,
    query: async (write) => texts.query(write),
    scan: async (write) => {
      await yieldToOthers();
      return texts.query(write);
    },
    mark: async () => {
      const [last] = texts.query<{ id: number | null }>(() => 'select max(id) as id from attempts');
      return { attemptId: last?.id ?? 0, at: clock.now() };
    },
    overlapAttempts: 0,
    withDurations,
  };
}

async function withDurations(rows: readonly StoredStatistics<string>[]) {
  await yieldToOthers();
  // All rows are parsed in one go: a call for each takes longer than what it reads.
  const durations = JSON.parse(`[${rows.map((row) => row.durations).join()}]`) as number[][];
  await yieldToOthers();
  return rows.map((row, nth) => ({ ...row, durations: durations[nth]! }));
}
