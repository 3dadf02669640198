import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const MIB = 1024 * 1024;
const BODY_LENGTH = 'length(cast(response_body as blob)) as length';
let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await stage.gateway({ WEBHOOK_MAX_RETRIES: '0' });
}, START_MS);

/** Writes until `total` bytes are written or nobody reads any more; resolves with what was written. */
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

/** One event for an endpoint of the test's own, and what became of it. */
async function once200(url: string, settings: object = {}) {
  const endpoint = await OwnEndpoint.on(gateway, stage, url, settings);
  return { endpoint, results: await endpoint.outcome({ a: 1 }) };
}

describe('A receiver that hangs', () => {
  it('before its headers runs into the deadline', async () => {
    const receiver = await stage.receiver(() => 'handled');
    const { endpoint, results } = await once200(receiver.url(), { timeout_ms: 400 });
    expect(results.failed).toBe(1);
    await gateway.said(new RegExp(`^❌ .*${endpoint.name} - timeout of 400ms exceeded$`));
  });

  it('after its headers runs into the deadline', async () => {
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.flushHeaders();
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url(), { timeout_ms: 400 });
    expect(results.failed).toBe(1);
    await gateway.said(new RegExp(`^❌ .*${endpoint.name} - timeout of 400ms exceeded$`));
  });

  it('drips its body a byte at a time and runs into the deadline, and the connection is closed', async () => {
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
    expect(results.failed).toBe(1);
    await gateway.said(new RegExp(`^❌ .*${endpoint.name} - timeout of 500ms exceeded$`));
    await until('the receiver notices', () => closed);
    expect(endpoint.attempts('outcome, error_code, status')).toEqual([
      { outcome: 'retry', error_code: 'TIMEOUT', status: null },
    ]);
  });
});

describe('A receiver that breaks off', () => {
  it('in the middle of its body was not reached', async () => {
    const receiver = await stage.receiver((_, response, nth) => {
      if (nth > 1) return 200;
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => response.socket!.resetAndDestroy());
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url(), { max_retries: 1 });
    expect(results.successful).toBe(1);
    expect(receiver.requests).toHaveLength(2);
    expect(endpoint.attempts()[0]).toMatchObject({ error_code: 'ECONNRESET', status: null });
  });

  it('before an answer is tried again', async () => {
    const receiver = await stage.receiver((_, response, nth) => {
      if (nth > 1) return 200;
      response.socket!.resetAndDestroy();
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url(), { max_retries: 1 });
    expect(results.successful).toBe(1);
    await gateway.said(new RegExp(`attempt 1/2\\): ${endpoint.name} - ECONNRESET\\. Retrying`));
  });
});

describe('A receiver that answers too much', () => {
  it('is left after 64 KiB of 200 MB, and has taken the delivery', async () => {
    let written: Promise<number> | undefined;
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      written = pour(response, Buffer.alloc(64 * 1024, 'x'), 200 * MIB);
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url());
    expect(results.successful).toBe(1);
    // What was written beyond the limit stands in the sockets' buffers.
    expect(await written).toBeLessThan(20 * MIB);
    const [{ length }] = endpoint.attempts<{ length: number }>(BODY_LENGTH) as [{ length: number }];
    expect(length).toBeLessThanOrEqual(16 * 1024);
  });

  it('and fails with it is judged by its status', async () => {
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(500);
      void pour(response, Buffer.alloc(64 * 1024, 'x'), 10 * MIB);
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url());
    expect(results.failed).toBe(1);
    await gateway.said(new RegExp(`${endpoint.name} - HTTP 500 response$`));
  });

  it('in a gzip bomb is not inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * MIB), { level: 9 });
    expect(bomb.length).toBeLessThan(64 * 1024);
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length }).end(bomb);
      return 'handled';
    });
    const { endpoint, results } = await once200(receiver.url());
    expect(results.successful).toBe(1);
    expect((await gateway.get('/livez')).status).toBe(200);
    const [{ length }] = endpoint.attempts<{ length: number | null }>(BODY_LENGTH) as [
      { length: number | null },
    ];
    expect(length ?? 0).toBeLessThanOrEqual(16 * 1024);
  });

  it('in its headers was not reached, and does no harm', async () => {
    const receiver = await stage.receiver(() => ({
      status: 200,
      headers: { 'x-large': 'x'.repeat(100_000) },
    }));
    const { results } = await once200(receiver.url());
    expect(results.failed).toBe(1);
    expect((await gateway.get('/livez')).status).toBe(200);
  });
});

describe('A receiver that speaks no HTTP', () => {
  const servers: { close: () => void; sockets: Socket[] }[] = [];
  afterEach(() => {
    for (const { close, sockets } of servers.splice(0)) {
      close();
      for (const socket of sockets) socket.destroy();
    }
  });

  it.each([
    ['nonsense', 'HELLO WORLD\r\n\r\n'],
    ['a status that does not exist', 'HTTP/1.1 9999 Over\r\n\r\n'],
    ['an informational answer and the end', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a chunk of no length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n'],
    ['nothing at all', ''],
    ['plain text where TLS was expected', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'https'],
  ])('is a failure like any other: %s', async (_, text, scheme = 'http') => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(text));
    }).listen(0, '127.0.0.1');
    servers.push({ close: () => server.close(), sockets });
    await once(server, 'listening');
    const { results } = await once200(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/x`, {
      timeout_ms: 3000,
    });
    expect(results.failed).toBe(1);
    expect((await gateway.get('/readyz')).status).toBe(200);
  });
});
