import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import fastify from 'fastify';
import { expressWebhook } from '../../clients/node/src/express-webhook.js';
import { fastifyWebhook } from '../../clients/node/src/fastify-webhook.js';
import { requestedAction, type RequestedAction } from '../../clients/node/src/requested-action.js';
import type { VerifiedWebhook } from '../../clients/node/src/verify-webhook.js';
import { SAMPLES } from '../../src/adapters/samples.js';
import { signatureHeaders } from '../../src/adapters/signature.js';

const SECRET = 'your-secure-webhook-secret-key-here';
const PATH = '/webhooks/streamgank';
const { event } = SAMPLES.find((sample) => sample.event.type === 'action.retry_requested')!;
const closing: (() => unknown)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

const bodyOf = (type: string, data: unknown): string =>
  JSON.stringify({ event: type, data, timestamp: 't', webhook_id: 'webhook_1', source: 's' });
const PRESSED = bodyOf(event.type, JSON.parse(event.data));
const OTHER = bodyOf('job.completed', { job_id: 'j1' });

async function post(url: string, body: string, secret = SECRET): Promise<number> {
  const headers = signatureHeaders({
    brand: 'StreamGank',
    body,
    secret,
    deliveryId: 'd1',
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
  const sent = { 'content-type': 'application/json', connection: 'close', ...headers };
  const { status, body: rest } = await fetch(url + PATH, { method: 'POST', headers: sent, body });
  await rest?.cancel();
  return status;
}

/** Collects the arguments of a middleware's handlers. */
class Heard {
  readonly actions: RequestedAction[] = [];
  readonly webhooks: VerifiedWebhook[] = [];
  readonly onAction = (action: RequestedAction): void => void this.actions.push(action);
  readonly onWebhook = (webhook: VerifiedWebhook): void => void this.webhooks.push(webhook);
}

const withExpress = async (options: object): Promise<string> => {
  const app = express().post(PATH, expressWebhook({ secret: SECRET, ...options }));
  const server = app.listen(0, '127.0.0.1');
  closing.push(() => new Promise((closed) => server.close(closed)));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const withFastify = async (options: object): Promise<string> => {
  const app = fastify();
  closing.push(() => app.close());
  app.register(fastifyWebhook, { secret: SECRET, path: PATH, ...options });
  return app.listen({ port: 0, host: '127.0.0.1' });
};

describe.each([
  ['expressWebhook', withExpress],
  ['fastifyWebhook', withFastify],
])('onAction of %s', (_, served) => {
  it('gets what was pressed, typed and verified; everything else goes to onWebhook', async () => {
    const heard = new Heard();
    const url = await served(heard);
    expect([await post(url, PRESSED), await post(url, OTHER), await post(url, PRESSED, 'other')]).toEqual([
      200, 200, 401,
    ]);
    expect(heard.actions).toMatchObject([
      {
        action: 'retry',
        event: 'action.retry_requested',
        jobId: 'job_1704123456789_abc123',
        by: 'Ana',
        via: 'telegram',
        deliveryId: 'd1',
        data: { source: { event: 'job.failed', name: '#video-jobs' } },
      },
    ]);
    expect(heard.webhooks.map((webhook) => webhook.event)).toEqual(['job.completed']);
  });

  it('is told again by the gateway when it rejects', async () => {
    const url = await served({ onAction: () => Promise.reject(new Error('not now')) });
    expect(await post(url, PRESSED)).toBe(500);
  });

  it('may be left out: actions go to onWebhook then', async () => {
    const heard = new Heard();
    const url = await served({ onWebhook: heard.onWebhook });
    expect(await post(url, PRESSED)).toBe(200);
    expect(heard.webhooks.map((webhook) => webhook.event)).toEqual(['action.retry_requested']);
  });
});

describe('fastifyWebhook', () => {
  it('refuses to start without a handler', async () => {
    await expect(withFastify({})).rejects.toThrow('fastifyWebhook needs onWebhook or onAction');
  });
});

describe('requestedAction', () => {
  it('reads job ids that are numbers as text, and nothing of other events', () => {
    const webhook = { deliveryId: 'd', timestamp: 't' };
    const data = { job_id: 17, action: 'retry', by: 'Ana', via: 'link' };
    expect(requestedAction({ ...webhook, event: 'action.retry_requested', data })).toMatchObject({
      jobId: '17',
    });
    expect(requestedAction({ ...webhook, event: 'job.failed', data })).toBeNull();
  });

  it('has the id of the person where a chat has verified it', () => {
    const webhook = { event: 'action.retry_requested', deliveryId: 'd', timestamp: 't' };
    const data = { job_id: 'j', action: 'retry', by: 'Ana', via: 'telegram' };
    expect(requestedAction({ ...webhook, data: { ...data, by_id: '4711' } })).toMatchObject({ byId: '4711' });
    for (const by_id of [undefined, null, 7])
      expect(requestedAction({ ...webhook, data: { ...data, by_id } })).not.toHaveProperty('byId');
  });
});
