import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type ApiAnswer, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Behaviour } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();

/** A connection with `count` pipelined requests that wait for their outcome. */
async function waiting(url: string, event: object, count: number): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const body = JSON.stringify(event);
  const head = `POST ${TRIGGER} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nPrefer: wait=60\r\n`;
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`.repeat(count));
  return socket;
}

const TRIGGER = '/api/webhooks/trigger';
const UNWANTED = { event: 'job.completed', data: { a: 1 } };

describe('Prefer: wait', () => {
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await stage.gateway({ WEBHOOK_TIMEOUT: '60000' });
  }, START_MS);

  /** An event that one endpoint wants. */
  async function wanted(behaviour?: Behaviour) {
    const receiver = await stage.receiver(behaviour);
    const endpoint = await OwnEndpoint.on(gateway, stage, receiver.url());
    return { receiver, event: { event: endpoint.type, data: { a: 1 } } };
  }

  it('answers 200 with the outcome of all deliveries', async () => {
    const bad = await stage.receiver(() => 500);
    const { event } = await wanted();
    await OwnEndpoint.on(gateway, stage, bad.url(), { events: [event.event], max_retries: 1 });
    const { status, headers, body } = await gateway.post(TRIGGER, event, { prefer: 'wait=30' });
    expect(status).toBe(200);
    expect(headers.get('preference-applied')).toBe('wait=30');
    expect(body).toMatchObject({
      success: true,
      duplicate: false,
      results: { total: 2, successful: 1, failed: 1, pending: 0 },
    });
    expect(body.deliveries).toHaveLength(2);
    expect(bad.requests).toHaveLength(2);
  });

  it('answers as soon as the outcome is known', async () => {
    const { event } = await wanted();
    const started = performance.now();
    const { body } = await gateway.post(TRIGGER, event, { prefer: 'wait=60' });
    expect(body.results).toEqual({ total: 1, successful: 1, failed: 0, pending: 0 });
    expect(performance.now() - started).toBeLessThan(50_000);
  });

  it('reports what is still pending when the time is up', async () => {
    const release = Promise.withResolvers<number>();
    const { event } = await wanted(() => release.promise);
    const { status, body } = await gateway.post(TRIGGER, event, { prefer: 'wait=1' });
    expect(status).toBe(200);
    expect(body.results).toEqual({ total: 1, successful: 0, failed: 0, pending: 1 });
    const now = await gateway.post(TRIGGER, event, { prefer: 'wait=0' });
    expect(now.body.results).toEqual({ total: 1, successful: 0, failed: 0, pending: 1 });
    release.resolve(200);
  });

  it('answers at once where no endpoint subscribes to the event', async () => {
    const { status, body } = await gateway.post(TRIGGER, UNWANTED, { prefer: 'wait=10' });
    expect(status).toBe(200);
    expect(body.results).toEqual({ total: 0, successful: 0, failed: 0, pending: 0 });
  });

  it('waits for a duplicate as for the first call', async () => {
    const { event } = await wanted();
    await gateway.trigger({ ...event, id: 'w' });
    const { status, body } = await gateway.post(TRIGGER, { ...event, id: 'w' }, { prefer: 'wait=30' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      duplicate: true,
      results: { total: 1, successful: 1, failed: 0, pending: 0 },
    });
  });

  it('is limited to 60 seconds, as the answer says', async () => {
    const { event } = await wanted();
    const { status, headers } = await gateway.post(TRIGGER, event, { prefer: 'respond-async, wait=3600' });
    expect(status).toBe(200);
    expect(headers.get('preference-applied')).toBe('wait=60');
  });

  it.each(['wait=soon', 'wait=-1', 'wait=1.5', 'wait', 'return=minimal', 'waiting=5', ''])(
    'is ignored when its value is invalid: %j',
    async (prefer) => {
      const { status, headers, body } = await gateway.post(TRIGGER, UNWANTED, { prefer });
      expect(status).toBe(202);
      expect(headers.get('preference-applied')).toBeNull();
      expect(body.results).toEqual({ total: 0 });
    },
  );

  it('waits for all events of one call, and reports the outcome of each', async () => {
    const bad = await stage.receiver(() => 500);
    const { event: type } = (await wanted()).event;
    await OwnEndpoint.on(gateway, stage, bad.url(), { events: [type], max_retries: 0 });
    const events = [
      ...Array.from({ length: 20 }, (_, n) => ({ event: type, id: `w${n}` })),
      { event: 'Not A Type' },
      { event: 'other.type' },
      { event: type, id: 'w0' },
    ];
    const answer = await gateway.post('/api/webhooks/events', { events }, { prefer: 'wait=30' });
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([200, 'wait=30']);
    const { results, ...rest } = answer.body;
    expect(rest).toEqual({
      success: true,
      accepted: 21,
      duplicates: 1,
      rejected: 1,
      outcome: { total: 40, successful: 20, failed: 20, pending: 0 },
    });
    const each = { total: 2, successful: 1, failed: 1, pending: 0 };
    const none = { total: 0, successful: 0, failed: 0, pending: 0 };
    expect(results.map(({ outcome }: { outcome?: object }) => outcome)).toEqual([
      ...Array.from({ length: 20 }, () => each),
      undefined,
      none,
      each,
    ]);
    const refused = await gateway.post('/api/webhooks/events', { events: [{}] }, { prefer: 'wait=30' });
    expect(refused.status).toBe(400);
  });

  it('is limited in number, and a client that disconnects makes room for others', async () => {
    const endpoint = await OwnEndpoint.on(gateway, stage, (await stage.receiver()).url());
    await gateway.post(`/api/webhooks/endpoints/${endpoint.name}/pause`, {});
    const event = { event: endpoint.type };
    // Whether there is a place is known at once: this waits for nothing. A key has 500 places.
    const beyond = (): Promise<ApiAnswer> => gateway.post(TRIGGER, event, { prefer: 'wait=0' });
    const sockets = await Promise.all(Array.from({ length: 12 }, () => waiting(gateway.url, event, 50)));
    try {
      // Asked before, it would take a place from one of those that are to fill them.
      await until('all are accepted', () => endpoint.deliveries().length === 600);
      await until('all places are taken', async () => (await beyond()).status === 202);
      const { headers, body } = await beyond();
      expect(headers.get('preference-applied')).toBeNull();
      expect(body.results).toEqual({ total: 1 });
      const batch = await gateway.post('/api/webhooks/events', { events: [event] }, { prefer: 'wait=1' });
      expect([batch.status, batch.body.outcome]).toEqual([202, undefined]);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
    await until('waits are heeded again', async () => (await beyond()).status === 200);
  }, 60_000);

  it('ends early with the current state when the gateway stops', async () => {
    const { receiver, event } = await wanted((_, response) => {
      setTimeout(() => response.writeHead(200).end(), 1_000);
      return 'handled';
    });
    const answer = gateway.post(TRIGGER, event, { prefer: 'wait=60' });
    await receiver.count(1);
    const code = gateway.end();
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(body.results.total).toBe(1);
    expect(await code).toBe(0);
  });
});
