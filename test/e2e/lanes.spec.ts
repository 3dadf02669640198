import { describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const EVENTS = 60;

async function post(gateway: Awaited<ReturnType<Stage['gateway']>>, from = 0): Promise<void> {
  for (let n = from; n < from + EVENTS; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
}

describe('A lane', () => {
  it('goes on while another hangs', async () => {
    const [hanging, healthy] = [await stage.receiver(() => 'handled'), await stage.receiver()];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${hanging.url()},${healthy.url()}`,
      WEBHOOK_TIMEOUT: '600000',
    });
    await post(gateway);
    await healthy.count(EVENTS);
    expect(await gateway.statusWhere(({ deliveries }) => deliveries.sending === EVENTS)).toMatchObject({
      error_counts: { webhook_1: 0, webhook_2: 0 },
    });
  });

  it('goes on while another is full beyond what memory holds', async () => {
    const [hanging, healthy] = [await stage.receiver(() => 'handled'), await stage.receiver()];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${hanging.url()},${healthy.url()}`,
      WEBHOOK_TIMEOUT: '600000',
      WEBHOOK_RATE_LIMIT_MAX: '10000',
    });
    for (let round = 0; round < 8; round++) await post(gateway, round * EVENTS);
    await healthy.count(8 * EVENTS);
    expect(healthy.requests).toHaveLength(8 * EVENTS);
  });

  it('goes on while another fails and is tried again and again', async () => {
    const [failing, healthy] = [await stage.receiver(() => 500), await stage.receiver()];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${failing.url()},${healthy.url()}`,
      WEBHOOK_MAX_RETRIES: '100',
      WEBHOOK_RATE_LIMIT_MAX: '10000',
    });
    await post(gateway);
    await healthy.count(EVENTS);
    expect(new Set(healthy.requests.map(({ body }) => body)).size).toBe(EVENTS);
  });

  it('lets first attempts pass the retries of a sick endpoint', async () => {
    const receiver = await stage.receiver(({ body }) => (body.includes('"bad":true') ? 500 : 200));
    const gateway = await stage.gateway({
      // The breaker would end the very thing that is looked at.
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_MAX_RETRIES: '100',
      WEBHOOK_CONCURRENCY: '2',
      WEBHOOK_RATE_LIMIT_MAX: '100000',
    });
    for (let n = 0; n < 20; n++) await gateway.trigger({ event: 'job.failed', data: { n, bad: true } });
    const { results } = await gateway.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=30' });
    expect(results).toMatchObject({ successful: 1 });
  });

  it('has no more attempts in flight than configured', async () => {
    let open = 0;
    let most = 0;
    const receiver = await stage.receiver(async () => {
      most = Math.max(most, ++open);
      await new Promise((wake) => setTimeout(wake, 20));
      open--;
      return 200;
    });
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_CONCURRENCY: '3' });
    await post(gateway);
    await receiver.count(EVENTS);
    expect(most).toBe(3);
  });

  it('shares the attempts in flight of the gateway with all others, and none is left out', async () => {
    let open = 0;
    let most = 0;
    const receiver = await stage.receiver(async () => {
      most = Math.max(most, ++open);
      await new Promise((wake) => setTimeout(wake, 5));
      open--;
      return 200;
    });
    const paths = Array.from({ length: 12 }, (_, n) => `/hook${n}`);
    const gateway = await stage.gateway({
      WEBHOOK_URLS: paths.map((path) => receiver.url(path)).join(','),
      WEBHOOK_MAX_CONCURRENCY: '5',
      WEBHOOK_RATE_LIMIT_MAX: '10000',
    });
    await post(gateway);
    await gateway.settled();
    expect(most).toBe(5);
    for (const path of paths)
      expect(receiver.requests.filter((one) => one.path === path)).toHaveLength(EVENTS);
  });
});

describe('A hundred healthy lanes', () => {
  it('deliver everything while one target hangs, one drips and one refuses', async () => {
    const hanging = await stage.receiver(() => 'handled');
    const dripping = await stage.receiver((_, response) => {
      response.writeHead(200).write('.');
      const drip = setInterval(() => response.write('.'), 1_000);
      response.on('close', () => clearInterval(drip));
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
