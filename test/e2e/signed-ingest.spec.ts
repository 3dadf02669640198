import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { rawAnswer, rawHead } from '../support/raw-answer.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const TRIGGER = '/api/webhooks/trigger';
const EVENTS = '/api/webhooks/events';
/** Visible text, hexadecimal (which is base64, too), and a key as the libraries make them. */
const KEYS = [
  'emit-key-0123456789abcdef',
  randomBytes(32).toString('hex'),
  `whsec_${randomBytes(32).toString('base64')}`,
];
const ADMIN = 'admin-key-0123456789abcdef';
let gateway: GatewayProcess;

const raw = new Webhook(KEYS[0]!, { format: 'raw' });

beforeAll(async () => {
  gateway = await stage.gateway({ WEBHOOK_EMIT_KEYS: KEYS.join(','), WEBHOOK_ADMIN_KEYS: ADMIN });
});

interface Sent {
  readonly id?: string;
  readonly body?: string;
  readonly path?: string;
  readonly method?: string;
  readonly at?: Date;
  readonly signer?: Webhook;
  readonly headers?: Record<string, string>;
}

let ids = 0;

/** Posts a request signed by the library; `headers` replace its own. */
function post({
  id = `msg_${++ids}`,
  body = '{"event":"job.completed"}',
  ...sent
}: Sent = {}): Promise<ApiAnswer> {
  const { path = TRIGGER, method = 'POST', at = new Date(), signer = raw, headers = {} } = sent;
  const signed = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signer.sign(id, at, body),
    ...headers,
  };
  return gateway.request(method, path, { headers: signed, ...(method === 'GET' ? {} : { body }) });
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

