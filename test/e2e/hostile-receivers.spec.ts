import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const MIB = 1024 * 1024;
const BOMB = gzipSync(Buffer.alloc(50 * MIB), { level: 9 });
const BODY_LENGTH = 'length(cast(response_body as blob)) as length';
let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await stage.gateway({ WEBHOOK_MAX_RETRIES: '0' });
}, START_MS);

/** Writes until `total` bytes are written or the connection is closed; resolves with the number of bytes written. */
async function pour(response: ServerResponse, chunk: Buffer, total: number): Promise<number> {
  const closed = once(response, 'close');
  let written = 0;
  while (written < total && !response.destroyed) {
    written += chunk.length;
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
  return written;
}

/** Sends one event to an endpoint of the test's own; resolves with the outcome. */
async function once200(url: string, settings: object = {}) {
  const endpoint = await OwnEndpoint.on(gateway, stage, url, settings);
  return { endpoint, results: await endpoint.outcome({ a: 1 }) };
}

/** The attempts at its only delivery, as the API shows them. */
async function shownAttempts(endpoint: OwnEndpoint) {
  const { body } = await gateway.get(`/api/webhooks/deliveries?endpoint=${endpoint.name}`);
  const [{ id }] = body.deliveries;
  return (await gateway.get(`/api/webhooks/deliveries/${id}`)).body.delivery.history;
}

describe('A receiver', () => {
  it.concurrent('runs into the timeout where it hangs before its headers', async () => {
    const receiver = await stage.receiver(() => 'handled');
    const { endpoint, results } = await once200(receiver.url(), { timeout_ms: 400 });
    expect(results.failed).toBe(1);
    await gateway.said(new RegExp(`^❌ .*${endpoint.name} - timeout of 400ms exceeded$`));
  });

  it.concurrent(
    'has taken the delivery where it hangs after its headers, and is not waited for',
    async () => {
      const receiver = await stage.receiver((_, response) => {
        response.writeHead(200, { 'content-length': '10' });
        response.flushHeaders();
        return 'handled';
      });
      const { endpoint, results } = await once200(receiver.url(), { timeout_ms: 400 });
      expect(results.successful).toBe(1);
      const [attempt] = await shownAttempts(endpoint);
      expect(attempt).toMatchObject({
        outcome: 'delivered',
        status: 200,
        error: null,
        note: 'The response body was not complete after 400 ms, the timeout of the attempt; 0 bytes were read.',
      });
      expect(receiver.requests).toHaveLength(1);
    },
  );

  it.concurrent(
    'has taken the delivery where it drips its body byte by byte, and the connection is closed',
    async () => {
      let closed = false;
      const receiver = await stage.receiver((_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        const drip = setInterval(() => response.write('x'), 50);
        response.once('close', () => {
          clearInterval(drip);
          closed = true;
        });
        return 'handled';
      });
      const { endpoint, results } = await once200(receiver.url(), { timeout_ms: 500 });
      expect(results.successful).toBe(1);
      await until('the receiver notices', () => closed);
      expect(endpoint.attempts('outcome, error_code, status')).toEqual([
        { outcome: 'delivered', error_code: null, status: 200 },
      ]);
    },
  );

  it.concurrent.each([200, 201])(
    'has taken the delivery, once, where it breaks off within the body of a %i',
    async (status) => {
      const receiver = await stage.receiver((_, response) => {
        response.writeHead(status, { 'content-length': '1000' });
        response.write('half', () => response.socket!.resetAndDestroy());
        return 'handled';
      });
      const { endpoint, results } = await once200(receiver.url(), { max_retries: 1 });
      expect(results.successful).toBe(1);
      expect(receiver.requests).toHaveLength(1);
      const [attempt] = await shownAttempts(endpoint);
      expect(attempt).toMatchObject({
        status,
        response: { body: 'half' },
        note: 'The response body broke off after 4 bytes (ECONNRESET).',
      });
    },
  );

  it.concurrent('is judged by its status where it breaks off within the body of a 500', async () => {
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(500, { 'content-length': '1000' });
      response.write('half', () => response.socket!.resetAndDestroy());
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url());
    expect(results.failed).toBe(1);
    const [attempt] = await shownAttempts(endpoint);
    expect(attempt).toMatchObject({
      status: 500,
      error: { code: 'HTTP_500', message: 'HTTP 500 response' },
      explanation: { summary: expect.any(String), next_step: expect.any(String) },
      note: expect.stringContaining('broke off after 4 bytes'),
    });
  });

  it.concurrent('is tried again where it breaks off before an answer', async () => {
    const receiver = await stage.receiver((_, response, nth) => {
      if (nth > 1) return 200;
      response.socket!.resetAndDestroy();
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url(), { max_retries: 1 });
    expect(results.successful).toBe(1);
    await gateway.said(new RegExp(`attempt 1/2\\): ${endpoint.name} - ECONNRESET\\. Retrying`));
  });

  it.concurrent(
    'is cut off after 64 KiB where it answers 200 with 200 MB, and has taken the delivery',
    async () => {
      let written: Promise<number> | undefined;
      const receiver = await stage.receiver((_, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        written = pour(response, Buffer.alloc(64 * 1024, 'x'), 200 * MIB);
        return 'handled';
      });
      const { endpoint, results } = await once200(receiver.url());
      expect(results.successful).toBe(1);
      // Bytes written beyond the limit are in the buffers of the sockets.
      expect(await written).toBeLessThan(20 * MIB);
      const [{ length }] = endpoint.attempts<{ length: number }>(BODY_LENGTH) as [{ length: number }];
      expect(length).toBeLessThanOrEqual(16 * 1024);
    },
  );

  it.concurrent('is judged by its status where it answers 500 with 10 MB', async () => {
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(500);
      void pour(response, Buffer.alloc(64 * 1024, 'x'), 10 * MIB);
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url());
    expect(results.failed).toBe(1);
    await gateway.said(new RegExp(`${endpoint.name} - HTTP 500 response$`));
  });

  it.concurrent(
    'has taken the delivery where it answers with a gzip bomb, which is not inflated',
    async () => {
      expect(BOMB.length).toBeLessThan(64 * 1024);
      const receiver = await stage.receiver((_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': BOMB.length }).end(BOMB);
        return 'handled';
      });
      const { endpoint, results } = await once200(receiver.url());
      expect(results.successful).toBe(1);
      expect((await gateway.get('/livez')).status).toBe(200);
      const [{ length }] = endpoint.attempts<{ length: number | null }>(BODY_LENGTH) as [
        { length: number | null },
      ];
      expect(length ?? 0).toBeLessThanOrEqual(16 * 1024);
    },
  );

  it.concurrent.each([100_000, 1_000_000])(
    'has taken the delivery where it answers with %i bytes of headers, and does no harm',
    async (size) => {
      const receiver = await stage.receiver(() => ({
        status: 200,
        headers: { 'x-large': 'x'.repeat(size) },
      }));
      const { results } = await once200(receiver.url());
      expect(results.successful).toBe(1);
      expect(receiver.requests).toHaveLength(1);
      expect((await gateway.get('/livez')).status).toBe(200);
    },
  );
});

