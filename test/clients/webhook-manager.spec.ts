import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { GatewayClientError } from '../../clients/node/src/gateway-client-error.js';
import type { WebhookManagerOptions } from '../../clients/node/src/webhook-manager.js';
import { WebhookManager } from '../../clients/node/src/webhook-manager.js';
import type { Answer, Behaviour, Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const managers: WebhookManager[] = [];
afterEach(() => Promise.all(managers.splice(0).map((manager) => manager.close({ timeoutMs: 1 }))));

const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) });
const STATUS = {
  active_webhooks: 2,
  total_webhooks: 2,
  total_errors: 1,
  rate_limits: { webhook_1: 3 },
  error_counts: { webhook_1: 1, webhook_2: 0 },
  config: { max_retries: 3, retry_delay: 1000, rate_limit: '100/60000ms', secret_configured: true },
};

/** The answer of a gateway that has taken the event for two endpoints. */
function taken({ body }: Received): Answer {
  const deliveries = [1, 2].map((n) => ({ delivery_id: `d${n}`, webhook_id: `webhook_${n}` }));
  return json(202, { success: true, event_id: (JSON.parse(body) as { id: string }).id, deliveries });
}

async function managerOf(behaviour: Behaviour, options: WebhookManagerOptions = {}) {
  const gateway = await stage.receiver(behaviour);
  const said: string[] = [];
  const say = (text: string): number => said.push(text);
  const logger = { log: say, warn: say, error: say };
  const url = gateway.url('');
  const manager = new WebhookManager({ url, logger, retryDelayMs: 2, maxRetryDelayMs: 5, ...options });
  managers.push(manager);
  return { gateway, manager, said };
}

describe('sendWebhookNotification', () => {
  it('resolves to one fulfilled result for each delivery, like the class it replaces', async () => {
    const { manager, said } = await managerOf(taken);
    const results = await manager.sendWebhookNotification('job.completed', { job_id: 'j1' }, { id: 'e1' });
    const value = { success: true, status: 202, attempt: 1, duration: expect.any(Number), eventId: 'e1' };
    expect(results).toEqual([
      { status: 'fulfilled', success: true, value: { ...value, webhookId: 'webhook_1', deliveryId: 'd1' } },
      { status: 'fulfilled', success: true, value: { ...value, webhookId: 'webhook_2', deliveryId: 'd2' } },
    ]);
    expect(said).toEqual([]);
  });

  it('resolves to no results where no endpoint subscribes to the event', async () => {
    const { manager } = await managerOf(({ body }) =>
      json(202, { success: true, event_id: (JSON.parse(body) as { id: string }).id, deliveries: [] }),
    );
    expect(await manager.sendWebhookNotification('job.deleted', {})).toEqual([]);
  });

  it.each<[string, Behaviour, WebhookManagerOptions, object, string]>([
    ['the gateway refuses', () => json(401, { code: 'unauthorized' }), {}, {}, 'refused'],
    ['the data is none', taken, {}, [1], 'invalid_event'],
    ['the buffer is full', taken, { maxBufferedBytes: 10 }, {}, 'buffer_full'],
  ])('resolves to a rejected result when %s', async (_, behaviour, options, data, code) => {
    const { manager, said } = await managerOf(behaviour, options);
    const [result, ...others] = await manager.sendWebhookNotification('job.completed', data);
    expect(result).toMatchObject({ status: 'rejected', success: false, reason: { code } });
    expect(others).toEqual([]);
    expect(said).toEqual([
      expect.stringMatching(/^❌ Webhook notification not taken: job\.completed \(.+\) - ./),
    ]);
  });

  it('does not delay a job while the gateway is unavailable, and sends later', async () => {
    let away = true;
    const { gateway, manager, said } = await managerOf(
      (received) => (away || !received.path.endsWith('/trigger') ? 503 : taken(received)),
      {
        maxWaitMs: 20,
      },
    );
    const [result] = await manager.sendWebhookNotification('job.completed', {}, { id: 'e1' });
    expect(result).toMatchObject({ status: 'pending', success: false, eventId: 'e1' });
    expect(said).toEqual(['⚠️ Webhook notification waits for the gateway: job.completed (e1)']);
    expect(manager.getWebhookStatus().gateway.buffered).toBe(1);
    away = false;
    await until('the event is taken', () => manager.getWebhookStatus().gateway.buffered === 0);
    const posts = gateway.requests.filter(({ path }) => path.endsWith('/trigger'));
    expect(new Set(posts.map(({ body }) => body)).size).toBe(1);
    expect(await manager.close()).toEqual({ dropped: 0 });
  });

  it.each([
    ['', {}],
    ['job.completed', null],
    [undefined, undefined],
  ])('resolves to no results for %j with %j', async (event, data) => {
    const { gateway, manager } = await managerOf(taken);
    expect(await manager.sendWebhookNotification(event as string, data as object)).toEqual([]);
    expect(gateway.requests).toHaveLength(0);
  });
});

