import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const PATH = '/api/webhooks/endpoints';
/** What "live on every node" may take, ms. */
const SOON_MS = 1_000;

describe('Endpoints of several gateways on one PostgreSQL', () => {
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
      WEBHOOK_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      WEBHOOK_ALLOW_NETWORKS: 'loopback',
      WEBHOOK_MAX_RETRIES: '20',
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

  const names = async (gateway: GatewayProcess): Promise<string[]> =>
    (await gateway.get(PATH)).body.endpoints.map(({ name }: { name: string }) => name);

  it('that apply the same file at the same moment have its endpoints once', async () => {
    for (const gateway of [one, other]) expect(await names(gateway)).toEqual(['Of the file']);
  });

  it('made, changed and removed at one are so at the other within a second', async () => {
    const receiver = await stage.receiver(() => 503);
    const headers = { 'X-From': 'database' };
    const request = { url: receiver.url('/a'), events: ['*'], name: 'Made', headers };
    const { endpoint, secret } = (await one.post(PATH, request)).body;
    await until('the other knows it', async () => (await names(other)).includes('Made'), SOON_MS);
    const { deliveries } = await other.trigger({ event: 'job.completed' });
    expect(deliveries).toMatchObject([{ webhook_id: endpoint.webhook_id }]);
    const [sent] = await receiver.count(1);
    expect(sent!.headers).toMatchObject({ 'x-from': 'database' });

    await one.request('PATCH', `${PATH}/${endpoint.id}`, {
      body: JSON.stringify({ name: 'Changed', events: ['changed.only'] }),
      headers: { 'content-type': 'application/json' },
    });
    await until('the other knows it', async () => (await names(other)).includes('Changed'), SOON_MS);
    expect((await other.trigger({ event: 'job.completed' })).results.total).toBe(0);

    await other.post(`${PATH}/${endpoint.id}/disable`, { reason: 'by the other' });
    await until(
      'it is disabled here',
      async () => (await one.get(`${PATH}/${endpoint.id}`)).body.endpoint.disabled_reason === 'by the other',
      SOON_MS,
    );

    await one.request('DELETE', `${PATH}/${endpoint.id}`);
    await until('the other forgets it', async () => (await names(other)).length === 1, SOON_MS);
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

  it('made at both at once get names of their own', async () => {
    const request = { url: 'https://example.com/', events: ['none.at_all'] };
    const made = await Promise.all([one, other, one, other].map((gateway) => gateway.post(PATH, request)));
    expect(new Set(made.map(({ body }) => body.endpoint.webhook_id)).size).toBe(4);
    for (const gateway of [one, other])
      await until('it knows all', async () => (await names(gateway)).length === 5, SOON_MS);
  });
});
