import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { WebSocketServer, type WebSocket } from 'ws';
import { certificate } from '../../../../test/support/certificates.js';
import { HttpProxy } from '../../../../test/support/http-proxy.js';
import { until } from '../../../../test/support/until.js';
import { egressOf, withoutReplaced } from '../../config/egress.js';
import { readEnvironment } from '../../config/read-environment.js';
import type { Fault } from '../../model/outcome.js';
import { TargetGuard } from '../../net/target-guard.js';
import { Agents } from './agents.js';
import { Sockets } from './sockets.service.js';
import type { TextSocket } from './text-socket.js';

describe(Sockets.name, () => {
  const agents = new Agents({ timeoutMs: 2_000 }, new TargetGuard([]));
  const sockets = new Sockets(agents);
  const closers: (() => void)[] = [];

  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  afterAll(() => agents.destroy());

  async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
    const connections = new Set<Duplex>();
    server.on('connection', (connection: Duplex) => connections.add(connection));
    closers.push(() => {
      server.close();
      for (const connection of connections) connection.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link?ticket=TICKET`;
  }

  /** A server of WebSockets, with the headers and connections that it got. */
  async function serve() {
    const server = createServer();
    const opened: WebSocket[] = [];
    const headers: Record<string, unknown>[] = [];
    new WebSocketServer({ server, autoPong: true }).on('connection', (socket, request) => {
      headers.push(request.headers);
      opened.push(socket);
    });
    return { url: await listen(server), opened, headers };
  }

  function open(url: string, trusted = true, through = sockets) {
    const got = { texts: [] as string[], alive: 0, ends: [] as Fault[] };
    const socket = through.open(
      { url, headers: { 'User-Agent': 'Test/1.0' }, trusted, tls: null },
      {
        message: (text) => void got.texts.push(text),
        alive: () => void got.alive++,
        closed: (fault) => void got.ends.push(fault),
      },
    );
    if (socket) closers.push(() => socket.cut({ code: 'TEST_OVER', message: '' }));
    return { ...got, got, socket: socket as TextSocket };
  }

  const ended = ({ got }: ReturnType<typeof open>): Promise<Fault> => until('the end', () => got.ends[0]);

  /** Waits until this side, too, knows that the connections are open, and forgets the text that told so. */
  async function greeted(
    servers: readonly WebSocket[],
    ...clients: ReturnType<typeof open>[]
  ): Promise<void> {
    for (const server of servers) server.send('hello');
    await until('the greetings', () => clients.every(({ got }) => got.texts.length === 1));
    for (const { got } of clients) got.texts.splice(0);
  }

  it('carries texts both ways, under the headers that it was given', async () => {
    const { url, opened, headers } = await serve();
    const { got, socket } = open(url);
    const [server] = await until('a connection', () => opened.length > 0 && opened);
    const heard = once(server!, 'message');
    server!.send('hello');
    await until('the text', () => got.texts.length === 1);
    socket.send('{"a":1}');
    const [data] = (await heard) as [Buffer];
    expect([got.texts, data.toString('utf8')]).toEqual([['hello'], '{"a":1}']);
    expect(headers[0]).toMatchObject({ 'user-agent': 'Test/1.0' });
  });

  it('tells that the other side is there, by its pings and by its answers to pings', async () => {
    const { url, opened } = await serve();
    const one = open(url);
    const other = open(url);
    await until('the connections', () => opened.length === 2);
    await greeted(opened, one, other);
    one.socket.ping();
    await until('the pong', () => one.got.alive === 1);
    for (const server of opened) server.ping();
    await until('the pings', () => one.got.alive + other.got.alive === 3);
    expect([one.got.alive, other.got.alive]).toEqual([2, 1]);
  });

  it('closes in good order', async () => {
    const { url, opened } = await serve();
    const connection = open(url);
    const [server] = await until('a connection', () => opened.length > 0 && opened);
    await greeted(opened, connection);
    const closed = once(server!, 'close');
    connection.socket.close();
    expect(((await closed) as [number])[0]).toBe(1000);
    await ended(connection);
    expect(connection.got.ends).toHaveLength(1);
  });

  it.each([
    ['closed by the other side', (server: WebSocket) => server.close(4001, 'enough'), 'WS_4001', 'enough'],
    ['cut by the other side', (server: WebSocket) => server.terminate(), 'WS_1006', 'broke off'],
    ['flooded', (server: WebSocket) => server.send('x'.repeat(1024 * 1024 + 1)), 'WS_1006', 'broke off'],
  ])('tells once that it was %s', async (_, end, code, words) => {
    const { url, opened } = await serve();
    const connection = open(url);
    const [server] = await until('a connection', () => opened.length > 0 && opened);
    end(server!);
    expect(await ended(connection)).toEqual({ code, message: expect.stringContaining(words) });
    expect([connection.got.ends.length, connection.got.texts]).toEqual([1, []]);
  });

  it('takes no interim response for a refusal', async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, connection, head) => {
      connection.write('HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n');
      sockets.handleUpgrade(request, connection, head, (socket) => socket.close(4001, 'enough'));
    });
    expect(await ended(open(await listen(server)))).toMatchObject({ code: 'WS_4001' });
  });

  it('tells why there is no connection', async () => {
    const refused = await serve().then(({ url }) => url);
    for (const close of closers.splice(0)) close();
    expect(await ended(open(refused))).toMatchObject({ code: 'ECONNREFUSED' });
    const plain = await listen(createServer((_, response) => response.writeHead(503).end('no')));
    expect(await ended(open(plain))).toMatchObject({ code: 'HTTP_503' });
    const forbidden = await ended(open(plain, false));
    expect(forbidden).toMatchObject({ code: 'FORBIDDEN_TARGET' });
    expect(JSON.stringify(forbidden)).not.toContain('TICKET');
  });

  it('goes through the proxy in a tunnel, and knows the authorities of the gateway', async () => {
    const authority = certificate({ name: 'Test authority', authority: true });
    const leaf = certificate({ name: '127.0.0.1', by: authority, addresses: ['127.0.0.1'] });
    const server = createSecureServer(leaf);
    new WebSocketServer({ server }).on('connection', (socket) => socket.send('hello'));
    const url = (await listen(server)).replace('ws:', 'wss:');
    const proxy = await HttpProxy.start();
    const egress = egressOf(readEnvironment(withoutReplaced({ HTTPS_PROXY: proxy.url })));
    const tls = { ca: authority.cert, cert: null, key: null, passphrase: null };
    const routes = new Agents({ timeoutMs: 2_000, egress, tls }, new TargetGuard([]));
    const connection = open(url, true, new Sockets(routes));
    await until('the text', () => connection.got.texts.length === 1);
    expect(proxy.asked).toMatchObject([{ method: 'CONNECT', target: new URL(url).host }]);
    await proxy.close();
    expect(await ended(connection)).toMatchObject({ code: 'WS_1006' });
    expect(await ended(open(url, true, new Sockets(routes)))).toMatchObject({ code: 'PROXY_UNREACHABLE' });
    await routes.destroy();
    const unknown = await ended(open(url));
    expect(unknown.message).toContain('certificate');
  });

  it('is cut where the other side never answers', async () => {
    const silent = await listen(createTcpServer(() => undefined));
    const connection = open(silent);
    connection.socket.cut({ code: 'TIMEOUT', message: 'no greeting' });
    expect(await ended(connection)).toEqual({ code: 'TIMEOUT', message: 'no greeting' });
  });
});
