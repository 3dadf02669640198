import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type ApiAnswer, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Answer, Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const unknownWebhook = { status: 404, body: '{"message":"Unknown Webhook","code":10015}' };
const invalidToken = { status: 401, body: '{"message":"Invalid Webhook Token","code":50027}' };

const event = (n: number) => ({ event: 'job.completed', data: { n }, id: `event-${n}` });
const numbers = (requests: readonly Received[]) => requests.map(({ body }) => /"n":(\d+)/.exec(body)?.[1]);

/** A receiver that answers the first request as gone, and the following ones with 200. */
const goneOnce = (answer: Answer) => stage.receiver((_, __, nth) => (nth === 1 ? answer : 200));

let gateway: GatewayProcess;
const act = (name: string, action: 'enable' | 'disable'): Promise<ApiAnswer> =>
  gateway.request('POST', `/api/webhooks/endpoints/${name}/${action}`);

describe('A gateway with one gone, one disabled and one healthy endpoint', () => {
  let gone: Receiver;
  let failing: Receiver;
  let well: Receiver;
  let second: ApiAnswer['body'];

  beforeAll(async () => {
    gone = await goneOnce(410);
    failing = await stage.receiver((_, __, nth) => (nth === 1 ? 500 : 200));
    well = await stage.receiver();
    const env = {
      WEBHOOK_URLS: [gone, failing, well].map((receiver) => receiver.url()).join(),
      WEBHOOK_RETRY_DELAY: '2000',
      WEBHOOK_MAX_RETRY_DELAY: '2000',
    };
    gateway = await stage.gateway(env);
    await gateway.trigger(event(1));
    await gateway.said(/attempt 1\/4\): webhook_2/);
    await act('webhook_2', 'disable');
    await gateway.said(/^⛔ Webhook webhook_1 is disabled: /);
    await well.count(1);
    second = await gateway.trigger(event(2), { prefer: 'wait=30' });
    await gateway.end('SIGKILL');
    gateway = await stage.gateway(env);
  }, START_MS);

  it('goes on sending to the healthy endpoint alone', () => {
    expect(second.results).toMatchObject({ total: 1, successful: 1 });
    expect(second.deliveries).toMatchObject([{ webhook_id: 'webhook_3' }]);
    expect(numbers(well.requests)).toEqual(['1', '2']);
  });

  it('keeps the gone endpoint disabled across a restart until it is enabled, and can replay what came meanwhile', async () => {
    expect(await gateway.status()).toMatchObject({ active_webhooks: 1, deliveries: { pending: 1 } });
    const { results: without } = await gateway.trigger(event(3), { prefer: 'wait=30' });
    expect(without).toMatchObject({ total: 1, successful: 1 });
    const { status, body } = await act('webhook_1', 'enable');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { success: true, endpoint: { webhook_id: 'webhook_1', state: 'enabled', disabled_reason: null } },
    });
    const { results } = await gateway.trigger(event(4), { prefer: 'wait=30' });
    expect(results).toMatchObject({ total: 2, successful: 2 });
    expect(numbers(gone.requests)).toEqual(['1', '4']);
    await gateway.post('/api/webhooks/endpoints/webhook_1/replay', {});
    await gone.count(4);
    expect(numbers(gone.requests)).toEqual(['1', '4', '2', '3']);
    expect(numbers(well.requests)).toEqual(['1', '2', '3', '4']);
  });

  it('keeps what is pending for the disabled endpoint across a restart', async () => {
    expect(failing.requests).toHaveLength(1);
    await act('webhook_2', 'enable');
    await failing.count(2);
    await gateway.settled();
    expect(stage.deliveries().filter(({ webhook_id: name }) => name === 'webhook_2')).toMatchObject([
      { state: 'delivered', attempts: 2 },
    ]);
  });
});

describe('An endpoint that is gone for good', () => {
  it.each([
    ['generic', '/hook', 410],
    ['slack', '/services/T0/B0/X', { status: 404, body: 'no_service' }],
    ['slack', '/services/T0/B0/X', { status: 404, body: 'no_team' }],
    ['slack', '/services/T0/B0/X', { status: 403, body: 'invalid_token' }],
    ['slack', '/services/T0/B0/X', { status: 410, body: 'channel_is_archived' }],
    ['discord', '/api/webhooks/1/t', unknownWebhook],
    ['discord', '/api/webhooks/1/t', invalidToken],
  ] as const)('is disabled, and gets no further events: %s%s %j', async (adapter, path, answer) => {
    const receiver = await goneOnce(answer as Answer);
    const endpoint = await OwnEndpoint.on(gateway, stage, `${adapter}+${receiver.url(path)}`);
    const before = await gateway.status();
    expect(await endpoint.outcome()).toMatchObject({ failed: 1, pending: 0 });
    await gateway.said(new RegExp(`^⛔ Webhook ${endpoint.name} is disabled: `));
    expect(await gateway.status()).toMatchObject({
      active_webhooks: before.active_webhooks - 1,
      total_webhooks: before.total_webhooks,
      endpoints: expect.arrayContaining([
        expect.objectContaining({
          webhook_id: endpoint.name,
          state: 'disabled',
          disabled_reason: expect.stringMatching(/\S/),
        }),
      ]),
    });
    expect((await endpoint.trigger()).results.total).toBe(0);
    expect(receiver.requests).toHaveLength(1);
  });

  it('gets its pending deliveries once it is enabled again', async () => {
    const release = Promise.withResolvers<void>();
    const receiver: Receiver = await stage.receiver(async (_, __, nth) => {
      if (nth > 1) return 200;
      await release.promise;
      return 410;
    });
    const endpoint = await OwnEndpoint.on(gateway, stage, receiver.url(), { concurrency: 1 });
    for (let n = 1; n <= 20; n++) await endpoint.trigger({ n });
    await receiver.count(1);
    release.resolve();
    await gateway.said(new RegExp(`^⛔ Webhook ${endpoint.name} is disabled: `));
    await gateway.statusWhere(({ deliveries }) => deliveries.sending === 0);
    const states = endpoint.deliveries().map(({ state }) => state);
    expect(states.filter((state) => state === 'pending')).toHaveLength(19);
    expect(states.filter((state) => state === 'failed')).toHaveLength(1);
    const { body } = await gateway.get(`/api/webhooks/deliveries?endpoint=${endpoint.name}&state=pending`);
    expect(body.deliveries).toHaveLength(19);
    expect(receiver.requests).toHaveLength(1);
    await act(endpoint.name, 'enable');
    await receiver.count(20);
    await endpoint.settled();
    expect(new Set(numbers(receiver.requests)).size).toBe(20);
    expect(receiver.requests).toHaveLength(20);
  });
});

describe('Disabling and enabling an endpoint', () => {
  it('works by its public name and by its id, and by nothing else', async () => {
    const { body } = await gateway.get('/api/webhooks/endpoints/webhook_1');
    for (const name of [body.endpoint.id, 'webhook_1']) {
      const off = await act(name, 'disable');
      expect(off).toMatchObject({
        status: 200,
        body: { endpoint: { webhook_id: 'webhook_1', state: 'disabled' } },
      });
      const on = await act(name, 'enable');
      expect(on).toMatchObject({
        status: 200,
        body: { endpoint: { webhook_id: 'webhook_1', state: 'enabled' } },
      });
    }
    for (const name of ['webhook_99', 'webhook_01', '1', '__proto__']) {
      expect((await act(name, 'enable')).status).toBe(404);
    }
  });
});
