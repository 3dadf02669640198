import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANY_DELIVERY, type DeliveryFilter } from '../../src/modules/store/history-store.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import type { Store } from '../../src/modules/store/store.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { acceptanceFor, deliveredNow, identity, LEASE_MS } from '../support/postgres-work.js';
import { TempStore } from '../support/temp-store.js';
import { until } from '../support/until.js';

const EVENTS = 5;
const PAGE = { after: null, limit: 50 };
/** No page of a database holds it, and nothing compresses it. */
const BODY_BYTES = 200_000;
const MARK = 'overflowing';
const ANSWER_BYTES = 4_096;

/** Deliveries with a large body each and a large answer, done; the id of one event and of its delivery. */
async function fill(store: Store): Promise<{ event: string; delivery: string }> {
  const [endpoint] = await store.endpoints.sync([identity('a')]);
  const made = Array.from({ length: EVENTS }, () => {
    const noise = randomBytes(BODY_BYTES / 2).toString('base64');
    const data = JSON.stringify({ job_id: 'j1', marks: MARK.repeat(BODY_BYTES / MARK.length), noise });
    return { ...acceptanceFor(endpoint!, 'token', { data }), jobId: 'j1' };
  });
  await store.events.accept(made, LEASE_MS);
  const answer = randomBytes(ANSWER_BYTES / 2).toString('hex');
  const done = made.map(({ deliveries: [delivery] }) => {
    const settlement = deliveredNow(delivery!);
    return { ...settlement, attempt: { ...settlement.attempt!, responseBody: answer } };
  });
  expect(await store.queue.settle(done)).not.toContain(false);
  return { event: made[0]!.event.id, delivery: made[0]!.deliveries[0]!.id };
}

/** Each list there is, with every filter. */
async function lists({ history }: Store): Promise<number[]> {
  const filters: Partial<DeliveryFilter>[] = [
    {},
    { jobId: 'j1' },
    { types: ['job.*'] },
    { states: ['delivered'], from: 0 },
    { error: 'nothing like it' },
  ];
  const counts: number[] = [];
  for (const filter of filters) {
    const wanted = { ...ANY_DELIVERY, ...filter };
    counts.push(
      (await history.deliveries(wanted, PAGE)).rows.length,
      (await history.count(wanted, null)).count,
    );
  }
  for (const filter of [{}, { jobId: 'j1' }, { types: ['job.*'] }]) {
    const wanted = { types: null, jobId: null, from: null, to: null, ...filter };
    counts.push((await history.events(wanted, PAGE)).rows.length);
  }
  return counts;
}

const ALL_BUT_FOR_THE_ERROR = [...Array<number>(8).fill(EVENTS), 0, 0, EVENTS, EVENTS, EVENTS];

describe('Lists of a SQLite store', () => {
  let temp: TempStore;
  beforeAll(async () => {
    temp = await TempStore.open();
  });
  afterAll(() => temp.remove());

  /** Breaks stored bodies: in a page that holds nothing but the inside of a body, the pointer to the next page leads nowhere. */
  const breakBodies = (): number => {
    const bytes = readFileSync(temp.file);
    const size = bytes.readUInt16BE(16);
    let broken = 0;
    for (let page = 0; page < bytes.length; page += size) {
      const text = bytes.toString('latin1', page + 4, page + size);
      if (text.split(MARK).length - 1 < size / MARK.length - 2) continue;
      bytes.writeUInt32BE(0xffff_ffff, page);
      broken += 1;
    }
    writeFileSync(temp.file, bytes);
    return broken;
  };

  it('are read without bodies: with the pages of bodies destroyed, only reads of a body fail', async () => {
    const { event } = await fill(temp.store);
    await temp.store.close();
    expect(breakBodies()).toBeGreaterThan(EVENTS * 10);
    await temp.reopen();
    expect(await lists(temp.store)).toEqual(ALL_BUT_FOR_THE_ERROR);
    await expect(temp.store.history.event(event)).rejects.toThrow(/SQLITE_CORRUPT/);
  });
});

describe('Lists of a PostgreSQL store', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  beforeAll(async () => {
    server = await PostgresServer.start();
    database = await server.createDatabase();
  }, 60_000);
  afterAll(async () => {
    await database?.drop();
    await server?.stop();
  });

  /** Blocks read where large values lie apart from their rows. */
  const apart = async (): Promise<{ events: number; attempts: number }> => {
    const read = `select relname, coalesce(toast_blks_hit, 0) + coalesce(toast_blks_read, 0) as blocks
      from pg_statio_user_tables where relname in ('events', 'attempts')`;
    const rows = (await database.query(read)) as { relname: string; blocks: string }[];
    return Object.fromEntries(rows.map(({ relname, blocks }) => [relname, Number(blocks)])) as never;
  };
  /** Works on a new connection: the pages that a connection has read are told when it ends. */
  const connected = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await openPostgresStore(database.url);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const more = (than: { events: number; attempts: number }) => async () => {
    const now = await apart();
    return now.events > than.events && now.attempts > than.attempts ? now : null;
  };

  it('are read without bodies: no page of the separate storage of bodies is read', async () => {
    const { event, delivery } = await connected(fill);
    const filled = await until('what the filling read', more({ events: 0, attempts: 0 }));
    expect(await connected(lists)).toEqual(ALL_BUT_FOR_THE_ERROR);
    const listed = await apart();
    await connected(async ({ history }) => [await history.event(event), await history.delivery(delivery)]);
    await until('what the bodies read', more(listed));
    expect(listed).toEqual(filled);
  });
});