describe('A receiver that speaks no HTTP', () => {
  const servers: { close: () => void; sockets: Socket[] }[] = [];
  afterAll(() => {
    for (const { close, sockets } of servers.splice(0)) {
      close();
      for (const socket of sockets) socket.destroy();
    }
  });

  it.concurrent.each([
    ['nonsense', 'HELLO WORLD\r\n\r\n'],
    ['a status that does not exist', 'HTTP/1.1 9999 Over\r\n\r\n'],
    ['an informational answer and the end', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['nothing at all', ''],
    ['plain text where TLS was expected', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'https'],
  ])('fails the delivery: %s', async (_, text, scheme = 'http') => {
    const { results } = await once200(await serving(text, scheme), { timeout_ms: 3000 });
    expect(results.failed).toBe(1);
    expect((await gateway.get('/readyz')).status).toBe(200);
  });

  it.concurrent.each([
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['no number as length', 'HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nab'],
    [
      'a length beside chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a chunk of no length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n'],
    ['more than its length', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nabcdef'],
  ])('after its status line has taken the delivery, once: %s', async (_, text) => {
    const { endpoint, results } = await once200(await serving(text), { max_retries: 2 });
    expect(results.successful).toBe(1);
    expect(endpoint.attempts('status')).toEqual([{ status: 200 }]);
  });

  it.concurrent('fails the delivery despite a successful earlier answer on the same connection', async () => {
    const texts = ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 'HELLO\r\n\r\n'];
    const url = await serving(() => texts.shift() ?? 'HELLO\r\n\r\n', 'http', true);
    const { endpoint, results } = await once200(url);
    expect(results.successful).toBe(1);
    expect(await endpoint.outcome()).toMatchObject({ failed: 1 });
  });

  async function serving(text: string | (() => string), scheme = 'http', keep = false): Promise<string> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', () => {
        const answer = typeof text === 'string' ? text : text();
        if (keep) socket.write(answer);
        else socket.end(answer);
      });
    }).listen(0, '127.0.0.1');
    servers.push({ close: () => server.close(), sockets });
    await once(server, 'listening');
    return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
  }
});
