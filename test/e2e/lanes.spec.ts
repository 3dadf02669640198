import { beforeAll, describe, expect, it } from '@jest/globals';
import { Crowd } from '../support/crowd.js';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Behaviour } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const EVENTS = 60;

async function post(gateway: GatewayProcess, event = 'job.completed', from = 0): Promise<void> {
  const one = (_: unknown, n: number) => gateway.trigger({ event, data: { n: from + n } });
  await Promise.all(Array.from({ length: EVENTS }, one));
}

describe('The deliveries to an endpoint', () => {
  const shared = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await shared.gateway({
      WEBHOOK_TIMEOUT: '600000',
      WEBHOOK_RATE_LIMIT_MAX: '100000',
      WEBHOOK_MAX_RETRIES: '100',
    });
  }, START_MS);

  /** An endpoint with that behaviour, and a healthy one for the same events. */
  async function beside(behaviour: Behaviour) {
    const [sick, healthy] = [await shared.receiver(behaviour), await shared.receiver()];
    const endpoint = await OwnEndpoint.on(gateway, shared, healthy.url());
    await OwnEndpoint.on(gateway, shared, sick.url(), { events: [endpoint.type] });
    return { healthy, type: endpoint.type };
  }

  it('go on while another endpoint hangs, and while its backlog exceeds memory', async () => {
    const { healthy, type } = await beside(() => 'handled');
    await post(gateway, type);
    await healthy.count(EVENTS);
    const webhooks = await gateway.statusWhere(({ deliveries }) => deliveries.sending === EVENTS);
    expect(Object.values(webhooks.error_counts)).toEqual([0, 0]);
    for (let round = 1; round < 8; round++) await post(gateway, type, round * EVENTS);
    await healthy.count(8 * EVENTS);
    expect(healthy.requests).toHaveLength(8 * EVENTS);
  });

  it('go on while another endpoint fails and is retried', async () => {
    const { healthy, type } = await beside(() => 500);
    await post(gateway, type);
    await healthy.count(EVENTS);
    expect(new Set(healthy.requests.map(({ body }) => body)).size).toBe(EVENTS);
  });

  it('have no more attempts in flight than configured', async () => {
    const crowd = new Crowd(3);
    const receiver = await shared.receiver(crowd.behaviour);
    const { type } = await OwnEndpoint.on(gateway, shared, receiver.url(), { concurrency: 3 });
    await post(gateway, type);
    await receiver.count(EVENTS);
    expect(crowd.most).toBe(3);
  });

  it('let first attempts overtake retries', async () => {
    const receiver = await stage.receiver(({ body }) => (body.includes('"bad":true') ? 500 : 200));
    const own = await stage.gateway({
      // The circuit breaker would stop the retries that this test is about.
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_MAX_RETRIES: '100',
      WEBHOOK_CONCURRENCY: '2',
      WEBHOOK_RATE_LIMIT_MAX: '100000',
    });
    for (let n = 0; n < 20; n++) await own.trigger({ event: 'job.failed', data: { n, bad: true } });
    const { results } = await own.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=30' });
    expect(results).toMatchObject({ successful: 1 });
  });

  it('share the gateway’s limit of attempts in flight with all other endpoints, none of which starves', async () => {
    const crowd = new Crowd(5);
    const receiver = await stage.receiver(crowd.behaviour);
    const paths = Array.from({ length: 12 }, (_, n) => `/hook${n}`);
    const gateway = await stage.gateway({
      WEBHOOK_URLS: paths.map((path) => receiver.url(path)).join(','),
      WEBHOOK_MAX_CONCURRENCY: '5',
      WEBHOOK_RATE_LIMIT_MAX: '10000',
    });
    await post(gateway);
    await gateway.settled();
    expect(crowd.most).toBe(5);
    for (const path of paths)
      expect(receiver.requests.filter((one) => one.path === path)).toHaveLength(EVENTS);
  });
});

describe('A hundred healthy endpoints', () => {
  it('get everything while one target hangs, one drips and one refuses', async () => {
    const hanging = await stage.receiver(() => 'handled');
    const dripping = await stage.receiver((_, response) => {
      const socket = response.socket!;
      socket.write('HTTP/1.1 200 OK\r\nX-Drip: ');
      const drip = setInterval(() => socket.write('.'), 1_000);
      socket.on('close', () => clearInterval(drip));
      return 'handled';
    });
    const healthy = await stage.receiver();
    const urls = Array.from({ length: 100 }, (_, n) => healthy.url(`/hook${n}`));
    const gateway = await stage.gateway({
      WEBHOOK_URLS: [hanging.url(), dripping.url(), 'http://127.0.0.1:1/refuses', ...urls].join(','),
      WEBHOOK_TIMEOUT: '600000',
      WEBHOOK_MAX_RETRIES: '100',
      WEBHOOK_MAX_CONCURRENCY: '48',
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_RATE_LIMIT_MAX: '10000',
    });
    const count = 20;
    for (let n = 0; n < count; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
    await healthy.count(100 * count, 30_000);
    const paths = new Set(healthy.requests.map(({ path, body }) => `${path} ${body}`));
    expect(paths.size).toBe(100 * count);
    await gateway.statusWhere(({ deliveries: { pending, sending } }) => pending + sending === 3 * count);
  });
});
