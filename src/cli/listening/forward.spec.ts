import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { forward } from './forward.js';

let server: Server;
let ended = 0;
const incoming = { hand: 'h', method: 'POST', headers: {}, body: '{}', timeout_ms: 20_000 };
const to = (path: string): URL => new URL(path, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

const never = new AbortController().signal;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    if (request.url === '/odd') return void response.writeHead(799).end('x');
    response.on('close', () => ended++);
    const more = (): void =>
      void (response.write('x'.repeat(16_384)) ? setImmediate(more) : response.once('drain', more));
    more();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => void server.close());

describe('A forwarded request', () => {
  it('reads the beginning of an answer that has no end, and ends it', async () => {
    const result = await forward(incoming, to('/endless'), never);
    expect(result).toMatchObject({ status: 200 });
    expect(result.body).toHaveLength(65_536);
    await until('the local server notices', () => ended === 1);
  });

  it('has no answer where the status is one that the gateway does not take', async () => {
    expect(await forward(incoming, to('/odd'), never)).toEqual({
      error: 'the local server answered with the status 799',
      duration_ms: expect.any(Number),
    });
  });
});
