import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { keepBodyLimits } from './body-limit.js';
import { readJsonBodies } from './json-bodies.js';
import { refusalOf } from './error.filter.js';
import { serverOptions } from './server-options.js';

const MIB = 1024 * 1024;
const server = fastify(serverOptions([]));
let url: string;

beforeAll(async () => {
  const isProven = ({ headers }: FastifyRequest) => headers.authorization !== undefined;
  keepBodyLimits(server, isProven, { large: 32 * MIB, unproven: 64 * MIB });
  readJsonBodies(server);
  server.setErrorHandler((error: Error, request: FastifyRequest, reply: FastifyReply) => {
    const { status, ...refusal } = refusalOf(error, request.routeOptions);
    return reply.status(status).send(refusal);
  });
  server.post('/small', ({ body }) => ({ body }));
  server.post('/large', { config: { bodyLimit: 16 * MIB, accepts: '' } }, ({ body }) => ({
    characters: JSON.stringify(body).length,
  }));
  server.delete('/small', ({ body }) => ({ body: body ?? 'none' }));
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  server.server.closeAllConnections();
  await server.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly code?: string; readonly message?: string };
}

async function post(body: Uint8Array, headers: Record<string, string>, path = '/small'): Promise<Answer> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Uint8Array(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer['body'],
  };
}

const VALUE = { text: 'Größe 🎬', list: Array.from({ length: 200 }, (_, n) => n) };
const JSON_BYTES = Buffer.from(JSON.stringify(VALUE));
const SPACES = Buffer.alloc(20 * MIB, ' ');
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const brotli = (bytes: Uint8Array) => brotliCompressSync(bytes, QUICK);
const COMPRESS = { gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, br: brotli } as const;
const ALL = Object.entries(COMPRESS);

describe('An empty body of the type application/json', () => {
  it.each(['POST', 'DELETE'])('counts as none in a request with %s', async (method) => {
    const headers = { 'content-type': 'application/json' };
    const init: RequestInit = { method, headers, body: '' };
    const response = await fetch(`${url}/small`, init);
    expect(response.status).toBe(200);
    const { body = 'none' } = (await response.json()) as { body?: unknown };
    expect(body).toBe('none');
  });
});

describe('A compressed body', () => {
  it.each(ALL)('compressed by %s equals the same body without compression', async (encoding, compress) => {
    const headers = { 'content-encoding': encoding };
    expect(await post(compress(JSON_BYTES), headers)).toMatchObject({ status: 200, body: { body: VALUE } });
    expect((await post(compress(JSON_BYTES), headers)).headers.get('accept-encoding')).toBeNull();
  });

  it('arrives in pieces of any size, without an announced length', async () => {
    const compressed = gzipSync(JSON_BYTES);
    const pieces = async function* () {
      for (const byte of compressed) yield Uint8Array.of(byte);
    };
    const response = await fetch(`${url}/small`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: ReadableStream.from(pieces()),
      duplex: 'half',
    } as RequestInit);
    expect(await response.json()).toEqual({ body: VALUE });
  });

  it('consists of several gzip members and is read whole', async () => {
    const [one, two] = [JSON_BYTES.subarray(0, 50), JSON_BYTES.subarray(50)];
    const members = Buffer.concat([gzipSync(one), gzipSync(two)]);
    expect(await post(members, { 'content-encoding': 'gzip' })).toMatchObject({ body: { body: VALUE } });
  });

  it('has 15 MiB and is read on a route with a limit of 16 MiB', async () => {
    const body = Buffer.from(JSON.stringify({ text: 'x'.repeat(15 * MIB) }));
    for (const [encoding, compress] of [ALL[0]!, ALL[3]!])
      expect((await post(compress(body), { 'content-encoding': encoding }, '/large')).status).toBe(200);
  });

  it.each(ALL)(
    'compressed by %s inflates beyond the limit and is refused early with 413',
    async (encoding, compress) => {
      const bomb = compress(SPACES);
      expect(bomb.length).toBeLessThan(MIB);
      expect(await post(bomb, { 'content-encoding': encoding })).toMatchObject({
        status: 413,
        body: { code: 'body_too_large', message: 'The body is over 1 MiB.' },
      });
    },
  );

  it('exceeds the limit on the wire and is refused with 413, however little it inflates to', async () => {
    const empty = gzipSync(Buffer.alloc(0));
    const members = Buffer.concat(Array.from({ length: Math.ceil((MIB + 1) / empty.length) }, () => empty));
    const headers = { 'content-encoding': 'gzip' };
    expect(await post(members, headers)).toMatchObject({ status: 413 });
    const unannounced = await fetch(`${url}/small`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Blob([members]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(unannounced.status).toBe(413);
  });

  it.each(
    ALL.flatMap(
      ([encoding, compress]) =>
        [
          [encoding, 'cut short', compress(JSON_BYTES).subarray(0, -5)],
          [encoding, 'followed by other data', Buffer.concat([compress(JSON_BYTES), Buffer.from('{"a":1}')])],
          [encoding, 'not compressed at all', JSON_BYTES],
          [encoding, 'a single byte', Buffer.from('x')],
        ] as const,
    ),
  )('compressed by %s is %s and is refused with 400 and the reason', async (encoding, _, bytes) => {
    expect(await post(bytes, { 'content-encoding': encoding })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', message: expect.stringMatching(/is not valid (gzip|deflate|br)/) },
    });
  });

  it('is refused with 400 as raw deflate, which HTTP does not call deflate', async () => {
    expect((await post(deflateRawSync(JSON_BYTES), { 'content-encoding': 'deflate' })).status).toBe(400);
  });

  it('is refused with 415 in an unsupported encoding, and the answer names the supported ones', async () => {
    const answer = await post(zstdCompressSync(JSON_BYTES), { 'content-encoding': 'zstd' });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    expect(answer.body.message).toContain('zstd is not supported. Send gzip, deflate or br');
    expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate, br, identity');
  });

  it('breaks off without harm to the next request', async () => {
    const socket = await begin(
      '/small',
      ['Content-Encoding: gzip', 'Content-Length: 1000'],
      gzipSync(JSON_BYTES).subarray(0, 20),
    );
    socket.destroy();
    expect((await post(gzipSync(JSON_BYTES), { 'content-encoding': 'gzip' })).status).toBe(200);
  });
});