describe('WebhookManager', () => {
  const thrower = (what: unknown) => (): never => {
    throw what;
  };
  const broken = thrower(new Error('the log is full'));
  const logger = { log: broken, warn: broken, error: broken };
  const REJECTED = { status: 'rejected', success: false, reason: expect.any(GatewayClientError) };
  const refuses = () => json(401, { code: 'unauthorized' });

  it.each<[string, unknown[], unknown[]]>([
    ['options of null', ['job.completed', {}, null], [{ status: 'fulfilled' }, { status: 'fulfilled' }]],
    ['an event that is a symbol', [Symbol('job'), {}], [REJECTED]],
    ['an id that is a symbol', ['job.completed', {}, { id: Symbol('id') }], [REJECTED]],
    ['an event without words', [Object.create(null), {}], [REJECTED]],
    [
      'options that throw',
      [
        'job.completed',
        {},
        {
          get id() {
            return broken();
          },
        },
      ],
      [REJECTED],
    ],
    ['data that throws null', ['job.completed', { toJSON: thrower(null) }], [REJECTED]],
    [
      'data that throws what has no words',
      ['job.completed', { toJSON: thrower(Object.create(null)) }],
      [REJECTED],
    ],
  ])('does not throw for %s', async (_, args, results) => {
    const { manager } = await managerOf(taken);
    const send = manager.sendWebhookNotification.bind(manager) as (...all: unknown[]) => Promise<unknown>;
    expect(await send(...args)).toMatchObject(results);
  });

  it.each<[string, Behaviour, unknown[], unknown[], object]>([
    ['has no data', taken, [null], [], {}],
    ['is refused', refuses, [{}], [REJECTED], {}],
    ['waits for the gateway', () => 503, [{}], [{ status: 'pending' }], { maxWaitMs: 20 }],
  ])('does not throw when its logger does and the event %s', async (_, behaviour, [data], results, waits) => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const { manager } = await managerOf(behaviour, { logger, ...waits });
    expect(await manager.sendWebhookNotification('job.completed', data as object)).toMatchObject(results);
    expect(warn.mock.calls).toEqual([['The logger of the webhook manager threw: the log is full']]);
    warn.mockRestore();
  });

  it.each([
    ['a number nobody can write', 1n],
    ['one that throws null', { toJSON: thrower(null) }],
  ])('does not throw for a URL that is %s', async (_, url) => {
    const { manager } = await managerOf(taken);
    const failed = { success: false, status: 0, duration: 0, message: expect.any(String) };
    expect(await manager.validateWebhookEndpoint(url as unknown as string)).toMatchObject(failed);
  });

  it('does not throw when fetch rejects without a reason', async () => {
    const { manager } = await managerOf(taken, { fetch: () => Promise.reject(null), giveUpAfterMs: 1 });
    expect(await manager.sendWebhookNotification('job.completed', {})).toMatchObject([
      { ...REJECTED, reason: { code: 'expired' } },
    ]);
  });
});

describe('getWebhookStatus', () => {
  it('answers at once in the known form, with fresh figures the next time', async () => {
    const { gateway, manager } = await managerOf(() => json(200, { success: true, webhooks: STATUS }), {
      key: 'emit-key',
      adminKey: 'admin-key',
    });
    expect(manager.getWebhookStatus()).toMatchObject({
      active_webhooks: 0,
      error_counts: {},
      gateway: { reachable: null, as_of: null },
    });
    await until('the figures are there', () => manager.getWebhookStatus().gateway.as_of);
    expect(manager.getWebhookStatus()).toEqual({
      ...STATUS,
      gateway: { reachable: true, as_of: expect.any(String), error: null, buffered: 0 },
    });
    expect(gateway.requests[0]).toMatchObject({
      path: '/api/webhooks/status',
      headers: { authorization: 'Bearer admin-key' },
    });
  });

  it('keeps the last known figures when the gateway does not answer, and says so', async () => {
    const { manager } = await managerOf((_, __, nth) =>
      nth === 1
        ? json(200, { success: true, webhooks: STATUS })
        : json(503, { success: false, code: 'unavailable', message: 'Stopping.' }),
    );
    await manager.refreshWebhookStatus();
    expect(await manager.refreshWebhookStatus()).toMatchObject({
      active_webhooks: 2,
      gateway: { reachable: false, error: 'The gateway answered HTTP 503: Stopping.' },
    });
  });
});

describe('validateWebhookEndpoint', () => {
  const RESULT = {
    success: false,
    status: 0,
    duration: 0,
    url: 'https://invalid-url.com/webhook',
    message: 'getaddrinfo ENOTFOUND invalid-url.com',
    error: 'ENOTFOUND',
  };

  it('resolves to the result of the gateway’s test', async () => {
    const { gateway, manager } = await managerOf(() => json(200, { success: true, test_result: RESULT }));
    expect(await manager.validateWebhookEndpoint(RESULT.url)).toEqual(RESULT);
    expect(gateway.requests[0]).toMatchObject({
      path: '/api/webhooks/test',
      body: JSON.stringify({ url: RESULT.url }),
    });
  });

  it.each([
    [422, { code: 'unprocessable', message: 'No adapter.' }, 'UNPROCESSABLE', 'HTTP 422: No adapter.'],
    [502, {}, 'GATEWAY_UNAVAILABLE', 'HTTP 502'],
  ])('resolves to a failure when the gateway answers %i', async (status, body, error, words) => {
    const { manager } = await managerOf(() => json(status, { success: false, ...body }));
    expect(await manager.validateWebhookEndpoint('https://a.example')).toEqual({
      ...RESULT,
      url: 'https://a.example',
      message: `The gateway answered ${words}`,
      error,
    });
  });
});
