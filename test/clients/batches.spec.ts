import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import fastify from 'fastify';
import { expressWebhook, type WebhookRequest } from '../../clients/node/src/express-webhook.js';
import { fastifyWebhook } from '../../clients/node/src/fastify-webhook.js';
import { verifyWebhooks } from '../../clients/node/src/verify-webhooks.js';
import type { VerifiedWebhook } from '../../clients/node/src/verify-webhook.js';
import { signatureHeaders } from '../../src/adapters/signature.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const SECRET = 'your-secure-webhook-secret-key-here';
const PATH = '/webhooks/streamgank';
const closing: (() => unknown)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

const payloadOf = (n: number, event = 'job.completed') => ({
  event,
  data: { n, action: 'retry', job_id: 'j1', by: 'ana', via: 'key' },
  timestamp: 't',
  webhook_id: 'webhook_1',
  source: 's',
});
const itemOf = (n: number, event?: string) => ({
  event_id: `e${n}`,
  delivery_id: `d${n}`,
  payload: payloadOf(n, event),
});
const signed = (body: string): Record<string, string> =>
  signatureHeaders({
    brand: 'StreamGank',
    body,
    secret: SECRET,
    deliveryId: 'batch-1',
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
const verified = (body: string) => verifyWebhooks(body, signed(body), SECRET);
const numbers = ({ webhooks }: { readonly webhooks: readonly VerifiedWebhook[] }) =>
  webhooks.map(({ data }) => data['n']);

describe('verifyWebhooks', () => {
  it('hands over each event of a signed batch with its own ids, whichever form it has', () => {
    const items = [itemOf(1), itemOf(2, 'job.failed')];
    const list = verified(JSON.stringify(items));
    expect(list.isBatch).toBe(true);
    expect(list.webhooks).toEqual([
      expect.objectContaining({
        deliveryId: 'd1',
        eventId: 'e1',
        event: 'job.completed',
        scheme: 'standard',
      }),
      expect.objectContaining({
        deliveryId: 'd2',
        eventId: 'e2',
        event: 'job.failed',
        payload: payloadOf(2, 'job.failed'),
      }),
    ]);
    expect(verified(items.map((item) => `${JSON.stringify(item)}\n`).join(''))).toEqual(list);
    expect(numbers(verified(`${JSON.stringify(itemOf(7))}\n`))).toEqual([7]);
  });

  it('takes a request of one event too', () => {
    const { isBatch, webhooks } = verified(JSON.stringify(payloadOf(1)));
    expect([isBatch, webhooks]).toEqual([
      false,
      [expect.objectContaining({ deliveryId: 'batch-1', event: 'job.completed' })],
    ]);
  });

  it('refuses a batch that is not signed, or that was changed', () => {
    const body = JSON.stringify([itemOf(1), itemOf(2)]);
    const headers = signed(body);
    for (const changed of [JSON.stringify([itemOf(1)]), body.replace('"d2"', '"d3"'), `${body} `])
      expect(() => verifyWebhooks(changed, headers, SECRET)).toThrow(
        expect.objectContaining({ code: 'wrong_signature' }),
      );
    expect(() => verifyWebhooks(body, {}, SECRET)).toThrow(
      expect.objectContaining({ code: 'missing_signature' }),
    );
  });

  it.each([
    ['events without ids', [payloadOf(1)]],
    ['an item that is no object', [itemOf(1), 'x']],
    ['a payload of another form', [{ ...itemOf(1), payload: { type: 'x' } }]],
  ])('refuses %s, rightly signed', (_, items) => {
    expect(() => verified(JSON.stringify(items))).toThrow(expect.objectContaining({ code: 'invalid_body' }));
  });

  it('takes an empty list for a batch without events', () => {
    expect(verified('[]')).toEqual({ isBatch: true, webhooks: [] });
  });
});

describe('The middlewares, with a batch,', () => {
  const served = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    closing.push(() => new Promise((closed) => server.close(closed)));
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
  };
  const post = async (url: string, items: readonly object[]) => {
    const body = JSON.stringify(items);
    const response = await fetch(url, {
      method: 'POST',
      headers: { connection: 'close', ...signed(body) },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Json) : text };
  };
  type Options = Omit<Parameters<typeof expressWebhook>[0], 'secret'>;
  const mounted: Record<string, (options: Options) => Promise<string>> = {
    express: async (options) => {
      const app = express();
      app.post(PATH, expressWebhook({ secret: SECRET, ...options }));
      // Errors are answered, and not printed.
      app.use(((_error, _request, response, _next) =>
        response.status(500).end()) as express.ErrorRequestHandler);
      return served(app);
    },
    fastify: async (options) => {
      const app = fastify();
      await app.register(fastifyWebhook, { secret: SECRET, path: PATH, ...options });
      closing.push(() => app.close());
      return (await app.listen({ port: 0, host: '127.0.0.1' })) + PATH;
    },
  };

  it.each(Object.entries(mounted))('%s call the handler for one event after the other', async (_, mount) => {
    const got: unknown[] = [];
    let running = 0;
    const url = await mount({
      onWebhook: async ({ deliveryId }) => {
        expect(++running).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        got.push(deliveryId);
      },
    });
    expect(await post(url, [itemOf(1), itemOf(2), itemOf(3)])).toMatchObject({
      status: 200,
      body: { success: true },
    });
    expect(got).toEqual(['d1', 'd2', 'd3']);
  });

  it.each(Object.entries(mounted))(
    '%s name the events that failed, without the words of their errors',
    async (_, mount) => {
      const told: unknown[] = [];
      const url = await mount({
        onWebhook: ({ data }) => {
          if (data['n'] === 2) throw new TypeError('password of the database');
        },
        onBatchError: (error, { deliveryId }) => told.push([(error as Error).message, deliveryId]),
      });
      expect(await post(url, [itemOf(1), itemOf(2), itemOf(3)])).toEqual({
        status: 207,
        body: {
          success: false,
          results: [
            { id: 'd1', status: 'ok' },
            { id: 'd2', status: 'retry', error: 'TypeError' },
            { id: 'd3', status: 'ok' },
          ],
        },
      });
      expect(told).toEqual([['password of the database', 'd2']]);
    },
  );

  it.each(Object.entries(mounted))('%s fail as a whole where every event did', async (_, mount) => {
    const url = await mount({
      onWebhook: () => {
        throw new Error('down');
      },
    });
    expect(await post(url, [itemOf(1), itemOf(2)])).toMatchObject({ status: 500 });
  });

  it.each(Object.entries(mounted))(
    '%s hand actions among other events to their handler',
    async (_, mount) => {
      const got: unknown[] = [];
      const url = await mount({
        onWebhook: ({ deliveryId }) => got.push(deliveryId),
        onAction: ({ deliveryId, action }) => got.push([deliveryId, action]),
      });
      await post(url, [itemOf(1), itemOf(2, 'action.retry_requested'), itemOf(3)]);
      expect(got).toEqual(['d1', ['d2', 'retry'], 'd3']);
    },
  );

  it('fastify handle the actions, and drop the other events, where only actions are asked for', async () => {
    const got: unknown[] = [];
    const url = await mounted['fastify']!({ onAction: ({ deliveryId }) => got.push(deliveryId) });
    expect(await post(url, [itemOf(1), itemOf(2, 'action.retry_requested')])).toMatchObject({ status: 200 });
    expect(got).toEqual(['d2']);
  });

  it('express let the next handler answer for what no handler takes', async () => {
    const app = express();
    const got: unknown[] = [];
    app.post(
      PATH,
      expressWebhook({ secret: SECRET, onAction: ({ deliveryId }) => got.push(deliveryId) }),
      (request, response) => {
        const { webhook, webhooks } = request as WebhookRequest;
        response.json({ webhook: webhook ?? null, ids: webhooks!.map(({ deliveryId }) => deliveryId) });
      },
    );
    const url = await served(app);
    expect(await post(url, [itemOf(1), itemOf(2, 'action.retry_requested')])).toEqual({
      status: 200,
      body: { webhook: null, ids: ['d1'] },
    });
    expect(got).toEqual(['d2']);
  });
});

describe('An application with the middleware, behind a gateway,', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(
    async () =>
      void (gateway = await stage.gateway({ WEBHOOK_URLS: '', WEBHOOK_ALLOW_NETWORKS: 'loopback' })),
  );

  it.each(['json', 'ndjson'])('gets each event of a batch (%s) once it has taken it', async (format) => {
    const handledEvents: unknown[] = [];
    const failedOnce = new Set<unknown>();
    const app = express();
    app.post(
      PATH,
      expressWebhook({
        secret: SECRET,
        onWebhook: ({ data }) => {
          const { n } = data as { n: number };
          if (n === 2 && !failedOnce.has(n)) {
            failedOnce.add(n);
            throw new Error('not yet');
          }
          handledEvents.push(n);
        },
        onBatchError: () => undefined,
      }),
    );
    const server = app.listen(0, '127.0.0.1');
    closing.push(() => new Promise((closed) => server.close(closed)));
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      url,
      events: [`test.${format}`],
      secret: SECRET,
      retry_schedule_ms: [50, 50],
      batch: { max: 10, within: '200ms', format },
    });
    const events = [1, 2, 3].map((n) => ({ event: `test.${format}`, data: { n } }));
    await gateway.post('/api/webhooks/events', { events });
    await until('three delivered events', async () => {
      const path = `/api/webhooks/deliveries?endpoint=${body.endpoint.id}`;
      const { deliveries } = (await gateway.get(path)).body as { deliveries: Json[] };
      return deliveries.length === 3 && deliveries.every(({ state }) => state === 'delivered');
    });
    expect(handledEvents).toEqual([1, 3, 2]);
  });
});
