import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const EVENT = { event: 'job.completed', data: { a: 1 } };
const MIB = 1024 * 1024;

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

async function once200(urls: string, env: Readonly<Record<string, string>> = {}) {
  const gateway = await stage.gateway({ WEBHOOK_URLS: urls, WEBHOOK_MAX_RETRIES: '0', ...env });
  const { results } = await gateway.trigger(EVENT, { prefer: 'wait=30' });
  return { gateway, results };
}

describe('A receiver that hangs', () => {
  it('before its headers runs into the deadline', async () => {
    const receiver = await stage.receiver(() => 'handled');
    const { gateway, results } = await once200(receiver.url(), { WEBHOOK_TIMEOUT: '400' });
    expect(results.failed).toBe(1);
    await gateway.said(/^❌ .*webhook_1 - timeout of 400ms exceeded$/);
  });

  it('after its headers runs into the deadline', async () => {
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.flushHeaders();
      return 'handled';
    });
    const { gateway, results } = await once200(receiver.url(), { WEBHOOK_TIMEOUT: '400' });
    expect(results.failed).toBe(1);
    await gateway.said(/^❌ .*webhook_1 - timeout of 400ms exceeded$/);
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
    const { gateway, results } = await once200(receiver.url(), { WEBHOOK_TIMEOUT: '500' });
    expect(results.failed).toBe(1);
    await gateway.said(/^❌ .*webhook_1 - timeout of 500ms exceeded$/);
    await until('the receiver notices', () => closed);
    expect(stage.rows('select outcome, error_code, status from attempts')).toEqual([
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
    const { results } = await once200(receiver.url(), { WEBHOOK_MAX_RETRIES: '1' });
    expect(results.successful).toBe(1);
    expect(receiver.requests).toHaveLength(2);
    const [first] = stage.rows<{ error_code: string; status: null }>('select * from attempts order by id');
    expect(first).toMatchObject({ error_code: 'ECONNRESET', status: null });
  });

  it('before an answer is tried again', async () => {
    const receiver = await stage.receiver((_, response, nth) => {
      if (nth > 1) return 200;
      response.socket!.resetAndDestroy();
      return 'handled';
    });
    const { gateway, results } = await once200(receiver.url(), { WEBHOOK_MAX_RETRIES: '1' });
    expect(results.successful).toBe(1);
    await gateway.said(/attempt 1\/2\): webhook_1 - ECONNRESET\. Retrying/);
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
    const { results } = await once200(receiver.url());
    expect(results.successful).toBe(1);
    // What was written beyond the limit stands in the sockets' buffers.
    expect(await written).toBeLessThan(20 * MIB);
    const [{ length }] = stage.rows<{ length: number }>(
      'select length(cast(response_body as blob)) as length from attempts',
    ) as [{ length: number }];
    expect(length).toBeLessThanOrEqual(16 * 1024);
  });

  it('and fails with it is judged by its status', async () => {
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(500);
      void pour(response, Buffer.alloc(64 * 1024, 'x'), 10 * MIB);
      return 'handled';
    });
    const { gateway, results } = await once200(receiver.url());
    expect(results.failed).toBe(1);
    await gateway.said(/HTTP 500 response$/);
  });

  it('in a gzip bomb is not inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * MIB), { level: 9 });
    expect(bomb.length).toBeLessThan(64 * 1024);
    const receiver = await stage.receiver((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length }).end(bomb);
      return 'handled';
    });
    const { gateway, results } = await once200(receiver.url());
    expect(results.successful).toBe(1);
    expect((await gateway.get('/livez')).status).toBe(200);
    const [{ length }] = stage.rows<{ length: number | null }>(
      'select length(cast(response_body as blob)) as length from attempts',
    ) as [{ length: number | null }];
    expect(length ?? 0).toBeLessThanOrEqual(16 * 1024);
  });

  it('in its headers was not reached, and does no harm', async () => {
    const receiver = await stage.receiver(() => ({
      status: 200,
      headers: { 'x-large': 'x'.repeat(100_000) },
    }));
    const { gateway, results } = await once200(receiver.url());
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
    const { gateway, results } = await once200(
      `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/x`,
      {
        WEBHOOK_TIMEOUT: '3000',
      },
    );
    expect(results.failed).toBe(1);
    expect((await gateway.get('/readyz')).status).toBe(200);
  });
});
