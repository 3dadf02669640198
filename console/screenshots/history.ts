import Database from 'better-sqlite3';

const MINUTE_MS = 60_000;
const STEPS = [
  { step: MINUTE_MS, count: 60, scale: 9 },
  { step: 60 * MINUTE_MS, count: 168, scale: 90 },
];

interface Figures {
  readonly endpoint_id: string;
  readonly delivered: number;
  readonly failed: number;
  readonly durations: string;
}

/** Gives the minutes and hours before the scene figures like its own, so that charts show more than a minute. */
export function fillHistory(file: string): void {
  const database = new Database(file);
  const known = database
    .prepare<[], Figures>(
      'select endpoint_id, delivered, failed, durations from delivery_statistics where step_ms = 60000',
    )
    .all();
  const insert = database.prepare(
    `insert or ignore into delivery_statistics
      (step_ms, at, endpoint_id, delivered, failed, retried, cancelled, durations) values (?, ?, ?, ?, ?, ?, 0, ?)`,
  );
  const insertErrors = database.prepare(
    'insert or ignore into attempt_errors (step_ms, at, endpoint_id, code, attempts) values (?, ?, ?, ?, ?)',
  );
  const fail = (step: number, at: number, id: string, lost: number): void => {
    insertErrors.run(step, at, id, 'HTTP_500', lost * 2);
    insertErrors.run(step, at, id, 'TIMEOUT', lost);
  };
  database.transaction(() => {
    for (const { step, count, scale } of STEPS) {
      const latest = Math.floor(Date.now() / step) * step;
      for (let n = 1; n < count; n++) {
        for (const [index, { endpoint_id: id, durations, failed }] of known.entries()) {
          const delivered = Math.round(scale * (1.6 + Math.sin(n / 6 + index) + ((n * (index + 3)) % 5) / 4));
          const lost = failed > 0 && n % 9 < 3 ? Math.ceil(scale / 4) : 0;
          const attempts = scaled(durations, delivered + lost * 3);
          insert.run(step, latest - n * step, id, delivered, lost, lost * 2, attempts);
          if (lost > 0) fail(step, latest - n * step, id, lost);
        }
      }
    }
    fillBacklog(
      database,
      known.map(({ endpoint_id: id }) => id),
    );
  })();
  database.close();
}

/** The same spread of durations, of so many attempts in all. */
function scaled(durations: string, attempts: number): string {
  const counts = JSON.parse(durations) as number[];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const next = counts.map((count) => (total === 0 ? 0 : Math.floor((count * attempts) / total)));
  const most = counts.indexOf(Math.max(...counts));
  next[most]! += attempts - next.reduce((sum, count) => sum + count, 0);
  return JSON.stringify(next);
}

/** A bad quarter of an hour, of which more and more was past due. */
function fillBacklog(database: Database.Database, endpoints: readonly string[]): void {
  const insert = database.prepare(
    'insert or ignore into backlog (step_ms, at, waiting, past_due, queues) values (?, ?, ?, ?, ?)',
  );
  const insertQueue = database.prepare(
    'insert or ignore into endpoint_queues (step_ms, at, endpoint_id, queued, oldest_ms) values (?, ?, ?, ?, ?)',
  );
  for (const { step, count } of STEPS) {
    const latest = Math.floor(Date.now() / step) * step;
    for (let n = 1; n < count; n++) {
      const bad = Math.max(0, 9 - Math.abs(n - count / 3));
      insert.run(
        step,
        latest - n * step,
        4 + ((n * 7) % 5) + Math.round(bad * 6),
        Math.round(bad * 4),
        endpoints.length,
      );
      for (const [index, id] of endpoints.entries()) {
        const worst = Math.max(0, 8 - Math.abs(n - 15));
        const queued = (n + index) % 4 === 0 ? 0 : worst * (6 - index) + ((n * 7) % 3);
        if (queued > 0) insertQueue.run(step, latest - n * step, id, queued, 2_000 + worst * 9_000);
      }
    }
  }
}
