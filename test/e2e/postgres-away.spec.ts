import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiDescription } from '../support/api-description.js';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const UNAVAILABLE = { status: 503, body: { success: false, code: 'store_unavailable' } };
/** A time much shorter than a lease, ms. */
const SOON_MS = 8_000;
/** The time after which a gateway gives up on a statement, ms: until then only what does not wait for one is answered. */
const STATEMENT_MS = 35_000;
const MIB = 1024 * 1024;
/** The number of events of nearly 1 MiB that may wait for the store, and a few beyond it. */
const FITTING = 64;
const BEYOND = 6;

/** A gateway as a process of its own, its database behind a proxy. */
describe('A gateway whose PostgreSQL is unavailable', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let proxy: TcpProxy;
  let receiver: Receiver;
  let gateway: GatewayProcess;
  let answer: number;

  beforeAll(async () => {
    server = await PostgresServer.startOwn();
    database = await server.createDatabase();
    proxy = await TcpProxy.inFrontOf(database.url);
    receiver = await stage.receiver(() => answer);
    gateway = await stage.gateway({
      // Events wait longer for a connection than all of them take to come in, however busy the machine is.
      DATABASE_URL: `${proxy.url}?connect_timeout=60`,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_MAX_RETRIES: '100',
      WEBHOOK_RETRY_DELAY: '100',
      WEBHOOK_MAX_RETRY_DELAY: '100',
    });
  }, 60_000);
  beforeEach(() => void (answer = 200));
  afterAll(async () => {
    await stage.clear();
    await proxy?.close();
    await server?.stop();
  });

  const post = (id: string): Promise<ApiAnswer> =>
    gateway.post('/api/webhooks/trigger', { event: 'job.completed', id, data: { job_id: id } });
  const stored = (id: string) => database.query('select 1 from events where id = $1', [id]);
  const arrivals = (id: string): number =>
    receiver.requests.filter(({ body }) => JSON.parse(body).data.job_id === id).length;
  const ready = () => until('ready again', async () => (await gateway.get('/readyz')).status === 200);
  const statusOf = async (path: string) => [path, (await gateway.get(path)).status];

  it('refuses events, shows what it has in memory, and recovers by itself', async () => {
    answer = 500;
    for (const id of ['a', 'b', 'c']) expect((await post(id)).status).toBe(202);
    await receiver.count(3);
    await server.crash();
    const refused = await post('d');
    expect(refused).toMatchObject(UNAVAILABLE);
    expect(refused.headers.get('retry-after')).toBe('5');
    const api = new ApiDescription();
    expect(api.faultsOf(api.operation('triggerEvent'), refused)).toEqual([]);
    expect(await gateway.get('/readyz')).toMatchObject(UNAVAILABLE);
    for (const path of ['/livez', '/metrics', '/api/webhooks/endpoints', '/api/webhooks/adapters'])
      expect(await statusOf(path)).toEqual([path, 200]);
    const { body: metrics } = await gateway.get('/metrics');
    expect(metrics).toContain('webhook_events_accepted_total{event_type="job.completed"} 3');
    expect(metrics).not.toMatch(/^webhook_deliveries_open/m);
    for (const path of ['/api/webhooks/status', '/api/webhooks/deliveries', '/api/webhooks/events'])
      expect(await gateway.get(path)).toMatchObject(UNAVAILABLE);

    answer = 200;
    await server.startAgain();
    await ready();
    await gateway.settled();
    expect(
      await database.query('select id, state from deliveries where event_id <> all ($1)', [['a', 'b', 'c']]),
    ).toEqual([]);
    expect(await database.query('select distinct state from deliveries')).toEqual([{ state: 'delivered' }]);
    expect(await post('d')).toMatchObject({ status: 202, body: { duplicate: false } });
    await until('the arrival', () => arrivals('d') === 1);
  }, 60_000);

  it('delivers an event once whose commit was answered with an error', async () => {
    let tries = 0;
    const id = await until('a lost answer', async () => {
      const name = `lost-${++tries}`;
      await ready();
      proxy.infect('down', { kind: 'limit_data', bytes: 0 });
      const { status } = await post(name);
      proxy.heal();
      return status === 503 && (await stored(name)).length === 1 && name;
    });
    await until('the arrival', () => arrivals(id) === 1, SOON_MS);
    await ready();
    expect(await post(id)).toMatchObject({ status: 202, body: { duplicate: true } });
    await gateway.settled();
    expect(arrivals(id)).toBe(1);
  }, 60_000);

  it('holds events up to its memory limit while queries hang, refuses further ones, and reports its health at once', async () => {
    await ready();
    for (const way of ['up', 'down'] as const) proxy.infect(way, { kind: 'timeout', ms: 0 });
    const filler = 'x'.repeat(MIB - 300);
    const refused: ApiAnswer[] = [];
    let answered = 0;
    const posts = Array.from({ length: FITTING + BEYOND }, async (_, nth) => {
      const data = { job_id: `hung-${nth}`, filler };
      const answer = await gateway.post('/api/webhooks/trigger', { event: 'job.completed', data });
      answered += 1;
      if (answer.body.code === 'unavailable') refused.push(answer);
      return answer;
    });
    await until('the refusals', () => refused.length === BEYOND, STATEMENT_MS);
    for (const { status, headers } of refused)
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    const [health, metrics] = await Promise.all([gateway.get('/readyz'), gateway.get('/metrics')]);
    expect(health).toMatchObject(UNAVAILABLE);
    expect(metrics.status).toBe(200);
    expect(metrics.body).not.toMatch(/^webhook_(deliveries_open|oldest_open|deliveries_due)/m);
    // The other events still wait for their statements: nothing above did.
    expect(answered).toBe(BEYOND);

    proxy.heal();
    proxy.cutAll();
    const answers = await Promise.all(posts);
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted.length).toBeGreaterThan(0);
    expect(refused).toHaveLength(BEYOND);
    await ready();
    await gateway.settled();
    const arrived = new Set(receiver.requests.map(({ headers }) => headers['x-streamgank-delivery']));
    const promised = accepted.map(({ body }) => body.deliveries[0].delivery_id);
    expect(promised.filter((id) => !arrived.has(id))).toEqual([]);
  }, 60_000);
});
