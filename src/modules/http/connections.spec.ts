import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyRequest } from 'fastify';
import { until } from '../../../test/support/until.js';
import { boundConnections } from './connections.js';

const MAX = 4;
const server = fastify({ keepAliveTimeout: 60_000 });
let port: number;
const opened: Socket[] = [];

beforeAll(async () => {
  boundConnections(server, MAX, ({ headers }: FastifyRequest) => headers.authorization !== undefined);
  server.get('/', () => ({ served: true }));
  port = Number(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(async () => {
  for (const socket of opened) socket.destroy();
  await server.close();
});

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  opened.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Sends a request on a connection and waits for its answer. */
async function used(socket: Socket, ...headers: string[]): Promise<Socket> {
  socket.write(['GET / HTTP/1.1', 'Host: x', ...headers, '', ''].join('\r\n'));
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
  return socket;
}

const KEY = 'Authorization: Bearer key';

describe('boundConnections', () => {
  it('closes the longest idle connection without a key first, so that a new one is always accepted', async () => {
    const worker = await used(await open(), KEY);
    const idle = [await open(), await open(), await open()];
    // A request without a key counts as activity, so the second connection is the longest idle one.
    await used(idle[0]!);
    const next = await used(await open());
    await until('the longest idle is closed', () => idle[1]!.closed);
    expect([worker.closed, idle[0]!.closed, idle[2]!.closed]).toEqual([false, false, false]);
    for (let n = 0; n < 10; n++) await used(await open());
    await until('the other strangers are closed', () => [...idle, next].every(({ closed }) => closed));
    await used(worker, KEY);
  });

  it('closes the longest idle connection with a key where there are no others', async () => {
    const workers: Socket[] = [];
    for (let n = 0; n < MAX + 1; n++) workers.push(await used(await open(), KEY));
    const newcomer = await used(await open());
    await until('the longest idle is closed', () => workers[0]!.closed);
    expect([workers.at(-1)!.closed, newcomer.closed]).toEqual([false, false]);
  });
});
