import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const PATH = '/api/webhooks/endpoints';
const LIVE = { events: ['live.*'], max_retries: 0 };
const KEY = 'admin-key-of-the-test-0123456789';
const ADMIN = { authorization: `Bearer ${KEY}` };
/** What "live on every node" may take, ms. */
const SOON_MS = 1_000;

/** JSON of the API. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

describe('Several gateways on one PostgreSQL', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let one: GatewayProcess;
  let other: GatewayProcess;

  beforeAll(async () => {
    server = await PostgresServer.start();
    database = await server.createDatabase();
    const env = {
      DATABASE_URL: database.url,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
      WEBHOOK_ADMIN_KEYS: KEY,
      WEBHOOK_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      WEBHOOK_ALLOW_NETWORKS: 'loopback',
      WEBHOOK_MAX_RETRIES: '20',
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_CONFIG: 'gateway.yaml',
    };
    const endpoints = [{ name: 'Of the file', url: 'https://example.com/', events: ['none.at_all'] }];
    writeFileSync(stage.folder.file('gateway.yaml'), JSON.stringify({ endpoints }));
    [one, other] = await Promise.all([stage.gateway(env), stage.gateway(env)]);
  }, 90_000);
  afterAll(async () => {
    await stage.clear();
    await database?.drop();
    await server?.stop();
  });

  const post = async (gateway: GatewayProcess, path: string, body: object = {}): Promise<Json> =>
    (await gateway.post(path, body, ADMIN)).body;
  const get = async (gateway: GatewayProcess, path: string): Promise<Json> =>
    (await gateway.get(path, ADMIN)).body;
  const patch = (gateway: GatewayProcess, path: string, body: object): Promise<ApiAnswer> =>
    gateway.request('PATCH', path, {
      body: JSON.stringify(body),
      headers: { ...ADMIN, 'content-type': 'application/json' },
    });
  const names = async (gateway: GatewayProcess): Promise<string[]> =>
    (await get(gateway, PATH)).endpoints.map(({ name }: { name: string }) => name);
  /** A change made at one is seen at the other, within a second of its answer. */
  const soon = (what: string, look: () => Promise<boolean>): Promise<boolean> => until(what, look, SOON_MS);
  const shownBy = (gateway: GatewayProcess, id: string, holds: (endpoint: Json) => boolean) =>
    soon('the other shows it', async () => {
      const { endpoint } = await get(gateway, `${PATH}/${id}`);
      return endpoint !== undefined && holds(endpoint);
    });

  it('that apply the same file at the same moment have its endpoints once', async () => {
    for (const gateway of [one, other]) expect(await names(gateway)).toEqual(['Of the file']);
  });

  it('have what was made, changed and removed at one at the other within a second', async () => {
    const receiver = await stage.receiver(() => 503);
    const headers = { 'X-From': 'database' };
    const request = { url: receiver.url('/a'), events: ['*'], name: 'Made', headers };
    const { endpoint, secret } = await post(one, PATH, request);
    await soon('the other knows it', async () => (await names(other)).includes('Made'));
    const { deliveries } = await other.trigger({ event: 'job.completed' }, ADMIN);
    expect(deliveries).toMatchObject([{ webhook_id: endpoint.webhook_id }]);
    const [sent] = await receiver.count(1);
    expect(sent!.headers).toMatchObject({ 'x-from': 'database' });

    await patch(one, `${PATH}/${endpoint.id}`, { name: 'Changed', events: ['changed.only'] });
    await soon('the other knows it', async () => (await names(other)).includes('Changed'));
    expect((await other.trigger({ event: 'job.completed' }, ADMIN)).results.total).toBe(0);

    await one.request('DELETE', `${PATH}/${endpoint.id}`, { headers: ADMIN });
    await soon('the other forgets it', async () => (await names(other)).length === 1);
    const settled = () =>
      database.query<{ state: string; reason: string }>(
        `select state, reason from deliveries where state not in ('pending', 'sending')`,
      );
    expect(await until('it is cancelled', async () => (await settled())[0])).toEqual({
      state: 'cancelled',
      reason: 'endpoint_removed',
    });
    const rows = JSON.stringify(await database.query('select * from definitions'));
    expect(rows).not.toContain(secret);
  }, 60_000);

  it('follow within a second what is disabled and enabled, paused and resumed, and given a new key', async () => {
    const receiver = await stage.receiver();
    const { endpoint } = await post(one, PATH, { ...LIVE, url: receiver.url('/b'), name: 'Switched' });
    const at = `${PATH}/${endpoint.id}`;
    const taken = async () => (await other.trigger({ event: 'live.x' }, ADMIN)).results.total as number;
    await shownBy(other, endpoint.id, ({ state }) => state === 'enabled');

    await post(one, `${at}/disable`, { reason: 'by one' });
    await shownBy(other, endpoint.id, ({ disabled_reason: reason }) => reason === 'by one');
    expect(await taken()).toBe(0);
    await post(other, `${at}/enable`);
    await shownBy(one, endpoint.id, ({ state }) => state === 'enabled');

    await post(one, `${at}/pause`);
    await shownBy(other, endpoint.id, ({ state }) => state === 'paused');
    expect(await taken()).toBe(1);
    expect(receiver.requests).toEqual([]);
    await post(one, `${at}/resume`);
    await shownBy(other, endpoint.id, ({ state }) => state === 'enabled');
    const [kept] = await receiver.count(1);
    expect(kept!.headers).not.toHaveProperty('x-streamgank-signature-previous');

    await post(one, `${at}/rotate-secret`);
    await shownBy(other, endpoint.id, ({ secret }) => secret.previous_until !== null);
    expect(await taken()).toBe(1);
    const [, signed] = await receiver.count(2);
    expect(signed!.headers).toHaveProperty('x-streamgank-signature-previous');
    await one.request('DELETE', at, { headers: ADMIN });
    await soon('the other forgets it', async () => !(await names(other)).includes('Switched'));
  }, 60_000);

  it('that make endpoints at once give them names of their own', async () => {
    const request = { url: 'https://example.com/', events: ['none.at_all'] };
    const made = await Promise.all([one, other, one, other].map((gateway) => post(gateway, PATH, request)));
    expect(new Set(made.map(({ endpoint }) => endpoint.webhook_id)).size).toBe(4);
    for (const gateway of [one, other])
      await soon('it knows all', async () => (await names(gateway)).length === 5);
  });
});
