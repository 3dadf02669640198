import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP, type Message } from 'cloudevents';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const EVENTS = '/api/webhooks/events';
const MIB = 1024 * 1024;
let receiver: Receiver;
let gateway: GatewayProcess;

beforeAll(async () => {
  receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_EVENTS: 'job.*',
    WEBHOOK_RATE_LIMIT_MAX: '100000',
    WEBHOOK_CONCURRENCY: '100',
  });
});

const ndjson = (body: string) =>
  gateway.request('POST', EVENTS, { body, headers: { 'content-type': 'application/x-ndjson' } });
/** A batch of `count` events of almost 1 MiB each. */
const large = (count: number) =>
  JSON.stringify({
    events: Array.from({ length: count }, () => ({
      event: 'other.large',
      data: { text: 'x'.repeat(MIB - 200) },
    })),
  });

/** A request that announces its length, and waits to be asked for its body. */
function announce(bytes: number): Socket {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').setEncoding('utf8');
  const headers = [
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${bytes}`,
    'Expect: 100-continue',
  ];
  socket.on('error', () => undefined).write([`POST ${EVENTS} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
  return socket;
}

const send = ({ headers, body }: Message) =>
  gateway.request('POST', EVENTS, { body: body as string, headers: headers as Record<string, string> });

describe('A batch of events', () => {
  it('is accepted in one call, answered event by event, and delivered', async () => {
    const events = Array.from({ length: 1_000 }, (_, n) => ({
      event: 'job.completed',
      id: `full-${n}`,
      data: { n },
    }));
    const { status, body } = await gateway.post(EVENTS, { events });
    expect({ status, accepted: body.accepted, duplicates: body.duplicates, rejected: body.rejected }).toEqual(
      {
        status: 202,
        accepted: 1_000,
        duplicates: 0,
        rejected: 0,
      },
    );
    const ids = body.results.map(
      ({ index, event_id: id, deliveries }: { index: number; event_id: string; deliveries: object[] }) =>
        `${index} ${id} ${deliveries.length}`,
    );
    expect(ids).toEqual(events.map(({ id }, index) => `${index} ${id} 1`));
    await gateway.settled();
    const sent = await receiver.until(
      (all) => all.filter(({ body }) => body.includes('"n":')).length >= 1_000,
    );
    const numbers = sent.map(({ body }) => (JSON.parse(body) as { data: { n: number } }).data.n);
    expect(new Set(numbers).size).toBe(1_000);
  });

  it('is accepted in part: valid events beside invalid ones, and a repeated id once', async () => {
    const { status, body } = await gateway.post(EVENTS, {
      events: [
        { event: 'job.completed', id: 'mixed', data: { a: 1 } },
        { event: 'Job Completed' },
        { event: 'job.completed', id: 'mixed', data: { a: 1 } },
        { event: 'job.completed', id: 'mixed', data: { a: 2 } },
        { event: 'other.thing' },
        { event: 'job.completed', data: { text: 'x'.repeat(MIB) } },
      ],
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({ success: true, accepted: 2, duplicates: 1, rejected: 3 });
    const [first, bad, again, other, unwanted, large] = body.results;
    expect(first).toMatchObject({ index: 0, event_id: 'mixed', duplicate: false });
    expect(bad).toMatchObject({
      index: 1,
      success: false,
      code: 'invalid_request',
      errors: [{ field: 'event' }],
    });
    expect(again).toEqual({ ...first, index: 2, duplicate: true });
    expect(other).toMatchObject({ index: 3, success: false, code: 'conflict', errors: [{ field: 'id' }] });
    expect(unwanted).toMatchObject({ index: 4, deliveries: [] });
    expect(large).toMatchObject({
      index: 5,
      success: false,
      code: 'body_too_large',
      errors: [{ field: 'data' }],
    });
  });

  it('sends nothing twice when it is posted again', async () => {
    const batch = { events: [1, 2, 3].map((n) => ({ event: 'job.failed', id: `again-${n}`, data: {} })) };
    const first = await gateway.post(EVENTS, batch);
    const second = await gateway.post(EVENTS, batch);
    expect(second.body).toMatchObject({ accepted: 0, duplicates: 3 });
    const names = (results: { deliveries: object[] }[]) => results.map(({ deliveries }) => deliveries);
    expect(names(second.body.results)).toEqual(names(first.body.results));
  });

  it('can be repeated under an Idempotency-Key, though its events have no ids', async () => {
    const batch = { events: [{ event: 'job.failed' }, { event: 'job.failed', data: { n: 1 } }] };
    const post = () => gateway.post(EVENTS, batch, { 'Idempotency-Key': 'nightly-7' });
    expect((await post()).body).toMatchObject({ accepted: 2, results: [{ event_id: 'nightly-7.0' }, {}] });
    expect((await post()).body).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it('can be NDJSON', async () => {
    const { status, body } = await ndjson(
      '{"event":"job.completed","id":"line-1"}\n\n{"event":\n{"event":"job.failed"}\n',
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 2, rejected: 1 });
    expect(body.results[1]).toMatchObject({ index: 1, success: false, errors: [{ field: 'event' }] });
  });

  it('is refused when no event is valid, each error under its index', async () => {
    const { status, body } = await gateway.post(EVENTS, {
      events: [{ event: 1 }, { event: 'job.a', data: [] }],
    });
    expect(status).toBe(400);
    expect(Object.keys(body)).toEqual(['success', 'code', 'message', 'errors']);
    const fields = body.errors.map(({ field }: { field: string }) => field);
    expect(new Set(fields)).toEqual(new Set(['events[0].event', 'events[1].data']));
  });

  it('can be 15 MiB', async () => {
    expect((await gateway.post(EVENTS, large(15))).body).toMatchObject({ accepted: 15 });
  });

  it('is refused unread when it is over 16 MiB', async () => {
    const answers = await text(announce(16 * MIB + 1));
    expect(answers).toMatch(/\r\nHTTP\/1\.1 413 /);
    expect(answers).toContain('"code":"body_too_large","message":"The body is over 16 MiB."');
  });

  it('is not held up by announced batches that do not arrive', async () => {
    const underWay = [announce(15 * MIB), announce(15 * MIB), announce(15 * MIB)];
    for (const socket of underWay)
      expect(await once(socket, 'data')).toEqual([expect.stringMatching(/^HTTP\/1\.1 100 /)]);
    expect((await gateway.post(EVENTS, large(15))).body).toMatchObject({ accepted: 15 });
    for (const socket of underWay) socket.destroy();
  });

  it('takes the memory of a stalled batch, which is refused with 503', async () => {
    const stalled = [announce(15 * MIB), announce(15 * MIB), announce(15 * MIB)];
    const answers = stalled.map((socket) => text(socket));
    const half = Buffer.alloc(10 * MIB, ' ');
    for (const socket of stalled) await new Promise((sent) => socket.write(half, sent));
    let refused = '';
    void Promise.race(answers).then((answer) => (refused = answer));
    // The gateway may read the halves only after the first batch.
    await until('a stalled batch is refused', async () => {
      expect((await gateway.post(EVENTS, large(15))).body).toMatchObject({ accepted: 15 });
      return refused !== '';
    });
    expect(refused).toMatch(/HTTP\/1\.1 503 [\s\S]*retry-after: 1\r\n[\s\S]*"code":"unavailable"/i);
    for (const socket of stalled) socket.destroy();
    await Promise.allSettled(answers);
  });

  it.each(['gzip', 'br'])('can be compressed with %s', async (encoding) => {
    const compress = encoding === 'br' ? brotliCompressSync : gzipSync;
    const body = JSON.stringify({ events: [{ event: 'other.zipped', data: { text: 'ü'.repeat(1_000) } }] });
    const answer = await gateway.request('POST', EVENTS, {
      body: new Uint8Array(compress(body)),
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
    });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
  });

  it('is read line by line as compressed NDJSON, and refused with 415 in an unknown encoding', async () => {
    const headers = { 'content-type': 'application/x-ndjson; charset=utf-8', 'content-encoding': 'gzip' };
    const body = new Uint8Array(gzipSync('{"event":"other.a"}\n{"event":"other.b"}\n'));
    expect((await gateway.request('POST', EVENTS, { body, headers })).body).toMatchObject({ accepted: 2 });
    const other = await gateway.request('POST', EVENTS, {
      body,
      headers: { ...headers, 'content-encoding': 'zstd' },
    });
    expect([other.status, other.body.code]).toEqual([415, 'unsupported_media_type']);
    expect(other.headers.get('accept-encoding')).toBe('gzip, deflate, br, identity');
  });

  it.each(['text/plain', 'application/xml'])(
    'is refused as %s, with the accepted types in the message',
    async (type) => {
      const answer = await gateway.post(EVENTS, 'x', { 'content-type': type });
      expect(answer).toMatchObject({
        status: 415,
        body: { message: expect.stringMatching(/ndjson.*cloudevents/) },
      });
    },
  );

  it.each(['application/x-ndjson', 'application/cloudevents+json'])(
    'can be %s, which the trigger refuses',
    async (type) => {
      const answer = await gateway.post('/api/webhooks/trigger', '{"event":"job.a"}', {
        'content-type': type,
      });
      expect(answer.status).toBe(415);
    },
  );
});

describe('A CloudEvent', () => {
  const event = (id: string, over: object = {}) =>
    new CloudEvent({
      id,
      source: '/jobs',
      type: 'job.completed',
      time: '2024-01-01T12:05:30.123Z',
      data: { id },
      ...over,
    });

  it('is accepted in structured, binary and batch mode, and is the same event in each', async () => {
    const structured = await send(HTTP.structured(event('ce-1')) as Message);
    expect(structured).toMatchObject({
      status: 202,
      body: { accepted: 1, results: [{ event_id: '/jobs|ce-1' }] },
    });
    const binary = await send(HTTP.binary(event('ce-1')) as Message);
    expect(binary).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 1 } });
    const batch = await send({
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([event('ce-1'), event('ce-2')]),
    });
    expect(batch).toMatchObject({ status: 202, body: { accepted: 1, duplicates: 1 } });
    const requests = await receiver.until((all) => all.some(({ body }) => body.includes('"ce-2"')));
    const payload = JSON.parse(requests.find(({ body }) => body.includes('"ce-2"'))!.body);
    expect(payload).toMatchObject({
      event: 'job.completed',
      data: { id: 'ce-2' },
      timestamp: '2024-01-01T12:05:30.123Z',
    });
  });

  it('keeps all its attributes in each mode, and is sent like any other event', async () => {
    const said = { subject: 'video 7 ü', dataschema: 'https://example.com/s.json', comexamplepriority: 3 };
    const batch = (one: object) => ({
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([one]),
    });
    const modes = ['structured', 'binary', 'batch'] as const;
    const write = { ...HTTP, batch };
    for (const mode of modes) {
      const message = write[mode](event(`kept-${mode}`, said)) as Message;
      if (mode === 'binary') message.headers['ce-subject'] = encodeURIComponent(said.subject);
      expect((await send(message)).status).toBe(202);
      const { body } = await gateway.get(`${EVENTS}/${encodeURIComponent(`/jobs|kept-${mode}`)}`);
      expect(body.event).toMatchObject({
        data: { id: `kept-${mode}` },
        cloud_event: {
          specversion: '1.0',
          id: `kept-${mode}`,
          source: '/jobs',
          type: 'job.completed',
          ...said,
          comexamplepriority: mode === 'binary' ? '3' : 3,
        },
      });
    }
    const payloads = await receiver.until((all) => all.some(({ body }) => body.includes('kept-batch')));
    const { webhook_id, ...payload } = JSON.parse(
      payloads.find(({ body }) => body.includes('kept-batch'))!.body,
    );
    expect(webhook_id).toBe('webhook_1');
    expect(payload).toEqual({
      event: 'job.completed',
      data: { id: 'kept-batch' },
      timestamp: '2024-01-01T12:05:30.123Z',
      source: 'streamgank',
    });
  });

  it('is refused by itself when it is invalid or conflicts', async () => {
    const message = HTTP.structured(event('ce-3', { type: 'Job Done' })) as Message;
    expect(await send(message)).toMatchObject({
      status: 400,
      body: { success: false, errors: [{ field: 'type' }] },
    });
    await send(HTTP.structured(event('ce-4')) as Message);
    const other = HTTP.structured(event('ce-4', { data: { other: true } })) as Message;
    expect(await send(other)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