describe('A JSON body', () => {
  it.each([
    ['a byte that begins no character', [0xff]],
    ['Latin-1', [0xe4]],
    ['a character cut short', [0xf0, 0x9f, 0x8e]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['an overlong form', [0xc0, 0xaf]],
  ])('is refused with 400 for %s, which is not UTF-8', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
    const refused = {
      status: 400,
      body: { code: 'invalid_request', message: 'The body is not valid UTF-8.' },
    };
    expect(await post(body, {})).toMatchObject(refused);
    expect(await post(gzipSync(body), { 'content-encoding': 'gzip' })).toMatchObject(refused);
  });

  it('is read without its byte order mark', async () => {
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), JSON_BYTES]);
    expect(await post(body, {})).toMatchObject({ status: 200, body: { body: VALUE } });
  });

  it('is refused with 415 in another character set, without Accept-Encoding', async () => {
    const answer = await post(Buffer.from('{"a":"ä"}', 'latin1'), {
      'content-type': 'application/json; charset="ISO-8859-1"',
    });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    expect(answer.body.message).toBe('The charset ISO-8859-1 is not supported. Send the body as UTF-8.');
    expect(answer.headers.get('accept-encoding')).toBeNull();
  });
});

/** Sends the head of a request and the beginning of its body, and no more. */
async function begin(path: string, headers: readonly string[], bytes: Uint8Array): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    ...headers,
    '',
    '',
  ];
  socket.write(head.join('\r\n'));
  await new Promise((sent) => socket.write(bytes, sent));
  return socket;
}

describe('Bodies that do not arrive', () => {
  const padded = Buffer.from(`{"a":1}${' '.repeat(900_000)}`);
  const large = Buffer.from(JSON.stringify({ text: 'x'.repeat(15 * MIB) }));

  it('keep out no other request, however many bytes they announce', async () => {
    const idle = await Promise.all(
      Array.from({ length: 20 }, () => begin('/large', [`Content-Length: ${16 * MIB}`], Buffer.alloc(0))),
    );
    expect((await post(large, {}, '/large')).status).toBe(200);
    expect((await post(large, { authorization: 'key' }, '/large')).status).toBe(200);
    for (const socket of idle) socket.destroy();
  });

  it('are refused with 503 when their memory is needed, the longest idle first, and others go on', async () => {
    // The bodies of one address may hold 32 MiB together: the next one beyond takes the place of the first.
    const held: Socket[] = [];
    const head = [`Content-Length: ${MIB}`, 'Connection: close'];
    for (let n = 0; n < 30; n++) held.push(await begin('/small', head, padded));
    const [first, last] = [text(held[0]!), text(held.at(-1)!)];
    expect((await post(large, {}, '/large')).status).toBe(200);
    expect(await first).toMatch(/^HTTP\/1\.1 503 [\s\S]*"code":"unavailable"[\s\S]*"retryAfter":1/);
    expect((await post(JSON_BYTES, {})).status).toBe(200);
    held.at(-1)!.write(' '.repeat(MIB - padded.length));
    expect(await last).toMatch(/^HTTP\/1\.1 200 /);
    for (const socket of held) socket.destroy();
  });
});
