import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { HOSTILE_TEXTS } from '../support/hostile-values.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const PATH = '/api/webhooks/endpoints';
const LIVE = { events: ['live.*'], max_retries: 0 };
const KEY = 'admin-key-of-the-test-0123456789';
const ADMIN = { authorization: `Bearer ${KEY}` };
/** Time in which a change must be live on every node, ms. */
const SOON_MS = 1_000;

/** JSON of the API. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

/** The file of both gateways, with these endpoints beside the one that is always there. */
function write(...more: readonly object[]): void {
  const own = { name: 'Of the file', url: 'https://example.test/', events: ['none.at_all'] };
  writeFileSync(stage.folder.file('gateway.yaml'), JSON.stringify({ endpoints: [own, ...more] }));
}

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
    write();
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
  /** Lists the entries of the audit log about the file, the oldest first. */
  const filed = async (): Promise<string[]> => {
    const { entries } = await get(other, '/api/webhooks/audit');
    const own = entries.filter(({ actor }: Json) => actor === 'file');
    return own.map(({ action }: Json) => action).reverse();
  };
  /** A change made at one is seen at the other, within a second of its answer. */
  const soon = (what: string, look: () => Promise<boolean>): Promise<boolean> => until(what, look, SOON_MS);
  const shownBy = (gateway: GatewayProcess, id: string, holds: (endpoint: Json) => boolean) =>
    soon('the other shows it', async () => {
      const { endpoint } = await get(gateway, `${PATH}/${id}`);
      return endpoint !== undefined && holds(endpoint);
    });

  it('have the endpoints of a file once when all apply it at the same moment', async () => {
    for (const gateway of [one, other]) expect(await names(gateway)).toEqual(['Of the file']);
    expect(await filed()).toEqual(['endpoints.create']);
  });

  it('route by a file within a second after one of them has read it again', async () => {
    const receiver = await stage.receiver();
    const url = receiver.url('/file');
    const routes = (wanted: number) =>
      soon('the other routes by it', async () => {
        const { results } = await other.trigger({ event: 'filed.x' }, ADMIN);
        return results.total === wanted;
      });
    const readAgain = async (summary: string): Promise<void> => {
      one.child.kill('SIGHUP');
      await one.said(new RegExp(`read again: ${summary}`));
    };

    write({ name: 'A', url, events: ['filed.*'] }, { name: 'B', url, events: ['filed.x'] });
    await readAgain('3 endpoints, 2 added or changed, 0 removed');
    await routes(2);
    await receiver.count(2);
    write({ name: 'A', url, events: ['other.*'] }, { name: 'B', url, events: ['filed.x'] });
    await readAgain('3 endpoints, 1 added or changed, 0 removed');
    await routes(1);
    write();
    await readAgain('1 endpoint, 0 added or changed, 2 removed');
    await routes(0);
    const done = ['create', 'create', 'create', 'update', 'delete', 'delete'];
    expect(await filed()).toEqual(done.map((verb) => `endpoints.${verb}`));
  }, 60_000);

  it('share created, changed and removed endpoints within a second', async () => {
    const receiver = await stage.receiver(() => 500);
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
        `select state, reason from deliveries where endpoint_id = $1 and state not in ('pending', 'sending')`,
        [endpoint.id],
      );
    expect(await until('it is cancelled', async () => (await settled())[0])).toEqual({
      state: 'cancelled',
      reason: 'endpoint_removed',
    });
    const rows = JSON.stringify(await database.query('select * from definitions'));
    expect(rows).not.toContain(secret);
  }, 60_000);

  it('share disabling, enabling, pausing, resuming and new keys within a second', async () => {
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

  it('give endpoints that are created at the same time different public names', async () => {
    const request = { url: 'https://example.test/', events: ['none.at_all'] };
    const made = await Promise.all([one, other, one, other].map((gateway) => post(gateway, PATH, request)));
    expect(new Set(made.map(({ endpoint }) => endpoint.webhook_id)).size).toBe(4);
    for (const gateway of [one, other])
      await soon('it knows all', async () => (await names(gateway)).length === 5);
  });

  it('accept a session that was opened at another, until it has ended', async () => {
    const login = await one.post('/api/console/login', { key: KEY });
    const cookie = { cookie: login.headers.get('set-cookie')!.split(';')[0]! };
    const token = { 'x-csrf-token': login.body.csrf_token as string };
    const statuses = () =>
      Promise.all([one, other].map(async (node) => (await node.get(PATH, cookie)).status));
    expect(await statuses()).toEqual([200, 200]);
    const ended = await other.post('/api/console/logout', {}, { ...cookie, ...token });
    expect(ended.status).toBe(200);
    expect(await statuses()).toEqual([401, 401]);
  });

  it('accept or refuse hostile texts in every field, and never answer 5xx', async () => {
    const texts = [...HOSTILE_TEXTS, '\ud800', 'a\0b'];
    const { endpoint } = await post(one, PATH, { url: 'https://example.test/', events: ['none.at_all'] });
    const at = `${PATH}/${endpoint.id}`;
    const bulk = '/api/webhooks/deliveries/redeliver';
    const events = texts.map((text) => {
      return { event: 'hostile.text', data: { [text]: text, job_id: text, error: text } };
    });
    const taken = await one.post('/api/webhooks/events', { events }, ADMIN);
    expect(taken).toMatchObject({ status: 202, body: { accepted: texts.length } });
    const asked = texts.flatMap((text) => {
      const query = encodeURIComponent(text.toWellFormed());
      return [
        one.post('/api/webhooks/trigger', { event: 'hostile.text', id: text }, ADMIN),
        patch(one, at, { name: text, headers: { 'X-Text': text }, filter: { 'data.text': text } }),
        one.post(`${at}/disable`, { reason: text }, ADMIN),
        one.post(bulk, { filter: { error: text, job_id: text }, dry_run: true }, ADMIN),
        one.get(`/api/webhooks/deliveries?error=${query}&job_id=${query}`, ADMIN),
        one.get(`/api/webhooks/events?job_id=${query}`, ADMIN),
      ];
    });
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    // The log may still tell of deliveries of the tests before: that is no fault of the gateway.
    const faults = one.lines.filter(
      (line) => /"level":"(error|fatal)"/.test(line) && !line.includes('Webhook delivery failed'),
    );
    expect(faults.map((line) => line.slice(0, 600))).toEqual([]);
    await one.request('DELETE', at, { headers: ADMIN });
  });

  describe('after failed deliveries', () => {
    const COUNT = 16;
    const OPERATIONS = '/api/webhooks/operations';
    let endpointId: string;
    let answer = 500;

    beforeAll(async () => {
      const receiver = await stage.receiver(() => answer);
      const { endpoint } = await post(one, PATH, { ...LIVE, url: receiver.url('/c'), name: 'Failing' });
      endpointId = endpoint.id;
      await until('the other knows it', async () => (await names(other)).includes('Failing'));
      for (let n = 0; n < COUNT; n++) await one.trigger({ event: 'live.x', data: { n } }, ADMIN);
      await until('they have failed', async () => (await failed()) === COUNT);
      answer = 200;
    }, 60_000);

    const failed = async (): Promise<number> =>
      (await get(other, `/api/webhooks/deliveries?endpoint=${endpointId}&state=failed`)).deliveries.length;
    const redeliver = async (rate: number): Promise<string> => {
      const request = { filter: { endpoint: endpointId }, rate };
      return (await post(one, '/api/webhooks/deliveries/redeliver', request)).operation.id;
    };
    const operation = async (gateway: GatewayProcess, id: string): Promise<Json> =>
      (await get(gateway, `${OPERATIONS}/${id}`)).operation;
    const underWay = (id: string) =>
      until('it is under way', async () => (await operation(other, id)).processed >= 2);

    it('show an operation that was started at another, and can end it', async () => {
      const id = await redeliver(2);
      await underWay(id);
      expect((await get(other, OPERATIONS)).operations).toMatchObject([{ id, state: 'running' }]);
      expect((await post(other, `${OPERATIONS}/${id}/cancel`)).operation.state).toBe('cancelled');
      const { processed, ...rest } = await operation(one, id);
      expect(rest).toMatchObject({ state: 'cancelled', total: COUNT });
      expect(processed).toBeLessThan(COUNT);
      expect(await failed()).toBe(COUNT - processed);
    }, 60_000);

    it('continue an operation of one that was killed', async () => {
      const left = await failed();
      const id = await redeliver(4);
      await underWay(id);
      expect((await operation(other, id)).state).toBe('running');
      await one.end('SIGKILL');
      await until('it is done', async () => (await operation(other, id)).state === 'done');
      expect(await operation(other, id)).toMatchObject({ processed: left, succeeded: left, failed: 0 });
      expect(await failed()).toBe(0);
    }, 60_000);
  });
});
