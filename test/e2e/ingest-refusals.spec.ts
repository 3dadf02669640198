import { connect } from 'node:net';
import { once } from 'node:events';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const TRIGGER = '/api/webhooks/trigger';
let gateway: GatewayProcess;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await stage.receiver();
  gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_EVENTS: '*' });
});

/** Expects an error in the one shape of the API, which tells nothing of the gateway's internals. */
function expectRefusal({ status, body }: ApiAnswer, expected: number): void {
  expect({ status, body }).toMatchObject({
    status: expected,
    body: { success: false, code: expect.stringMatching(/^[a-z_]+$/), message: expect.stringMatching(/\S/) },
  });
  const { success: _, code: __, message: ___, errors: ____, ...more } = body;
  expect(more).toEqual({});
  expect(JSON.stringify(body)).not.toMatch(/\bat \S+ \(|node_modules|\.[jt]s:\d|FST_ERR|Exception/);
  for (const fault of body.errors ?? [])
    expect(fault).toEqual({ field: expect.any(String), message: expect.stringMatching(/\S/) });
}

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('POST /api/webhooks/trigger', () => {
  it.each([
    ['an empty body', ''],
    ['white space', '  '],
    ['no JSON', 'event=job.completed'],
    ['JSON cut short', '{"event":"job.completed"'],
    ['JSON with a trailing comma', '{"event":"job.completed",}'],
    ['JSON with something behind', '{"event":"job.completed"}x'],
    ['a NaN', '{"event":"job.completed","data":{"x":NaN}}'],
    ['an array', '[{"event":"job.completed"}]'],
    ['null', 'null'],
    ['a string', '"job.completed"'],
    ['a number', '1'],
    ['an empty object', '{}'],
  ])('refuses %s with 400', async (_, body) => {
    expectRefusal(await gateway.post(TRIGGER, body), 400);
  });

  it.each([
    ['event missing', { data: {} }, 'event'],
    ['event null', { event: null }, 'event'],
    ['event a number', { event: 7 }, 'event'],
    ['event a list', { event: ['job.completed'] }, 'event'],
    ['event empty', { event: '' }, 'event'],
    ['event in upper case', { event: 'Job.Completed' }, 'event'],
    ['event with a dot at the end', { event: 'job.' }, 'event'],
    ['event with two dots', { event: 'job..completed' }, 'event'],
    ['event with a hyphen', { event: 'job-completed' }, 'event'],
    ['event with a line break', { event: 'job.completed\n' }, 'event'],
    ['event with a pattern', { event: 'job.*' }, 'event'],
    ['event with an umlaut', { event: 'job.größe' }, 'event'],
    ['event too long', { event: 'a'.repeat(129) }, 'event'],
    ['data null', { event: 'job.completed', data: null }, 'data'],
    ['data a list', { event: 'job.completed', data: [] }, 'data'],
    ['data a string', { event: 'job.completed', data: '{}' }, 'data'],
    ['data a number', { event: 'job.completed', data: 1 }, 'data'],
    ['id empty', { event: 'job.completed', id: '' }, 'id'],
    ['id a number', { event: 'job.completed', id: 5 }, 'id'],
    ['id null', { event: 'job.completed', id: null }, 'id'],
    ['id with a space', { event: 'job.completed', id: 'a b' }, 'id'],
    ['id too long', { event: 'job.completed', id: 'x'.repeat(201) }, 'id'],
    ['timestamp a number', { event: 'job.completed', timestamp: 1704110730 }, 'timestamp'],
    ['timestamp no date', { event: 'job.completed', timestamp: 'yesterday' }, 'timestamp'],
    [
      'timestamp of an impossible day',
      { event: 'job.completed', timestamp: '2023-02-29T00:00:00Z' },
      'timestamp',
    ],
    [
      'timestamp of an impossible hour',
      { event: 'job.completed', timestamp: '2024-01-01T25:00:00Z' },
      'timestamp',
    ],
    ['timestamp empty', { event: 'job.completed', timestamp: '' }, 'timestamp'],
    ['timestamp null', { event: 'job.completed', timestamp: null }, 'timestamp'],
    ['an unknown field', { event: 'job.completed', Data: {} }, 'Data'],
    ['an unknown field toString', { event: 'job.completed', toString: 'x' }, 'toString'],
    ['an unknown field constructor', { event: 'job.completed', constructor: {} }, 'constructor'],
  ])('refuses %s with 400, naming the field', async (_, body, field) => {
    const answer = await gateway.post(TRIGGER, body);
    expectRefusal(answer, 400);
    expect(answer.body.errors.map((fault: { field: string }) => fault.field)).toContain(field);
  });

  it('refuses a field named __proto__ with 400', async () => {
    const answer = await gateway.post(TRIGGER, '{"event":"job.completed","__proto__":{"data":{}}}');
    expectRefusal(answer, 400);
    expect(answer.body.errors[0].field).toBe('__proto__');
  });

  it('refuses several errors with 400, and names all of them', async () => {
    const answer = await gateway.post(TRIGGER, { event: 7, data: [], id: '', extra: 1 });
    expectRefusal(answer, 400);
    const fields = answer.body.errors.map((fault: { field: string }) => fault.field);
    expect(fields).toEqual(expect.arrayContaining(['event', 'data', 'id', 'extra']));
  });

  it.each(['a b', '"unclosed', '""', 'x'.repeat(201), 'a"b'])(
    'refuses the Idempotency-Key %s with 400',
    async (key) => {
      const answer = await gateway.post(TRIGGER, { event: 'job.completed' }, { 'Idempotency-Key': key });
      expectRefusal(answer, 400);
      expect(answer.body.errors[0].field).toBe('Idempotency-Key');
    },
  );

  it('refuses bytes that are not HTTP with 400', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.setEncoding('utf8').write('NONSENSE\r\n\r\n');
    const [text] = (await once(socket, 'data')) as [string];
    socket.destroy();
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"success":false');
  });
});

