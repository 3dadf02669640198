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

  function send(
    url: string,
    timeoutMs = 5_000,
    body = '{}',
    trusted = true,
    needsBody = true,
  ): Promise<Answer | NoAnswer> {
    const headers = { 'Content-Type': 'application/json', 'X-One': '1' };
    return firstValueFrom(sender.send({ url, headers, body, trusted, needsBody }, timeoutMs));
  }

  /** A receiver that answers every request by these bytes, and then keeps, closes or resets its connection. */
  function answerWith(text: string, then: 'keep' | 'close' | 'reset' = 'keep'): Promise<string> {
    return listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => {
          if (then === 'close') socket.end(text);
          else socket.write(text, () => then === 'reset' && setTimeout(() => socket.resetAndDestroy(), 20));
        });
      }),
    );
  }

  it('sends body and headers unchanged and reads status, headers and body', async () => {
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

  it('stops reading at the body limit, answers with the part read, and closes the connection', async () => {
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

  it('does not inflate a compression bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const url = await receive((response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb),
    );
    expect(await send(url)).toMatchObject({ status: 200, body: '', keptBody: null });
  });

  it('times out when no answer comes', async () => {
    const url = await receive(() => undefined);
    const fault = { code: 'TIMEOUT', message: 'timeout of 150ms exceeded' };
    expect(await send(url, 150)).toMatchObject({ kind: 'no-answer', fault });
  });

  it('times out although the body keeps arriving in small pieces', async () => {
    const url = await receive((response) => {
      response.flushHeaders();
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const answer = (await send(url, 1_000)) as Answer;
    const note =
      /^The response body was not complete after 1000 ms, the timeout of the attempt; \d+ bytes were read\.$/;
    expect(answer).toMatchObject({ kind: 'answer', status: 200, note: expect.stringMatching(note) });
    expect(answer.body).toMatch(/^\.+$/);
  });

  it('times out where only the status line has arrived', async () => {
    const url = await answerWith('HTTP/1.1 200 OK\r\nX-Half: ');
    expect(await send(url, 150)).toMatchObject({ kind: 'no-answer', fault: { code: 'TIMEOUT' } });
  });

  it('does not wait for the body of a 2xx whose status line decides, and closes the connection', async () => {
    const closed = Promise.withResolvers<void>();
    const url = await receive((response) => {
      response.on('close', closed.resolve);
      response.write('{"received":');
    });
    const answer = await send(url, 30_000, '{}', true, false);
    expect(answer).toMatchObject({ kind: 'answer', status: 200, body: '{"received":' });
    expect((answer as Answer).note).toBe(
      'The response body was not complete after 2000 ms; 12 bytes were read.',
    );
    await closed.promise;
  });

  it.each([
    ['a body that breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhi', 'hi'],
    ['a chunk without a size', 'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi', ''],
    [
      'a second chunk without a size',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nzz\r\n',
      'hi',
    ],
    [
      'a chunked body without an end',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n',
      'hi',
    ],
    ['a refusal that breaks off', 'HTTP/1.1 404 Not Found\r\nContent-Length: 50\r\n\r\nno', 'no'],
  ])('returns the status and the part read of %s, with a note', async (_, text, body) => {
    const answer = (await send(await answerWith(text, 'close'))) as Answer;
    expect(answer).toMatchObject({ kind: 'answer', status: Number(text.slice(9, 12)), body });
    expect(answer.note).toMatch(
      new RegExp(`^The response body broke off after ${body.length} bytes \\([A-Z_]+\\)\\.$`),
    );
  });

  it('returns the status of an answer whose connection is reset in its body', async () => {
    const answer = await send(await answerWith('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhi', 'reset'));
    expect(answer).toMatchObject({
      kind: 'answer',
      status: 200,
      note: expect.stringContaining('ECONNRESET'),
    });
  });

  it('reads an answer that follows 100 Continue in a separate packet', async () => {
    const url = await listen(
      createTcpServer((socket) =>
        socket.once('data', () => {
          socket.write('HTTP/1.1 100 Continue\r\n\r\n');
          setTimeout(() => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok'), 30);
        }),
      ),
    );
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 201, body: 'ok', note: null });
  });

  it.each([
    [
      'an answer after an informational one',
      'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      'ok',
    ],
    [
      'an answer after an unrequested 100 Continue',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\nX-A: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      'ok',
    ],
    ['an answer of HTTP/1.0 that ends with its connection', 'HTTP/1.0 200 OK\r\n\r\nok', 'ok'],
    ['a 204 with a length', 'HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n', ''],
    [
      'an answer with long headers',
      `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(200_000)}\r\nContent-Length: 2\r\n\r\nok`,
      'ok',
    ],
    [
      'an answer with many headers',
      `HTTP/1.1 200 OK\r\n${'Set-Cookie: a=b; Path=/\r\n'.repeat(2_000)}Content-Length: 2\r\n\r\nok`,
      'ok',
    ],
  ])('reads %s completely', async (_, text, body) => {
    const answer = await send(await answerWith(text, 'close'));
    expect(answer).toMatchObject({
      kind: 'answer',
      status: /20\d/.exec(text)?.[0] === '204' ? 204 : 200,
      body,
      note: null,
    });
  });

  it('begins no request whose timeout ended while it waited for a connection', async () => {
    const heard: string[] = [];
    const url = await receive((response, body) => {
      heard.push(body);
      response.end();
    });
    const sent = send(url, 100, '"late"');
    // Simulates a frozen process: the connection is made before the timer of the timeout can run.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const fault = { code: 'ETIMEDOUT', message: 'timeout of 100ms exceeded while connecting' };
    expect(await sent).toMatchObject({ kind: 'no-answer', fault });
    await send(url, 5_000, '"next"');
    expect(heard).toEqual(['"next"']);
  });

  it('closes the connection at the timeout', async () => {
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

  it('returns no answer when the connection breaks before the headers are complete', async () => {
    const url = await answerWith('HTTP/1.1 200 OK\r\nContent-Le', 'close');
    expect(await send(url)).toMatchObject({ kind: 'no-answer' });
  });

  it('returns no answer when the target does not speak HTTP', async () => {
    const url = await listen(
      createTcpServer((socket) => socket.on('data', () => socket.end('SSH-2.0-nonsense\r\n\r\n'))),
    );
    expect(await send(url)).toMatchObject({ kind: 'no-answer' });
  });

  it('never sends a request that was cancelled while it waited for a connection', async () => {
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

  it('reaches no private address by an untrusted URL, by name or by number', async () => {
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
