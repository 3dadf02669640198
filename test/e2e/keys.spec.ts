import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { rawAnswer, rawHead } from '../support/raw-answer.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const EMIT = ['emit-key-0123456789abcdef', 'emit-key-rotated-9876543210'] as const;
const ADMIN = ['admin-key-0123456789abcdef', 'admin-key-rotated-9876543210'] as const;
let gateway: GatewayProcess;

beforeAll(async () => {
  const receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_EMIT_KEYS: EMIT.join(','),
    WEBHOOK_ADMIN_KEYS: ADMIN.join(', '),
    WEBHOOK_ALLOW_NETWORKS: 'loopback',
  });
});

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const TRIGGER = ['POST', '/api/webhooks/trigger', '{"event":"job.completed"}'] as const;
const ADMIN_ROUTES = [
  ['POST', '/api/webhooks/test', '{"url":"http://127.0.0.1:1/x"}'],
  ['GET', '/api/webhooks/status', undefined],
  ['GET', '/api/webhooks/endpoints', undefined],
  ['POST', '/api/webhooks/endpoints/webhook_1/enable', undefined],
] as const;

async function call([method, path, body]: readonly [string, string, string | undefined], key?: string) {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : bearer(key)),
  };
  return gateway.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
}

describe('Keys', () => {
  it.each([...EMIT, ...ADMIN])('can post events, of both kinds: %s', async (key) => {
    expect((await call(TRIGGER, key)).status).toBe(202);
  });

  it.each(ADMIN_ROUTES)('can, where they are of admins, %s %s', async (...route) => {
    for (const key of ADMIN) expect((await call(route, key)).status).toBe(200);
  });

  it.each(ADMIN_ROUTES)('cannot, where they are of emitters, %s %s', async (...route) => {
    const { status, body } = await call(route, EMIT[0]);
    expect({ status, body }).toMatchObject({ status: 403, body: { success: false, code: 'forbidden' } });
  });

  it.each([TRIGGER, ...ADMIN_ROUTES])('are required for %s %s', async (...route) => {
    const { status, body } = await call(route);
    expect({ status, body }).toMatchObject({ status: 401, body: { success: false, code: 'unauthorized' } });
  });

  it.each([
    ['unknown', 'Bearer emit-key-0123456789abcdeX'],
    ['a known one and more', `Bearer ${EMIT[0]}x`],
    ['a part of one', `Bearer ${EMIT[0].slice(0, -1)}`],
    ['two', `Bearer ${EMIT.join(',')}`],
    ['none', 'Bearer '],
    ['a key without the word', EMIT[0]],
    ['of another scheme', `Basic ${Buffer.from(EMIT[0]).toString('base64')}`],
  ])('are refused with 401 when they are %s', async (_, authorization) => {
    const { status, body } = await gateway.post(TRIGGER[1], TRIGGER[2], { authorization });
    expect(status).toBe(401);
    expect(JSON.stringify(body)).not.toContain('0123456789');
  });

  it('are required before the body is read', async () => {
    expect((await gateway.post(TRIGGER[1], 'not json')).status).toBe(401);
  });

  it.each([
    ['as it is', '/api/webhooks/events', 401],
    ['percent-encoded', '/%61pi/webhooks/events', 401],
    ['percent-encoded throughout', '/%61%70%69/%77ebhooks/event%73', 401],
    ['as a whole address', 'http://127.0.0.1/api/webhooks/events', 401],
    ['as a whole address, percent-encoded', 'https://anyone@[::1]:1/%61pi/webhooks/events?x', 401],
    ['encoded twice', '/%2561pi/webhooks/events', 404],
    ['with encoded slashes', '/api%2Fwebhooks%2Fevents', 404],
    ['with two slashes', '//api/webhooks/events', 404],
    ['with two slashes further on', '/api//webhooks/events', 401],
    ['of a route there is not', '/api/webhooks/nothing', 401],
    ['with a slash behind it', '/api/webhooks/events/', 401],
    ['with a dot behind it', '/api./webhooks/events', 404],
    ['with dots before it', '/x/../api/webhooks/events', 404],
    ['with a semicolon', '/api;x/webhooks/events', 404],
    ['in capitals', '/API/webhooks/events', 404],
  ])('are required without waiting for a body where the path is spelled %s', async (_, path, status) => {
    const body = ['Content-Type: application/json', 'Content-Length: 16777216'];
    const answer = rawAnswer(
      gateway.url,
      rawHead(`POST ${path}`, 'Host: x', ...(status === 401 ? body : [])),
    );
    expect(await answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it.each(['/livez', '/readyz'])('are not needed for %s', async (path) => {
    expect(await gateway.get(path)).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('work in any case of the word Bearer', async () => {
    const headers = { authorization: `bearer ${EMIT[1]}` };
    expect((await gateway.post(TRIGGER[1], TRIGGER[2], headers)).status).toBe(202);
  });
});