describe('A request signed under an emit key', () => {
  it.each([
    ['as text', raw],
    ['in hexadecimal, read as base64', new Webhook(KEYS[1]!)],
    ['in hexadecimal, read as text', new Webhook(KEYS[1]!, { format: 'raw' })],
    ['with the prefix', new Webhook(KEYS[2]!)],
  ])('is accepted without a bearer token: %s', async (_, signer) => {
    expect(await post({ signer })).toMatchObject({ status: 202, body: { success: true } });
  });

  it('is the same event when it is replayed', async () => {
    const first = await post({ id: 'replayed' });
    expect(first.body).toMatchObject({ event_id: 'replayed', duplicate: false });
    expect((await post({ id: 'replayed' })).body).toMatchObject({ event_id: 'replayed', duplicate: true });
    const renamed = await post({ id: 'replayed', headers: { 'Idempotency-Key': 'another' } });
    expect(renamed).toMatchObject({ status: 422, body: { errors: [{ field: 'Idempotency-Key' }] } });
  });

  it.each([
    ['as NDJSON what was a trigger', TRIGGER, 'application/json', EVENTS, 'application/x-ndjson'],
    ['as a trigger what was NDJSON', EVENTS, 'application/x-ndjson', TRIGGER, 'application/json'],
  ])('is the same event when it is replayed in another form: %s', async (_, path, type, again, as) => {
    const id = `reformed_${as}`;
    const first = await post({ id, path, headers: { 'content-type': type } });
    expect(first.status).toBe(202);
    const replayed = await post({ id, path: again, headers: { 'content-type': as } });
    const { body } = replayed;
    expect(body.results?.[0] ?? body).toMatchObject({ event_id: id, duplicate: true });
    expect(stage.rows(`select id from events where id like '${id}%'`)).toEqual([{ id }]);
  });

  it('is refused as NDJSON when it was signed as JSON of several lines', async () => {
    const body = '{"events":[\n{"event":"job.completed"},\n{"event":"job.failed"}\n]}';
    expect((await post({ id: 'listed', path: EVENTS, body })).body).toMatchObject({ accepted: 2 });
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await post({ id: 'listed', path: EVENTS, body, headers });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'body' }] } });
    expect(stage.rows("select id from events where id like 'listed%'")).toHaveLength(2);
  });

  it('can give its event an id of its own', async () => {
    const answer = await post({
      body: '{"event":"job.completed","id":"own"}',
      headers: { 'Idempotency-Key': 'own' },
    });
    expect(answer).toMatchObject({ status: 202, body: { event_id: 'own' } });
  });

  it('can be a batch, whose events get ids by their index', async () => {
    const body = '{"event":"job.completed"}\n{"event":"job.failed","id":"own-2"}\n';
    const headers = { 'content-type': 'application/x-ndjson' };
    const first = await post({ id: 'batch', path: EVENTS, body, headers });
    expect(first.body.results).toMatchObject([{ event_id: 'batch.0' }, { event_id: 'own-2' }]);
    expect((await post({ id: 'batch', path: EVENTS, body, headers })).body).toMatchObject({ duplicates: 2 });
  });

  it('is verified over its bytes as received, in any number of chunks', async () => {
    const data = { text: 'ü🎬'.repeat(50_000) };
    const body = `{ "event" : "job.completed",\n "data" : ${JSON.stringify(data)} }`;
    expect((await post({ body })).status).toBe(202);
  });

  it('is verified over its body before compression', async () => {
    const body = JSON.stringify({ event: 'job.completed', data: { text: 'ü🎬'.repeat(1_000) } });
    const sent = (id: string, over: string) => {
      const at = new Date();
      const headers = {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': raw.sign(id, at, over),
      };
      return gateway.request('POST', TRIGGER, { headers, body: new Uint8Array(gzipSync(body)) });
    };
    expect(await sent('zipped', body)).toMatchObject({ status: 202, body: { event_id: 'zipped' } });
    expect(await sent('zipped', body)).toMatchObject({ status: 202, body: { duplicate: true } });
    expect((await sent('zipped-2', gzipSync(body).toString('latin1'))).status).toBe(401);
  });

  it('can carry several signatures', async () => {
    const now = new Date();
    const signatures = ['v1a,xyz', 'v1,AAAA', raw.sign('several', now, '{"event":"job.completed"}')].join(
      ' ',
    );
    expect(
      (await post({ id: 'several', at: now, headers: { 'webhook-signature': signatures } })).status,
    ).toBe(202);
  });

  it('can post events, and do nothing else', async () => {
    const body = '{"url":"http://127.0.0.1:1/"}';
    expect((await post({ path: '/api/webhooks/test', body })).status).toBe(401);
    for (const path of ['/api/webhooks/status', '/api/openapi.json', '/api/docs'])
      expect([path, (await post({ path, method: 'GET', body: '' })).status]).toEqual([path, 401]);
  });

  it('cannot be a CloudEvent in binary mode, whose headers no signature covers', async () => {
    const event = new CloudEvent({ id: '1', source: 's', type: 'job.completed', data: { a: 1 } });
    const { headers, body } = HTTP.binary(event);
    const answer = await post({
      path: EVENTS,
      body: body as string,
      headers: headers as Record<string, string>,
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'webhook-signature' }] } });
  });
});

