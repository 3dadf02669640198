import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import fastify from 'fastify';
import { expressWebhook } from '../../clients/node/src/express-webhook.js';
import { fastifyWebhook } from '../../clients/node/src/fastify-webhook.js';
import { GatewayClient } from '../../clients/node/src/gateway-client.js';
import { verifyWebhook, type VerifiedWebhook } from '../../clients/node/src/verify-webhook.js';
import { WebhookManager } from '../../clients/node/src/webhook-manager.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { guideExamples } from '../support/guide-examples.js';
import type { Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes 32b').toString('base64')}`;
const EMIT_KEY = 'emit-key-of-the-job-server';
const ADMIN_KEY = 'admin-key-of-an-operator';
const DATA = { ...guideExamples.completedJob, text: 'Größe 🎬' };

/** webhook_1 is a plain receiver, webhook_2 runs on Express, webhook_3 on Fastify. */
let receiver: Receiver;
let gateway: GatewayProcess;
const got = new Map<string, VerifiedWebhook[]>();
const closing: (() => unknown)[] = [];
const note = (where: string) => (webhook: VerifiedWebhook) =>
  got.set(where, [...(got.get(where) ?? []), webhook]);

async function onExpress(): Promise<string> {
  const app = express().post('/hook', expressWebhook({ secret: SECRET, onWebhook: note('express') }));
  const server: Server = app.listen(0, '127.0.0.1');
  closing.push(() => (server.closeAllConnections(), server.close()));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

async function onFastify(): Promise<string> {
  const app = fastify({ forceCloseConnections: true });
  closing.push(() => app.close());
  await app.register(fastifyWebhook, { secret: SECRET, path: '/hook', onWebhook: note('fastify') });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/hook`;
}

beforeAll(async () => {
  receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: [receiver.url(), await onExpress(), await onFastify()].join(','),
    WEBHOOK_SECRET_KEY: SECRET,
    WEBHOOK_EMIT_KEYS: EMIT_KEY,
    WEBHOOK_ADMIN_KEYS: ADMIN_KEY,
  });
}, 60_000);
afterAll(() => Promise.all(closing.map((close) => close())));

describe('An event from the client', () => {
  it('is verified by the receiver with either signature and through both middlewares', async () => {
    const client = new GatewayClient({ url: gateway.url, key: EMIT_KEY });
    const { deliveries } = await client.emit('job.completed', DATA, { id: 'event-1' });
    expect(deliveries.map(({ webhookId }) => webhookId)).toEqual(['webhook_1', 'webhook_2', 'webhook_3']);
    expect(
      await client.emit('job.failed', {}, { id: 'event-1' }).catch((error: unknown) => error),
    ).toMatchObject({
      code: 'refused',
      status: 409,
      answer: 'conflict',
    });

    const [{ headers, body }] = (await receiver.count(1)) as [Received];
    const expected = { event: 'job.completed', data: DATA, source: 'streamgank' };
    const first = { ...expected, webhookId: 'webhook_1', deliveryId: deliveries[0]!.deliveryId };
    expect(verifyWebhook(body, headers, SECRET)).toMatchObject(first);
    const { 'webhook-id': _id, 'webhook-timestamp': _at, 'webhook-signature': _by, ...others } = headers;
    const old = { requireTimestamp: false };
    expect(verifyWebhook(Buffer.from(body), others, ['other', SECRET], old)).toMatchObject(first);
    expect(() => verifyWebhook(body, others, SECRET)).toThrow('covers no time');
    expect(() => verifyWebhook(body, headers, 'other')).toThrow('The signature does not belong');
    expect(() => verifyWebhook(body, others, 'other', old)).toThrow('The signature does not belong');

    await until('both middlewares have it', () => got.size === 2);
    expect(got.get('express')).toMatchObject([{ ...expected, deliveryId: deliveries[1]!.deliveryId }]);
    expect(got.get('fastify')).toMatchObject([{ ...expected, deliveryId: deliveries[2]!.deliveryId }]);
    await until('all is delivered', () =>
      stage.deliveries().every(({ state, attempts }) => state === 'delivered' && attempts === 1),
    );
    await client.close();
  });

  it('is accepted under a signing key, with any id', async () => {
    const client = new GatewayClient({ url: gateway.url, signingKey: EMIT_KEY });
    const timestamp = new Date();
    for (const length of [1, 190, 191, 200]) {
      const id = 's'.repeat(length);
      for (const duplicate of [false, true]) {
        const receipt = await client.emit('job.cancelled', {}, { id, timestamp });
        expect(receipt).toMatchObject({ eventId: id, duplicate });
      }
    }
    await client.close();
  });
});

describe('WebhookManager', () => {
  it('works like the class in the job server, through the gateway', async () => {
    const manager = new WebhookManager({ url: gateway.url, key: EMIT_KEY, adminKey: ADMIN_KEY });
    expect(await manager.sendWebhookNotification('job.completed', DATA)).toMatchObject(
      [1, 2, 3].map((n) => ({ status: 'fulfilled', value: { success: true, webhookId: `webhook_${n}` } })),
    );
    expect(await manager.sendWebhookNotification('job.cancelled', {})).toEqual([]);
    expect(await manager.refreshWebhookStatus()).toMatchObject({
      active_webhooks: 3,
      total_webhooks: 3,
      total_errors: 0,
      config: { rate_limit: '100/60000ms', secret_configured: true },
      gateway: { reachable: true, error: null, buffered: 0 },
    });
    expect(await manager.validateWebhookEndpoint(receiver.url('/test'))).toMatchObject({
      success: true,
      status: 200,
      message: 'Webhook endpoint is reachable',
    });
    expect(await manager.validateWebhookEndpoint('ftp://nowhere')).toMatchObject({
      success: false,
      status: 0,
      error: 'UNPROCESSABLE',
    });
    await manager.close();
  });

  it('reports a refusal of its key, without throwing', async () => {
    const logger = { log: () => undefined, warn: () => undefined, error: () => undefined };
    const manager = new WebhookManager({ url: gateway.url, key: 'unknown', logger });
    expect(await manager.sendWebhookNotification('job.completed', {})).toMatchObject([
      { status: 'rejected', reason: { code: 'refused', status: 401, answer: 'unauthorized' } },
    ]);
    expect(await manager.refreshWebhookStatus()).toMatchObject({ gateway: { reachable: true, as_of: null } });
    expect(await manager.validateWebhookEndpoint('https://a.example')).toMatchObject({
      error: 'UNAUTHORIZED',
    });
    await manager.close();
  });
});
