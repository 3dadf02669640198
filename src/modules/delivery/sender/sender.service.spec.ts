import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { HttpService } from '@nestjs/axios';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { TargetGuard } from '../../net/target-guard.js';
import { Agents } from './agents.js';
import { Sender, type Answer, type NoAnswer } from './sender.service.js';
import { axiosOver } from './axios-over.js';
import { BODY_LIMIT } from './undici-adapter.js';

describe(Sender.name, () => {
  const agents = new Agents({ timeoutMs: 10_000 }, new TargetGuard([]));
  const sender = new Sender(new HttpService(axiosOver(agents)));
  const closers: (() => void)[] = [];

  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  async function listen(server: Server): Promise<string> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => sockets.add(socket));
    closers.push(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=b`;
  }

  async function receive(
    answer: (response: ServerResponse, body: string, headers: Record<string, unknown>) => void,
  ): Promise<string> {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      answer(response, body, { ...request.headers, path: request.url });
    });
    return listen(server);
  }

  function send(url: string, timeoutMs = 5_000, body = '{}', trusted = true): Promise<Answer | NoAnswer> {
    return firstValueFrom(
      sender.send(
        { url, headers: { 'Content-Type': 'application/json', 'X-One': '1' }, body, trusted },
        timeoutMs,
      ),
    );
  }

  it('sends body and headers as they are and reads status, headers and body', async () => {
    let seen: unknown;
    const url = await receive((response, body, headers) => {
      seen = { body, type: headers['content-type'], one: headers['x-one'], path: headers['path'] };
      response.writeHead(201, { 'X-Two': ['a', 'b'] }).end('thanks');
    });
    const answer = (await send(url, 5_000, '{"é":"\u{1F517}"}')) as Answer;
    expect(seen).toEqual({
      body: '{"é":"\u{1F517}"}',
      type: 'application/json',
      one: '1',
      path: '/hook?a=b',
    });
    expect(answer).toMatchObject({ kind: 'answer', status: 201, body: 'thanks', keptBody: 'thanks' });
    expect(answer.headers['x-two']).toBe('a, b');
  });

  it('follows no redirect', async () => {
    const url = await receive((response) =>
      response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end(),
    );
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 307 });
  });

  it('stops reading at the limit, judges by what it has, and closes the connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const url = await receive((response) => {
      closed = once(response, 'close');
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
      };
      response.on('drain', pour);
      pour();
    });
    const answer = (await send(url)) as Answer;
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(answer.body).toHaveLength(BODY_LIMIT);
    await closed;
  });

  it('does not inflate a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const url = await receive((response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb),
    );
    expect(await send(url)).toMatchObject({ status: 200, body: '', keptBody: null });
  });

  it('ends at the deadline when no answer comes', async () => {
    const url = await receive(() => undefined);
    const fault = { code: 'TIMEOUT', message: 'timeout of 150ms exceeded' };
    expect(await send(url, 150)).toMatchObject({ kind: 'no-answer', fault });
  });

  it('ends at the deadline though the body keeps dripping', async () => {
    const url = await receive((response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await send(url, 200)).toMatchObject({ kind: 'no-answer', fault: { code: 'TIMEOUT' } });
  });

  it('begins no request whose time ran out while it waited for its connection', async () => {
    const heard: string[] = [];
    const url = await receive((response, body) => {
      heard.push(body);
      response.end();
    });
    const sent = send(url, 100, '"late"');
    // As after a freeze: the connection stands before the timer of the deadline gets its turn.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const fault = { code: 'TIMEOUT', message: 'timeout of 100ms exceeded' };
    expect(await sent).toMatchObject({ kind: 'no-answer', fault });
    await send(url, 5_000, '"next"');
    expect(heard).toEqual(['"next"']);
  });

  it('tears the connection down at the deadline', async () => {
    const closed = Promise.withResolvers<void>();
    const url = await receive((response) => response.on('close', closed.resolve));
    await send(url, 100);
    await expect(closed.promise).resolves.toBeUndefined();
  });

  it('names the fault of a refused connection, a reset and an unknown host', async () => {
    const reset = await listen(
      createTcpServer((socket) => socket.on('data', () => socket.resetAndDestroy())),
    );
    const refusing = createServer();
    const refused = await listen(refusing);
    refusing.close();
    await once(refusing, 'close');
    expect(await send(refused)).toMatchObject({ fault: { code: 'ECONNREFUSED' } });
    expect(await send(reset)).toMatchObject({ fault: { code: 'ECONNRESET' } });
    expect(await send('http://no-such-host.invalid/')).toMatchObject({
      fault: { message: expect.stringMatching(/^getaddrinfo E(NOTFOUND|AI_AGAIN) no-such-host\.invalid$/) },
    });
  });

  it('is no answer when the connection breaks in mid-body', async () => {
    const url = await receive((response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half');
      setImmediate(() => response.socket!.destroy());
    });
    expect(await send(url)).toMatchObject({ kind: 'no-answer', fault: { code: 'ECONNRESET' } });
  });

  it('is no answer when what comes is not HTTP', async () => {
    const url = await listen(
      createTcpServer((socket) => socket.on('data', () => socket.end('SSH-2.0-nonsense\r\n\r\n'))),
    );
    expect(await send(url)).toMatchObject({ kind: 'no-answer' });
  });

  it('never sends what was given up while it waited for a connection', async () => {
    const silent = createTcpServer();
    const got: string[] = [];
    silent.on('connection', (socket) => socket.on('data', (chunk) => got.push(chunk.toString())));
    const url = await listen(silent);
    const given = sender.send({ url, headers: {}, body: 'late', trusted: true }, 5_000).subscribe();
    given.unsubscribe();
    await send(url, 200, 'second');
    expect(got.join('')).toContain('second');
    expect(got.join('')).not.toContain('late');
  });

  it('reaches no private address by a URL that is not trusted, by name or number', async () => {
    const got: unknown[] = [];
    const url = await receive((response, body) => {
      got.push(body);
      response.end();
    });
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0.0.0.0']) {
      const answer = await send(url.replace('127.0.0.1', host), 5_000, '{}', false);
      expect(answer).toMatchObject({ kind: 'no-answer', fault: { code: 'FORBIDDEN_TARGET' } });
    }
    expect(got).toEqual([]);
  });
});
