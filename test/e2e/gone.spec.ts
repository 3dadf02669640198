import { describe, expect, it } from '@jest/globals';
import type { Answer, Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const unknownWebhook = { status: 404, body: '{"message":"Unknown Webhook","code":10015}' };
const invalidToken = { status: 401, body: '{"message":"Invalid Webhook Token","code":50027}' };

const event = (n: number) => ({ event: 'job.completed', data: { n }, id: `event-${n}` });
const numbers = (requests: readonly Received[]) => requests.map(({ body }) => /"n":(\d+)/.exec(body)?.[1]);

/** Gone at the first request, in good health from the second on. */
const goneOnce = (answer: Answer) => stage.receiver((_, __, nth) => (nth === 1 ? answer : 200));

describe('An endpoint that is gone for good', () => {
  it.each([
    ['generic', '/hook', 410],
    ['slack', '/services/T0/B0/X', { status: 404, body: 'no_service' }],
    ['slack', '/services/T0/B0/X', { status: 404, body: 'no_team' }],
    ['slack', '/services/T0/B0/X', { status: 403, body: 'invalid_token' }],
    ['slack', '/services/T0/B0/X', { status: 410, body: 'channel_is_archived' }],
    ['discord', '/api/webhooks/1/t', unknownWebhook],
    ['discord', '/api/webhooks/1/t', invalidToken],
  ] as const)('is disabled, and later events do not go there: %s%s %j', async (adapter, path, answer) => {
    const receiver = await goneOnce(answer as Answer);
    const gateway = await stage.gateway({ WEBHOOK_URLS: `${adapter}+${receiver.url(path)}` });
    const { results } = await gateway.trigger(event(1), { prefer: 'wait=30' });
    expect(results).toMatchObject({ failed: 1, pending: 0 });
    await gateway.said(/^⛔ Webhook webhook_1 is disabled: /);
    expect(await gateway.status()).toMatchObject({
      active_webhooks: 0,
      total_webhooks: 1,
      endpoints: [
        { webhook_id: 'webhook_1', state: 'disabled', disabled_reason: expect.stringMatching(/\S/) },
      ],
    });
    expect((await gateway.trigger(event(2))).results.total).toBe(0);
    expect(receiver.requests).toHaveLength(1);
  });

  it('stays disabled through a restart, until it is enabled; what came meanwhile is there to be replayed', async () => {
    const receiver = await goneOnce(410);
    const env = { WEBHOOK_URLS: receiver.url() };
    const first = await stage.gateway(env);
    await first.trigger(event(1), { prefer: 'wait=30' });
    await first.end('SIGKILL');
    const second = await stage.gateway(env);
    expect(await second.status()).toMatchObject({ active_webhooks: 0 });
    expect((await second.trigger(event(2))).results.total).toBe(0);
    const { status, body } = await second.request('POST', '/api/webhooks/endpoints/webhook_1/enable');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { success: true, endpoint: { webhook_id: 'webhook_1', state: 'enabled', disabled_reason: null } },
    });
    const { results } = await second.trigger(event(3), { prefer: 'wait=30' });
    expect(results).toMatchObject({ total: 1, successful: 1 });
    await second.post('/api/webhooks/endpoints/webhook_1/replay', {});
    await receiver.count(3);
    expect(numbers(receiver.requests)).toEqual(['1', '3', '2']);
  });

  it('gets what waited for it once it is enabled again', async () => {
    const release = Promise.withResolvers<void>();
    const receiver: Receiver = await stage.receiver(async (_, __, nth) => {
      if (nth > 1) return 200;
      await release.promise;
      return 410;
    });
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_CONCURRENCY: '1' });
    for (let n = 1; n <= 20; n++) await gateway.trigger(event(n));
    await receiver.count(1);
    release.resolve();
    await gateway.said(/^⛔ Webhook webhook_1 is disabled: /);
    await gateway.statusWhere(({ deliveries }) => deliveries.sending === 0);
    expect(await gateway.status()).toMatchObject({ deliveries: { pending: 19, failed: 1 } });
    const { body } = await gateway.get('/api/webhooks/deliveries?endpoint=webhook_1&state=pending');
    expect(body.deliveries).toHaveLength(19);
    expect(receiver.requests).toHaveLength(1);
    await gateway.request('POST', '/api/webhooks/endpoints/webhook_1/enable');
    await receiver.count(20);
    await gateway.settled();
    expect(new Set(numbers(receiver.requests)).size).toBe(20);
    expect(receiver.requests).toHaveLength(20);
  });

  it('keeps what waited for it through a restart', async () => {
    const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? 500 : 200));
    const env = {
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_RETRY_DELAY: '2000',
      WEBHOOK_MAX_RETRY_DELAY: '2000',
    };
    const first = await stage.gateway(env);
    await first.trigger(event(1));
    await first.said(/attempt 1\/4/);
    await first.request('POST', '/api/webhooks/endpoints/webhook_1/disable');
    await first.end('SIGKILL');
    const second = await stage.gateway(env);
    expect(await second.status()).toMatchObject({ active_webhooks: 0, deliveries: { pending: 1 } });
    await second.request('POST', '/api/webhooks/endpoints/webhook_1/enable');
    await receiver.count(2);
    await second.settled();
    expect(stage.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('leaves the others alone', async () => {
    const [gone, well] = [await stage.receiver(() => 410), await stage.receiver()];
    const gateway = await stage.gateway({ WEBHOOK_URLS: `${gone.url()},${well.url()}` });
    await gateway.trigger(event(1), { prefer: 'wait=30' });
    const { results, deliveries } = await gateway.trigger(event(2), { prefer: 'wait=30' });
    expect(results).toMatchObject({ total: 1, successful: 1 });
    expect(deliveries).toMatchObject([{ webhook_id: 'webhook_2' }]);
    expect(well.requests).toHaveLength(2);
  });
});

describe('The switch of an endpoint', () => {
  it('knows it by its public name and by its id, and no other', async () => {
    const gateway = await stage.gateway({ WEBHOOK_URLS: 'http://127.0.0.1:1/x' });
    const { body } = await gateway.get('/api/webhooks/endpoints');
    const { id } = body.endpoints[0];
    for (const name of [id, 'webhook_1']) {
      const off = await gateway.request('POST', `/api/webhooks/endpoints/${name}/disable`);
      expect(off).toMatchObject({ status: 200, body: { endpoint: { state: 'disabled' } } });
      const on = await gateway.request('POST', `/api/webhooks/endpoints/${name}/enable`);
      expect(on).toMatchObject({ status: 200, body: { endpoint: { state: 'enabled' } } });
    }
    for (const name of ['webhook_2', 'webhook_01', '1', '__proto__']) {
      const { status } = await gateway.request('POST', `/api/webhooks/endpoints/${name}/enable`);
      expect(status).toBe(404);
    }
  });
});
