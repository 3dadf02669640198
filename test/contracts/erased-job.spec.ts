import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import type { ErasedMemory } from '../../src/modules/repair/erasures/erased-memory.service.js';
import { Erasures } from '../../src/modules/repair/erasures/erasures.service.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import type { Store } from '../../src/modules/store/store.js';
import { StoredJob } from '../support/a-job.js';
import { identity } from '../support/postgres-work.js';
import { PostgresServer } from '../support/postgres-server.js';
import { TempStore } from '../support/temp-store.js';
import { until } from '../support/until.js';

/** Tables in which a job may be named. */
const PLACES = [
  'attempts',
  'audit_entries',
  'conversations',
  'deliveries',
  'endpoint_health',
  'events',
  'incidents',
  'mutes',
  'operations',
  'views',
];

/** Fills the store with a job, and searches it, before and after an erasure. */
async function erase(
  store: Store,
  now: () => number,
  found: (text: string) => Promise<string[]>,
): Promise<StoredJob> {
  const endpoints = await store.endpoints.sync([identity('a'), identity('b')]);
  const [job, other] = [new StoredJob(store, now), new StoredJob(store, now)];
  // Rows of two jobs side by side move each other to other pages.
  for (let n = 0; n < 30; n++)
    for (const one of [job, other]) await one.settle(await one.report(endpoints, 2));
  await job.settle(await job.report(endpoints, 1), false);
  await job.report(endpoints, 3, false);
  await job.mention(endpoints[0]!);
  const before = new Set([...(await found(job.jobId)), ...(await found(job.person))]);
  expect([...before].sort()).toEqual(PLACES);
  const memory = { forget: async () => undefined } as unknown as ErasedMemory;
  const erasures = new Erasures(store.erasures, store.repair, memory);
  const { id } = await erasures.start({ jobId: job.jobId, reason: 'asked for', actor: 'ana' });
  await until('the erasure is done', async () => (await store.erasures.find(id))!.state === 'done');
  await erasures.beforeApplicationShutdown();
  expect(await store.erasures.find(id)).toMatchObject({ state: 'done', events: 65, deliveries: 129 });
  expect([await found(job.jobId), await found(job.person)]).toEqual([[], []]);
  return job;
}

describe('An erased job', () => {
  it('is in no table of a SQLite file, and its data in no byte of it or of its log', async () => {
    const temp = await TempStore.open();
    try {
      const reader = new SqliteDatabase(temp.file, { readonly: true });
      const tables = reader.prepare("select name from sqlite_schema where type = 'table'").all() as {
        name: string;
      }[];
      const found = async (text: string): Promise<string[]> =>
        tables
          .map(({ name }) => name)
          .filter((name) => JSON.stringify(reader.prepare(`select * from ${name}`).all()).includes(text));
      const job = await erase(temp.store, () => temp.clock.now(), found);
      reader.close();
      const namedIn = (file: string) => {
        const bytes = readFileSync(file);
        return [job.person, job.tail].filter((text) => bytes.includes(text));
      };
      expect([namedIn(`${temp.file}-wal`), namedIn(temp.file)]).toEqual([[], []]);
      await temp.store.close();
      expect([namedIn(temp.file), readFileSync(temp.file).includes('erased')]).toEqual([[], true]);
      await temp.reopen();
    } finally {
      await temp.remove();
    }
  });

  it('is in no table of a PostgreSQL database', async () => {
    const server = await PostgresServer.start();
    const database = await server.createDatabase();
    const store = await openPostgresStore(database.url);
    try {
      const tables = await database.query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'",
      );
      const found = async (text: string): Promise<string[]> => {
        const hits: string[] = [];
        for (const { name } of tables) {
          const rows = await database.query(
            `select 1 from ${name} t where position($1 in t::text) > 0 limit 1`,
            [text],
          );
          if (rows.length > 0) hits.push(name);
        }
        return hits;
      };
      const { jobId } = await erase(store, () => Date.now(), found);
      expect(await store.erasures.count(jobId)).toMatchObject({ events: 0, mentions: 0 });
    } finally {
      await store.close();
      await database.drop();
      await server.stop();
    }
  }, 60_000);
});
