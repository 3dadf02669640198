import { describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { postgresForEachTest } from '../support/postgres-for-each-test.js';
import { arrivals } from '../support/arrivals.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();

/** Gateways as processes of their own on a real PostgreSQL. */
describe('On PostgreSQL', () => {
  const database = postgresForEachTest();

  function gateway(env: Record<string, string>): Promise<GatewayProcess> {
    return stage.gateway({
      DATABASE_URL: database.url,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
      WEBHOOK_RATE_LIMIT_MAX: '100000',
      WEBHOOK_BREAKER_FAILURES: '0',
      ...env,
    });
  }

  const jobs = (receiver: Receiver): Set<string> =>
    new Set(receiver.requests.map(({ body }) => JSON.parse(body).data.job_id as string));

  it('a gateway delivers as it does on SQLite', async () => {
    const answers = [500, 200];
    const receiver = await stage.receiver(() => answers.shift() ?? 200);
    const one = await gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_RETRY_DELAY: '20' });
    const event = { event: 'job.completed', id: 'e1', data: { job_id: 'j1' } };
    const first = await one.trigger(event, { prefer: 'wait=20' });
    expect(first.results).toEqual({ total: 1, successful: 1, failed: 0, pending: 0 });
    expect(receiver.requests).toHaveLength(2);
    expect(await one.trigger(event)).toMatchObject({ duplicate: true, deliveries: first.deliveries });
    expect((await one.post('/api/webhooks/trigger', { ...event, data: {} })).status).toBe(409);
    expect((await one.status()).config.store).toBe('postgres');
  });

  it('an event that one gateway accepted and did not deliver is delivered by another', async () => {
    let open = false;
    const receiver = await stage.receiver(() => (open ? 200 : 500));
    const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_RETRY_SCHEDULE: '1s,1s,1s,1s,1s,1s,1s,1s,1s' };
    const one = await gateway(env);
    for (let i = 0; i < 20; i++) await one.trigger({ event: 'job.completed', data: { job_id: `j${i}` } });
    await receiver.count(20);
    await one.end('SIGTERM');
    open = true;
    receiver.requests.splice(0);
    await gateway(env);
    await receiver.until(() => jobs(receiver).size === 20, 20_000);
    expect(receiver.requests).toHaveLength(20);
  }, 60_000);

  it.each([
    ['higher', { WEBHOOK_RATE_LIMIT_MAX: '100', WEBHOOK_RATE_LIMIT_WINDOW: '3600000' }],
    ['shorter', { WEBHOOK_RATE_LIMIT_MAX: '1', WEBHOOK_RATE_LIMIT_WINDOW: '100' }],
  ])(
    'deliveries held by a rate limit are sent soon after a restart with a %s one',
    async (_, limit) => {
      const receiver = await stage.receiver();
      const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_TIMEOUT: '1000' };
      const before = await gateway({
        ...env,
        WEBHOOK_RATE_LIMIT_MAX: '1',
        WEBHOOK_RATE_LIMIT_WINDOW: '3600000',
      });
      for (const job of ['j1', 'j2']) await before.trigger({ event: 'job.completed', data: { job_id: job } });
      await until('the second is held', async () => {
        const { body } = await before.get('/api/webhooks/deliveries?state=pending');
        const [held] = body.deliveries as { next_attempt_at: string }[];
        return held && Date.parse(held.next_attempt_at) > Date.now() + 1_800_000;
      });
      await before.end('SIGTERM');
      await gateway({ ...env, ...limit });
      await receiver.until(() => jobs(receiver).size === 2, 40_000);
    },
    90_000,
  );

  it('three gateways share the work, send nothing twice, and two go on when one is killed', async () => {
    const receiver = await stage.receiver();
    const env = { WEBHOOK_URLS: receiver.url() };
    const nodes = [await gateway(env), await gateway(env), await gateway(env)];
    const post = (n: number): Promise<{ status: number }> =>
      nodes[n % nodes.length]!.post('/api/webhooks/trigger', {
        event: 'job.completed',
        id: `e${n}`,
        data: { job_id: `e${n}` },
      });
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => post(n)));
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    await receiver.until(() => jobs(receiver).size === 300, 30_000);
    expect(receiver.requests).toHaveLength(300);
    await nodes[0]!.end('SIGKILL');
    nodes.shift();
    await Promise.all(Array.from({ length: 50 }, (_, n) => post(300 + n)));
    await receiver.until(() => jobs(receiver).size === 350, 30_000);
  }, 90_000);

  it("two gateways deliver a job's events in the order they were posted, whichever accepted them", async () => {
    const [count, each] = [8, 10];
    const receiver = await stage.receiver((_, __, nth) => (nth % 4 === 0 ? 500 : 200));
    const env = {
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_ORDERING: 'job',
      WEBHOOK_MAX_RETRIES: '30',
      WEBHOOK_RETRY_DELAY: '10',
    };
    const nodes = [await gateway(env), await gateway(env)];
    const post = async (job: string): Promise<void> => {
      for (let n = 0; n < each; n++)
        await nodes[n % 2]!.trigger({ event: 'job.completed', data: { job_id: job, n } });
    };
    await Promise.all(Array.from({ length: count }, (_, at) => post(`j${at}`)));
    await nodes[0]!.settled();
    const arrived = arrivals(receiver.requests);
    expect([...arrived.keys()]).toHaveLength(count);
    for (const numbers of arrived.values()) expect(numbers).toEqual(numbers.toSorted((x, y) => x - y));
    for (const numbers of arrived.values()) expect(new Set(numbers).size).toBe(each);
  }, 60_000);

  it('an endpoint that one gateway disables is disabled for all, and enabled again', async () => {
    const receiver = await stage.receiver(() => 410);
    const env = { WEBHOOK_URLS: receiver.url() };
    const [one, other] = (await Promise.all([gateway(env), gateway(env)])) as [
      GatewayProcess,
      GatewayProcess,
    ];
    const path = '/api/webhooks/endpoints/webhook_1';
    const becomes = async (node: GatewayProcess, state: string): Promise<boolean> =>
      until(state, async () => (await node.get(path)).body.endpoint.state === state);
    await one.trigger({ event: 'job.completed', data: {} });
    await becomes(other, 'disabled');
    expect((await other.trigger({ event: 'job.completed', data: {} })).results.total).toBe(0);
    await other.post(`${path}/enable`, {});
    await becomes(one, 'enabled');
  }, 60_000);
});