describe('A signed request', () => {
  const foreign = new Webhook('another-key-0123456789', { format: 'raw' });

  it.each<[string, Sent]>([
    ['signed with another key', { signer: foreign }],
    ['signed with an admin key', { signer: new Webhook(ADMIN, { format: 'raw' }) }],
    ['older than five minutes', { at: ago(310) }],
    ['in the future', { at: ago(-3_600) }],
    ['without a timestamp', { headers: { 'webhook-timestamp': '' } }],
    [
      'with another timestamp',
      { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 60) } },
    ],
    ['with another id', { headers: { 'webhook-id': 'msg_other' } }],
    ['with an invalid id', { headers: { 'webhook-id': 'a b' } }],
    ['without a version', { headers: { 'webhook-signature': 'AAAA' } }],
    ['with a signature cut short', { headers: { 'webhook-signature': 'v1,AAAA' } }],
    ['with an empty signature', { headers: { 'webhook-signature': '' } }],
  ])('is refused with 401 when it is %s', async (_, sent) => {
    const answer = await post(sent);
    expect(answer).toMatchObject({ status: 401, body: { success: false, code: 'unauthorized' } });
  });

  it('is refused with 401 when its body was changed', async () => {
    const at = new Date();
    const signature = raw.sign('changed', at, '{"event":"job.completed","data":{"a":1}}');
    const answer = await post({ id: 'changed', at, headers: { 'webhook-signature': signature } });
    expect(answer.status).toBe(401);
    expect(stage.rows(`select id from events where id = 'changed'`)).toEqual([]);
  });

  it('is refused with 401 beside a wrong bearer token', async () => {
    expect((await post({ headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
  });
});

describe('The connection of a signed request', () => {
  const head = (line: string, ...headers: string[]) =>
    [`${line} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');
  const signature = [
    'webhook-id: x',
    'webhook-signature: v1,AAAA',
    `webhook-timestamp: ${Math.floor(Date.now() / 1000)}`,
  ];
  const body = 'x'.repeat(300_000);
  const length = `Content-Length: ${body.length}`;

  it.each([
    ['read', 401, [`POST ${TRIGGER}`, 'Content-Type: application/json', length], body],
    ['of a form nobody reads', 415, [`POST ${TRIGGER}`, 'Content-Type: text/plain', length], body],
    ['missing', 401, [`POST ${TRIGGER}`], ''],
    ['not asked for', 401, ['GET /api/webhooks/status'], ''],
    [
      'larger than may be',
      413,
      [`POST ${TRIGGER}`, 'Content-Type: application/json', 'Content-Length: 9000000'],
      '',
    ],
  ])('ends after the answer where the body is %s', async (_, status, [line = '', ...headers], sent) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.write(head(line, ...signature, ...headers) + sent + head('GET /livez', 'Connection: close'));
    const statuses = (await text(socket)).match(/^HTTP\/1\.1 \d+/gm)!;
    expect(statuses[0]).toBe(`HTTP/1.1 ${status}`);
    expect((await gateway.get('/livez')).status).toBe(200);
  });

  it('carries the answer before the body where the route takes no signatures', async () => {
    const line = rawHead('POST /api/webhooks/endpoints', 'Host: x', ...signature, length);
    expect(await rawAnswer(gateway.url, line)).toMatch(/^HTTP\/1.1 401 /);
  });

  it('can break off within the body', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.end(
      head(`POST ${TRIGGER}`, ...signature, 'Content-Type: application/json', length) + body.slice(0, 1_000),
    );
    await text(socket);
    expect((await post()).status).toBe(202);
  });
});

describe('Requests with an invalid signature', () => {
  const signature = [
    'webhook-id: x',
    'webhook-signature: v1,AAAA',
    `webhook-timestamp: ${Math.floor(Date.now() / 1000)}`,
    'Content-Type: application/json',
  ];

  async function half(path: string, length: number, sent: number): Promise<Socket> {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined).resume();
    const head = [`POST ${path} HTTP/1.1`, 'Host: x', ...signature, `Content-Length: ${length}`, '', ''];
    await new Promise((done) => socket.write(head.join('\r\n') + ' '.repeat(sent), done));
    return socket;
  }

  it('do not keep signed events out, whatever they announce and wherever they stall', async () => {
    const MIB = 1024 * 1024;
    const held = await Promise.all([
      ...Array.from({ length: 4 }, () => half(EVENTS, 16 * MIB, 0)),
      ...Array.from({ length: 2 }, () => half(EVENTS, 16 * MIB, 12 * MIB)),
      ...Array.from({ length: 20 }, () => half(TRIGGER, MIB, MIB - 1)),
    ]);
    const events = Array.from({ length: 10 }, (_, n) => ({
      event: 'job.completed',
      data: { n, text: 'x'.repeat(MIB - 200) },
    }));
    expect((await post({ path: EVENTS, body: JSON.stringify({ events }) })).body).toMatchObject({
      accepted: 10,
    });
    expect((await post()).status).toBe(202);
    expect((await post({ path: EVENTS, body: JSON.stringify({ events }) })).body).toMatchObject({
      accepted: 10,
    });
    for (const socket of held) socket.destroy();
  });
});
