/** Measures history queries with a million deliveries, on both stores, over HTTP (`npm run bench:history`). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayProcess } from '../test/support/gateway-process.ts';
import { PostgresServer } from '../test/support/postgres-server.ts';
import { fillPostgres, fillSqlite } from './history-fill.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 40;
/** Aim of each query's 95th percentile, ms. */
const LIMIT_MS = 200;

const HALF = new Date(Date.now() - (ROWS / 2) * 10_000).toISOString();

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

const QUESTIONS: readonly string[] = [
  'deliveries',
  'deliveries?limit=200',
  `deliveries?to=${HALF}`,
  'deliveries?state=failed',
  'deliveries?state=pending',
  'deliveries?state=cancelled',
  'deliveries?endpoint=webhook_1&state=failed&event=job.failed',
  'deliveries?event=job.timeout',
  'deliveries?event=job.nobody',
  'deliveries?error=needle',
  'deliveries?error=nothing+like+it',
  `deliveries?job_id=job-${Math.floor(ROWS / 6)}`,
  `deliveries?event_id=event-${Math.floor(ROWS / 2)}`,
  'events',
  'events?type=job.timeout',
  `events?to=${HALF}`,
  `events?job_id=job-${Math.floor(ROWS / 6)}`,
  `jobs/job-${Math.floor(ROWS / 6)}`,
  `events/event-${Math.floor(ROWS / 2)}`,
  'events?q=data.country%3Anobody',
  `events?q=status%3A503`,
  'events?q=%22needle+in+no+haystack%22',
  'events?q=id%3Anothing',
  'deliveries?q=status%3A503',
  'deliveries?q=data.job_id%3Anobody',
  'event-counts',
  `event-counts?q=last%3A30d`,
  'search?q=event-5',
  'search?q=77777',
  'search?q=nothing+like+it',
  'query-fields',
  'stats',
  `stats?from=${ago(24)}`,
  `stats?step=hour&from=${ago(24 * 7)}`,
  `stats?step=hour&from=${ago(24 * 60)}`,
];

const env = (database: string): Record<string, string> => ({
  DATABASE_URL: database,
  WEBHOOK_URLS: 'http://127.0.0.1:9/hook',
  WEBHOOK_SECRET_KEY: 'secret-of-the-bench',
  LOG_LEVEL: 'info',
  WEBHOOK_RETENTION_DAYS: '3650',
});

async function ask(gateway: GatewayProcess, path: string): Promise<number> {
  const started = performance.now();
  const { status } = await gateway.get(`/api/webhooks/${path}`);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return performance.now() - started;
}

async function measure(gateway: GatewayProcess, path: string): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await ask(gateway, path));
  times.sort((one, other) => one - other);
  return { p50: times[Math.floor(ROUNDS / 2)]!, p95: times[Math.floor(ROUNDS * 0.95)]! };
}

/** Makes the schema with one gateway, fills it, and queries another gateway. */
async function play(
  name: string,
  database: string,
  folder: string,
  fill: () => Promise<void>,
): Promise<void> {
  await (await GatewayProcess.start(env(database), folder)).end();
  console.error(`… ${name}: writing ${ROWS} deliveries`);
  await fill();
  const gateway = await GatewayProcess.start(env(database), folder);
  try {
    for (const path of QUESTIONS) {
      const { p50, p95 } = await measure(gateway, path);
      const verdict = p95 <= LIMIT_MS ? '' : `  over ${LIMIT_MS} ms`;
      if (verdict !== '') process.exitCode = 1;
      console.log(`${name}  ${p50.toFixed(1).padStart(7)}  ${p95.toFixed(1).padStart(7)}  ${path}${verdict}`);
    }
  } finally {
    await gateway.end();
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-history-'));
  const server = await PostgresServer.start();
  const database = await server.createDatabase();
  try {
    console.log('store      p50 ms   p95 ms  question');
    const file = join(folder, 'gateway.db');
    await play('sqlite  ', `sqlite:${file}`, folder, async () => fillSqlite(file, ROWS));
    await play('postgres', database.url, folder, () => fillPostgres((text) => database.query(text), ROWS));
  } finally {
    await database.drop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
