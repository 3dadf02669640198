import { createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { START_MS, type GatewayProcess, type Json } from '../support/gateway-process.js';
import { PostgresServer } from '../support/postgres-server.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';
import { readContents, type Contents } from './contents.js';
import { keptContents, keptDatabase, versions, type StoreName } from './kept.js';
import { ADMIN, HOSTS, JSON_BY_ADMIN, KEYS, OWN_SECRET, sentTo, settings, startWorld } from './scene.js';

/** The longest delay of a kept database is two minutes: it is over, unless the database was written just now. */
const DUE_MS = 150_000;

const kept = versions().flatMap((version) =>
  (['sqlite', 'postgres'] as const).map((store): [string, StoreName] => [version, store]),
);

const byId = (rows: readonly Json[]): Map<string, Json> => new Map(rows.map((row) => [row.id, row]));
const isSettled = ({ state }: Json): boolean => state !== 'pending' && state !== 'sending';

/** Returns the fields of an event type that an operator has set; the gateway's own texts in the others may be better in a later version. */
function givenOf({ type, source, built_in, revision, updated_at, overrides, ...fields }: Json): Json {
  const given = (overrides.api as string[]).map((name) => [name, fields[name]] as const);
  return { type, source, built_in, revision, updated_at, overrides, ...Object.fromEntries(given) };
}

/** Returns the parts of a delivery that must stay. A body that is made again is compared only where both versions make it as it was sent. */
function lasting(row: Json, other: Json = row): Json {
  const history = row.history.map(({ request, ...attempt }: Json, at: number) => ({
    ...attempt,
    ...(request !== null && { method: request.method, url: request.url }),
    ...(request?.body_exact === true &&
      other.history[at]?.request?.body_exact === true && { body: request.body }),
  }));
  return { ...row, history };
}

it('The databases of at least one version are kept', () => {
  expect(versions()).not.toEqual([]);
});

describe.each(kept)('A database of %s (%s)', (version, store) => {
  const stage = Stage.forFile();
  const before: Contents = keptContents(version)[store];
  let world: Receiver;
  let gateway: GatewayProcess;
  let url: string;
  let server: PostgresServer | null = null;
  let contents: Contents;

  beforeAll(async () => {
    world = await startWorld();
    url = store === 'sqlite' ? restoreSqlite() : await restorePostgres();
    gateway = await stage.gateway(settings(url, world));
    contents = await readContents(gateway, before.hours);
  }, 2 * START_MS);

  afterAll(async () => {
    await stage.clear();
    await world?.close();
    await server?.stop();
  }, START_MS);

  function restoreSqlite(): string {
    mkdirSync(stage.folder.file('data'));
    writeFileSync(stage.databaseFile, keptDatabase(version, store));
    return 'sqlite:./data/gateway.db';
  }

  async function restorePostgres(): Promise<string> {
    server = await PostgresServer.start();
    const database = await server.createDatabase();
    await database.query(keptDatabase(version, store).toString());
    return database.url;
  }

  const endpoint = (name: string): Json => before.endpoints.find((one) => one.name === name);
  const deliveriesOf = (rows: Contents, name: string): Json[] =>
    rows.deliveries.filter((row) => row.endpoint_id === endpoint(name).id);

  it('shows every endpoint as it was, event type, event and audit entry', () => {
    const now = byId(contents.endpoints);
    for (const one of before.endpoints) expect(now.get(one.id)).toMatchObject(one);
    expect(contents.eventTypes).toMatchObject(before.eventTypes.map(givenOf));
    const events = byId(contents.events);
    for (const one of before.events) expect(events.get(one.id)).toMatchObject(one);
    const audit = byId(contents.audit);
    for (const one of before.audit) expect(audit.get(one.id)).toMatchObject(one);
  });

  it('shows every settled delivery with its attempts', () => {
    const now = byId(contents.deliveries);
    // The operation that was under way sends those of this endpoint again.
    const settled = before.deliveries.filter(
      (row) => isSettled(row) && row.endpoint_id !== endpoint('refusing').id,
    );
    expect(new Set(settled.map(({ state }) => state))).toEqual(new Set(['delivered', 'failed', 'cancelled']));
    for (const one of settled) expect(lasting(now.get(one.id))).toMatchObject(lasting(one, now.get(one.id)));
    expect(now.size).toBeGreaterThanOrEqual(before.deliveries.length);
  });

  it('keeps its figures', () => {
    // Within the hours in which it was written, what this test settles counts there too.
    const most = Date.parse(before.hours.to) < Date.now() ? 0 : Infinity;
    for (const [name, count] of Object.entries(before.statistics)) {
      const more = contents.statistics[name] - (count as number);
      expect([name, more >= 0 && more <= most]).toEqual([name, true]);
    }
    expect(before.statistics.delivered).toBeGreaterThan(0);
  });

  it(
    'goes on with every delivery that was open, and with the operation under way',
    async () => {
      await gateway.post(`/api/webhooks/endpoints/${endpoint('paused').id}/resume`, {}, JSON_BY_ADMIN);
      await gateway.post('/api/webhooks/deliveries/retry', { filter: { state: 'pending' } }, JSON_BY_ADMIN);
      const open = before.deliveries.filter((row) => !isSettled(row));
      expect(new Set(open.map(({ state }) => state))).toEqual(new Set(['pending', 'sending']));
      const again = deliveriesOf(before, 'refusing');
      let now: Contents;
      await until(
        () => `still open: ${JSON.stringify(now.deliveries.filter((row) => !isSettled(row)))}`,
        async () => {
          now = await readContents(gateway, before.hours);
          const states = byId(now.deliveries);
          return [...open, ...again].every(({ id }) => states.get(id).state === 'delivered');
        },
        DUE_MS,
      );
      for (const { id, endpoint_id } of open) {
        const sent = world.requests.filter(({ headers }) => headers['x-streamgank-delivery'] === id);
        expect([endpoint_id, sent.length]).toEqual([endpoint_id, 1]);
      }
      const last = await gateway.get('/api/webhooks/operations', ADMIN);
      expect(last.body.operations[0]).toMatchObject({ kind: expect.any(String), state: 'done' });
      const operations = byId(now!.operations);
      for (const one of before.operations) expect(operations.get(one.id)).toMatchObject(one);
    },
    2 * DUE_MS,
  );

  it('signs with its keys, and knows the secrets of its endpoints', async () => {
    const known = await gateway.trigger(
      { event: 'job.completed', data: before.events.find(({ id }) => id === 'kept-1').data, id: 'kept-1' },
      JSON_BY_ADMIN,
    );
    expect(known).toMatchObject({ duplicate: true, event_id: 'kept-1' });
    const job = { job_id: 'after-the-upgrade', title: 'Été 2026', country: 'de' };
    await gateway.trigger({ event: 'job.completed', data: job }, { ...JSON_BY_ADMIN, prefer: 'wait=20' });
    // Chats show the title in place of the id.
    const ofJob = ({ body }: { body: string }): boolean =>
      [job.job_id, job.title].some((text) => body.includes(text));
    const sent = sentTo(world, HOSTS.app).filter(ofJob);
    const own = sent.find(({ path }) => path.includes('/own'))!;
    expect(own.path).toBe(`http://${HOSTS.app}/own?token=kept-in-the-query`);
    expect(own.headers['x-kept']).toBe('kept in a header');
    expect(() => new Webhook(OWN_SECRET).verify(own.body, own.headers as never)).not.toThrow();
    const shared = sent.find(({ path }) => path.includes('/environment'))!;
    const digest = createHmac('sha256', KEYS.WEBHOOK_SECRET_KEY).update(shared.body).digest('hex');
    expect(shared.headers['x-streamgank-signature']).toBe(`sha256=${digest}`);
    const chats = sentTo(world, 'chat.test').filter(ofJob);
    expect(chats.map(({ path }) => new URL(path).pathname).sort()).toEqual([
      '/api/webhooks/1/kept-token',
      '/bot123456:keptkeptkeptkeptkeptkeptkeptkeptkep/sendMessage',
      '/services/T000/B000/keptkeptkeptkeptkept',
    ]);
  });

  it('serves every page of the console and what it loads', async () => {
    const { id } = before.deliveries[0];
    const pages = ['', 'endpoints', `deliveries/${id}`, 'deliveries', 'events', 'event-types', 'operations'];
    for (const page of pages) {
      const answer = await gateway.get(`/${page}`);
      expect([page, answer.status, answer.body.includes('<div id="root">')]).toEqual([page, 200, true]);
    }
    for (const path of ['status', 'jobs/done-1', 'adapters', `endpoints/${endpoint('slack').id}`])
      expect([path, (await gateway.get(`/api/webhooks/${path}`, ADMIN)).status]).toEqual([path, 200]);
  });

  it(
    'opens again',
    async () => {
      await gateway.end();
      gateway = await stage.gateway(settings(url, world));
      expect((await gateway.get('/readyz')).status).toBe(200);
    },
    START_MS,
  );
});
