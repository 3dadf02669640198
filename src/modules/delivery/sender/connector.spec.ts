import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, isIPv6, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { HttpService } from '@nestjs/axios';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { certificate } from '../../../../test/support/certificates.js';
import { DeafListener } from '../../../../test/support/deaf-listener.js';
import type { NameResolver } from '../../net/names/name-resolver.js';
import { TargetGuard } from '../../net/target-guard.js';
import { Agents } from './agents.js';
import { axiosOver } from './axios-over.js';
import { ConnectLimits } from './connect-limits.js';
import { connector, type TargetResolver } from './connector.js';
import { Sender, type Answer, type NoAnswer } from './sender.service.js';

/** Resolves every name to these addresses, and records the names that are forgotten. */
function names(...addresses: readonly string[]): NameResolver & { forgotten: string[] } {
  const forgotten: string[] = [];
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return {
    forgotten,
    resolve: () => Promise.resolve<LookupAddress[]>(found),
    forget: (name) => forgotten.push(name),
  };
}

function failing(resolver: Partial<TargetResolver>, protocol: string, port: number): Promise<Error> {
  const connect = connector(
    {},
    { refusal: () => null, resolve: names('127.0.0.1').resolve, forget: () => undefined, ...resolver },
    new LimitOf(150),
  );
  const target = { protocol, hostname: 'shop.test', host: `shop.test:${port}`, port: String(port) };
  return new Promise((resolve, reject) =>
    connect(target, (...[error]) => (error ? resolve(error) : reject(new Error('connected')))),
  );
}

/** Limits every connection to the same short time. */
class LimitOf extends ConnectLimits {
  override of(): number {
    return this.ms;
  }

  constructor(private readonly ms: number) {
    super(ms);
  }
}

describe('connector', () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function deaf(): Promise<DeafListener> {
    const listener = await DeafListener.on('127.0.0.1');
    closers.push(() => listener.close());
    return listener;
  }

  async function listening(server: Server, at = 0, host = '127.0.0.1'): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
    server.listen(at, host);
    await once(server, 'listening');
    closers.push(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    return (server.address() as AddressInfo).port;
  }

  function send(from: NameResolver, url: string, timeoutMs: number): Promise<Answer | NoAnswer> {
    const agents = new Agents({ timeoutMs }, new TargetGuard([], from));
    closers.push(() => agents.destroy());
    const sender = new Sender(new HttpService(axiosOver(agents)));
    return firstValueFrom(sender.send({ url, headers: {}, body: '{}', trusted: true }, timeoutMs));
  }

  it('reports ETIMEDOUT where the attempt’s timeout ends before a connection is made', async () => {
    const listener = await deaf();
    const fault = { code: 'ETIMEDOUT', message: 'timeout of 200ms exceeded while connecting' };
    expect(await send(names('127.0.0.1'), `http://shop.test:${listener.port}/`, 200)).toMatchObject({
      fault,
    });
  });

  it('gives a slow address the whole timeout although the other address is dead', async () => {
    const listener = await deaf();
    const sent = send(names('127.0.0.1', '::1'), `http://two.test:${listener.port}/`, 10_000);
    // Longer than the delay between two addresses; the kernel repeats a lost packet after 1 s.
    await sleep(400);
    listener.wake();
    expect(await sent).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('connects although the first address never answers', async () => {
    const listener = await deaf();
    const server = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    await listening(server, listener.port, '127.0.0.2');
    const sent = await send(names('127.0.0.1', '127.0.0.2'), `http://two.test:${listener.port}/`, 10_000);
    expect(sent).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('speaks TLS for the host of the URL over the connected socket', async () => {
    const asked = Promise.withResolvers<string>();
    const server = createTlsServer({
      ...certificate({ name: 'shop.test' }),
      SNICallback: (name, done) => {
        asked.resolve(name);
        done(null);
      },
    });
    server.on('tlsClientError', () => undefined);
    const port = await listening(server);
    const sent = await send(names('::1', '127.0.0.1'), `https://shop.test:${port}/`, 5_000);
    expect(sent).toMatchObject({ kind: 'no-answer', fault: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(await asked.promise).toBe('shop.test');
  });

  it('resolves a name again after no address accepted a connection', async () => {
    const server = createServer();
    const port = await listening(server);
    server.close();
    await once(server, 'close');
    const from = names('127.0.0.1', '::1');
    const sent = await send(from, `http://two.test:${port}/`, 5_000);
    expect(sent).toMatchObject({ kind: 'no-answer', fault: { code: 'ECONNREFUSED' } });
    expect((sent as NoAnswer).fault.message).toBe(
      `connect ECONNREFUSED 127.0.0.1:${port}; connect ECONNREFUSED ::1:${port}`,
    );
    expect(from.forgotten).toEqual(['two.test']);
  });

  it('stops connecting when the gateway stops', async () => {
    const { port } = await deaf();
    const agents = new Agents({ timeoutMs: 60_000 }, new TargetGuard([], names('127.0.0.1')));
    const sender = new Sender(new HttpService(axiosOver(agents)));
    const request = { url: `http://deaf.test:${port}/`, headers: {}, body: '{}', trusted: true };
    const sent = firstValueFrom(sender.send(request, 60_000));
    await agents.destroy();
    expect(await sent).toMatchObject({ kind: 'no-answer' });
  });

  describe('at its limit', () => {
    it('names the host that is being looked up', async () => {
      const error = await failing({ resolve: () => new Promise(() => undefined) }, 'http:', 80);
      expect(error).toMatchObject({
        code: 'ETIMEDOUT',
        message: 'timeout of 150ms exceeded by looking up shop.test',
      });
    });

    it('names the addresses that were tried', async () => {
      const { port } = await deaf();
      expect(await failing({}, 'http:', port)).toMatchObject({
        code: 'ETIMEDOUT',
        message: `timeout of 150ms exceeded by connecting to 127.0.0.1:${port}`,
      });
    });

    it('names the peer that does not finish the TLS handshake', async () => {
      const port = await listening(createServer());
      expect(await failing({}, 'https:', port)).toMatchObject({
        code: 'ETIMEDOUT',
        message: `timeout of 150ms exceeded by the TLS handshake with 127.0.0.1:${port}`,
      });
    });
  });
});
