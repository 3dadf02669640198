import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TcpProxy } from './tcp-proxy.js';
import type { Toxic } from './toxics.js';
import { until } from './until.js';

/** The bytes received on a socket. */
class Inbox {
  readonly chunks: Buffer[] = [];
  closed: 'no' | 'ended' | 'reset' = 'no';

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    socket.on('error', () => (this.closed = 'reset'));
    socket.on('close', () => (this.closed = this.closed === 'reset' ? 'reset' : 'ended'));
  }

  get bytes(): number {
    return this.chunks.reduce((sum, { length }) => sum + length, 0);
  }
}

describe('A TCP proxy', () => {
  const far: { socket: Socket; inbox: Inbox }[] = [];
  const server = createServer((socket) => far.push({ socket, inbox: new Inbox(socket) }));
  let proxy: TcpProxy;
  let near: Socket;
  let inbox: Inbox;

  beforeEach(async () => {
    far.length = 0;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await TcpProxy.inFrontOf(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    [near, inbox] = await joined(1);
  });

  afterEach(async () => {
    near.destroy();
    await proxy.close();
    for (const { socket } of far) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  async function joined(count: number): Promise<[Socket, Inbox]> {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1').setNoDelay(true);
    const box = new Inbox(socket);
    await until('the connection', () => far.length === count);
    return [socket, box];
  }

  /** Sends both ways and resolves with how long each way took, ms. */
  async function exchange(): Promise<{ up: number; down: number }> {
    const way = async (from: Socket, to: Inbox): Promise<number> => {
      const [before, began] = [to.bytes, performance.now()];
      from.write('0123456789');
      await until('ten bytes', () => to.bytes === before + 10);
      return performance.now() - began;
    };
    return { up: await way(near, far[0]!.inbox), down: await way(far[0]!.socket, inbox) };
  }

  it('passes everything on, and the end of it', async () => {
    const much = Buffer.alloc(5_000_000, 'x');
    near.end(much);
    await until('all of it', () => far[0]!.inbox.bytes === much.length);
    await until('the end', () => far[0]!.inbox.closed === 'ended');
    await until('the end on this side', () => inbox.closed === 'ended');
    await until('nothing left', () => proxy.connections === 0);
    expect(inbox.bytes).toBe(0);
  });

  it('delays one direction, from now on and until it is healed', async () => {
    // Much longer than a busy machine delays what the proxy does not.
    proxy.infect('up', { kind: 'latency', ms: 1_000, jitterMs: 20 });
    const slow = await exchange();
    expect(slow.up).toBeGreaterThan(998);
    expect(slow.down).toBeLessThan(990);
    proxy.heal();
    expect((await exchange()).up).toBeLessThan(990);
  });

  it('keeps the order of what it delays, and delays it once', async () => {
    proxy.infect('up', { kind: 'latency', ms: 300, jitterMs: 100 });
    const began = performance.now();
    const numbers = Array.from({ length: 20 }, (_, n) => `<${n}>`);
    for (const text of numbers) {
      near.write(text);
      await new Promise(setImmediate);
    }
    await until('all', () => far[0]!.inbox.bytes === numbers.join('').length);
    expect(Buffer.concat(far[0]!.inbox.chunks).toString()).toBe(numbers.join(''));
    // One after the other, they would take six seconds.
    expect(performance.now() - began).toBeLessThan(5_500);
  });

  it('swallows, and closes after a while', async () => {
    proxy.infect('down', { kind: 'timeout', ms: 100 });
    far[0]!.socket.write('lost');
    await until('the close', () => inbox.closed === 'ended');
    expect(inbox.bytes).toBe(0);
    await until('the close over there', () => far[0]!.inbox.closed !== 'no');
  });

  it('swallows without an end, and what was swallowed stays lost', async () => {
    proxy.infect('up', { kind: 'timeout', ms: 0 });
    near.write('lost');
    far[0]!.socket.write('arrives');
    await until('the other direction', () => inbox.bytes === 7);
    proxy.heal();
    await exchange();
    expect(far[0]!.inbox.bytes).toBe(10);
    expect(inbox.closed).toBe('no');
  });

  it('resets', async () => {
    proxy.infect('down', { kind: 'reset_peer', ms: 0 });
    await until('the resets', () => inbox.closed !== 'no' && far[0]!.inbox.closed !== 'no');
    expect([inbox.closed, far[0]!.inbox.closed]).toEqual(['reset', 'reset']);
  });

  it('slices', async () => {
    proxy.infect('up', { kind: 'slicer', bytes: 4, delayMs: 15 });
    near.write('0123456789');
    await until('all', () => far[0]!.inbox.bytes === 10);
    expect(far[0]!.inbox.chunks.length).toBeGreaterThan(1);
    expect(Math.max(...far[0]!.inbox.chunks.map(({ length }) => length))).toBeLessThanOrEqual(8);
  });

  it('is narrow', async () => {
    proxy.infect('down', { kind: 'bandwidth', bytesPerSecond: 100_000 });
    const began = performance.now();
    far[0]!.socket.write(Buffer.alloc(30_000));
    await until('all', () => inbox.bytes === 30_000);
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  const limit = (times?: number): Toxic => ({
    kind: 'limit_data',
    bytes: 6,
    ...(times === undefined ? {} : { times }),
  });

  it('closes after some bytes', async () => {
    proxy.infect('up', limit());
    near.write('0123456789');
    await until('the close', () => far[0]!.inbox.closed === 'ended' && inbox.closed !== 'no');
    expect(Buffer.concat(far[0]!.inbox.chunks).toString()).toBe('012345');
  });

  it('strikes as many connections as it is told', async () => {
    const [second] = await joined(2);
    proxy.infect('up', limit(1));
    near.write('0123456789');
    await until('the close', () => far[0]!.inbox.closed === 'ended');
    second.write('0123456789');
    await until('all of it', () => far[1]!.inbox.bytes === 10);
    expect(far[0]!.inbox.bytes).toBe(6);
    second.destroy();
  });

  it('leaves a connection half open: the near side is not told', async () => {
    proxy.halfOpenAll();
    await until('the far end', () => far[0]!.inbox.closed !== 'no');
    near.write('nowhere');
    const [second] = await joined(2);
    second.write('0123456789');
    await until('a new connection works', () => far[1]!.inbox.bytes === 10);
    expect(inbox.closed).toBe('no');
    second.destroy();
  });

  it('cuts what stands, and lets new ones in', async () => {
    proxy.cutAll();
    await until('the cuts', () => inbox.closed !== 'no' && far[0]!.inbox.closed !== 'no');
    far.length = 0;
    near.destroy();
    [near, inbox] = await joined(1);
    await exchange();
    expect(inbox.bytes).toBe(10);
  });
});