describe('The gateway', () => {
  it('refuses a form with 415', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expectRefusal(await gateway.post(TRIGGER, 'event=job.completed', headers), 415);
  });

  it.each(['text/plain', 'text/xml', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
    'refuses %s with 415',
    async (type) => {
      const answer = await gateway.post(TRIGGER, '{"event":"job.completed"}', { 'content-type': type });
      expectRefusal(answer, 415);
    },
  );

  it('refuses more than 1 MiB with 413', async () => {
    const body = JSON.stringify({ event: 'job.completed', data: { t: 'x'.repeat(1024 * 1024) } });
    const answer = await gateway.post(TRIGGER, body);
    expectRefusal(answer, 413);
    expect(answer.body.message).toMatch(/1 MiB/);
  });

  it.each([20_000, 150_000])('refuses data nested %i deep with 422', async (depth) => {
    expectRefusal(await gateway.post(TRIGGER, `{"event":"job.completed","data":${nested(depth)}}`), 422);
    expect((await gateway.get('/livez')).status).toBe(200);
  });

  it.each([
    ['GET', '/nowhere'],
    ['GET', '/api'],
    ['GET', '/api/webhooks/nothing'],
    ['POST', '/api/webhooks/triggers'],
    ['GET', '/%00'],
    ['GET', '/..%2f..%2fetc/passwd'],
    ['POST', '/api/webhooks/endpoints/webhook_9/enable'],
  ])('answers 404 to %s %s', async (method, path) => {
    expectRefusal(await gateway.request(method, path), 404);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])(
    'answers 404 or 405 to %s /api/webhooks/trigger',
    async (method) => {
      const answer = await gateway.request(method, TRIGGER);
      expectRefusal(answer, answer.status === 405 ? 405 : 404);
    },
  );

  it('answers 400 or 404 to a path that cannot be decoded', async () => {
    const answer = await gateway.request('GET', '/api/%ZZ');
    expectRefusal(answer, answer.status === 404 ? 404 : 400);
  });
});

describe('A refused event', () => {
  it('is neither stored nor sent', () => {
    expect(receiver.requests).toEqual([]);
    expect(stage.rows('select * from events')).toEqual([]);
  });
});
