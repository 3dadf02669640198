import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import fastify from 'fastify';
import { expressWebhook, keepRawBody, type WebhookRequest } from '../../clients/node/src/express-webhook.js';
import { fastifyWebhook } from '../../clients/node/src/fastify-webhook.js';
import type { VerifiedWebhook } from '../../clients/node/src/verify-webhook.js';
import { signatureHeaders } from '../../src/adapters/signature.js';

const SECRET = 'your-secure-webhook-secret-key-here';
const PATH = '/webhooks/streamgank';
const closing: (() => unknown)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function served(app: { listen(port: number, host: string): Server }): Promise<string> {
  const server = app.listen(0, '127.0.0.1');
  closing.push(() => new Promise((closed) => server.close(closed)));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const bodyOf = (data: object): string =>
  JSON.stringify({ event: 'job.completed', data, timestamp: 't', webhook_id: 'webhook_1', source: 's' });

async function post(url: string, body: string, secret = SECRET, path = PATH): Promise<Answer> {
  const headers = signatureHeaders({
    brand: 'StreamGank',
    body,
    secret,
    deliveryId: 'd1',
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** The bytes matter: this is not how JSON.stringify would write it. */
const BODY = bodyOf({ job_id: 'j1' }).replace('"data":', '"data" : ');
const WRONG = { status: 401, body: { success: false, code: 'wrong_signature' } };

describe('expressWebhook', () => {
  const got = (request: express.Request, response: express.Response): void => {
    const { webhook, body } = request as WebhookRequest;
    response.json({ data: webhook?.data, delivery: webhook?.deliveryId, body });
  };
  const GOT = { status: 200, body: { data: { job_id: 'j1' }, delivery: 'd1', body: JSON.parse(BODY) } };

  it.each([
    [
      'reads the body itself',
      (app: express.Express) => app.post(PATH, expressWebhook({ secret: SECRET }), got),
    ],
    [
      'takes what express.raw() read',
      (app: express.Express) =>
        app.post(PATH, express.raw({ type: '*/*' }), expressWebhook({ secret: SECRET }), got),
    ],
    [
      'takes what express.json({ verify: keepRawBody }) kept',
      (app: express.Express) =>
        app.use(express.json({ verify: keepRawBody })).post(PATH, expressWebhook({ secret: SECRET }), got),
    ],
  ])('%s, and lets through only what is signed', async (_, mount) => {
    const app = express();
    mount(app);
    const url = await served(app);
    expect(await post(url, BODY)).toEqual(GOT);
    expect(await post(url, BODY, 'other')).toMatchObject(WRONG);
  });

  it('answers after onWebhook, with an error when it fails', async () => {
    const app = express();
    const webhooks: VerifiedWebhook[] = [];
    const onWebhook = async (webhook: VerifiedWebhook): Promise<void> => {
      webhooks.push(webhook);
      if (webhook.data['fail'] === true) throw new Error('not now');
    };
    app.post(PATH, expressWebhook({ secret: SECRET, onWebhook }));
    app.use((error: Error, _: express.Request, response: express.Response, __: express.NextFunction) => {
      response.status(500).json({ message: error.message });
    });
    const url = await served(app);
    expect(await post(url, BODY)).toEqual({ status: 200, body: { success: true } });
    expect(await post(url, bodyOf({ fail: true }))).toEqual({ status: 500, body: { message: 'not now' } });
    expect(webhooks).toHaveLength(2);
  });

  it('explains the error when the body was parsed before', async () => {
    const app = express();
    app.use(express.json());
    app.post(PATH, expressWebhook({ secret: SECRET }), got);
    app.use((error: Error, _: express.Request, response: express.Response, __: express.NextFunction) => {
      response.status(500).json({ message: error.message });
    });
    expect(await post(await served(app), BODY)).toMatchObject({
      status: 500,
      body: { message: expect.stringContaining('parsed before expressWebhook saw it') },
    });
  });

  it('reads no more than maxBytes', async () => {
    const app = express();
    app.post(PATH, expressWebhook({ secret: SECRET, maxBytes: 1_000 }), got);
    const url = await served(app);
    expect(await post(url, bodyOf({ text: 'x'.repeat(1_000) }))).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
    expect(await post(url, BODY)).toEqual(GOT);
  });

  it('throws without a secret', () => {
    expect(() => expressWebhook({ secret: '' })).toThrow('secret is missing or blank');
  });
});

async function fastifyWith(onWebhook: (webhook: VerifiedWebhook) => unknown): Promise<string> {
  const server = fastify();
  closing.push(() => server.close());
  await server.register(fastifyWebhook, { secret: SECRET, path: PATH, onWebhook });
  server.post('/other', async ({ body }) => body);
  return server.listen({ port: 0, host: '127.0.0.1' });
}

describe('fastifyWebhook', () => {
  it('calls onWebhook for signed requests only', async () => {
    const webhooks: VerifiedWebhook[] = [];
    const url = await fastifyWith((webhook) => webhooks.push(webhook));
    expect(await post(url, BODY)).toEqual({ status: 200, body: { success: true } });
    expect(await post(url, BODY, 'other')).toMatchObject(WRONG);
    expect(webhooks).toMatchObject([{ event: 'job.completed', data: { job_id: 'j1' }, deliveryId: 'd1' }]);
  });

  it('answers with an error when onWebhook fails', async () => {
    const url = await fastifyWith(() => Promise.reject(new Error('not now')));
    expect(await post(url, BODY)).toMatchObject({ status: 500 });
  });

  it('leaves the bodies of other routes to Fastify', async () => {
    const url = await fastifyWith(() => undefined);
    expect(await post(url, BODY, SECRET, '/other')).toEqual({ status: 200, body: JSON.parse(BODY) });
  });

  it('has a body limit of its own', async () => {
    const url = await fastifyWith(() => undefined);
    const big = 'x'.repeat(1_500_000);
    expect(await post(url, bodyOf({ big }))).toMatchObject({ status: 200 });
    expect(await post(url, bodyOf({ big: big + big }))).toMatchObject({ status: 413 });
  });

  it('rejects without a secret', async () => {
    const server = fastify();
    closing.push(() => server.close());
    await expect(async () => {
      await server.register(fastifyWebhook, { secret: [], onWebhook: () => undefined });
    }).rejects.toThrow('secret is missing or blank');
  });
});
