import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApiDescription } from '../support/api-description.js';
import type { ApiAnswer, GatewayProcess, Json } from '../support/gateway-process.js';
import { rawAnswer, rawHead } from '../support/raw-answer.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const EMIT = 'emit-key-0123456789abcdef';
const ADMIN = 'admin-key-0123456789abcdef';
const NEXT = 'admin-key-next-0123456789';
const LOGIN = '/api/console/login';
const SESSION = '/api/console/session';
const STATUS = '/api/webhooks/status';
const DISABLE = '/api/webhooks/endpoints/webhook_1/disable';
const bearer = { authorization: `Bearer ${ADMIN}` };
const ENV = {
  WEBHOOK_EMIT_KEYS: EMIT,
  WEBHOOK_ADMIN_KEYS: `${ADMIN},${NEXT}`,
  WEBHOOK_TRUST_PROXY: 'loopback',
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_URLS: 'https://example.test/hook',
};
let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await stage.gateway(ENV);
});

interface SignedIn {
  readonly cookie: Record<string, string>;
  readonly token: string;
}

const cookieOf = ({ headers }: ApiAnswer) => ({ cookie: headers.get('set-cookie')!.split(';')[0]! });

async function signIn(key = ADMIN): Promise<SignedIn> {
  const answer = await gateway.post(LOGIN, { key });
  expect(answer.status).toBe(200);
  return { cookie: cookieOf(answer), token: answer.body.csrf_token };
}

describe('Signing in to the console', () => {
  it('sets a cookie that scripts and other sites cannot use, and returns a token', async () => {
    const { status, headers, body } = await gateway.post(LOGIN, { key: ADMIN });
    expect({ status, body }).toEqual({
      status: 200,
      body: { success: true, csrf_token: expect.any(String) },
    });
    const [value, ...attributes] = headers.get('set-cookie')!.split('; ');
    expect(value).toMatch(/^gateway_session=\S{40,}$/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict']);
    expect(JSON.stringify([body, value])).not.toContain(ADMIN);
  });

  it.each([
    ['https', 'https', true],
    ['http', 'http', false],
  ])('sets the cookie’s Secure flag behind a proxy that serves %s', async (_, proto, secure) => {
    const answer = await gateway.post(LOGIN, { key: ADMIN }, { 'x-forwarded-proto': proto });
    expect(answer.headers.get('set-cookie')!.includes('; Secure')).toBe(secure);
  });

  it('gives the same access as an admin key', async () => {
    const { cookie, token } = await signIn();
    expect((await gateway.get(STATUS, cookie)).status).toBe(200);
    const trigger = { ...cookie, 'x-csrf-token': token };
    expect((await gateway.post('/api/webhooks/trigger', { event: 'job.completed' }, trigger)).status).toBe(
      202,
    );
  });

  it.each([
    [{ key: 'admin-key-0123456789abcdeX' }, 401],
    [{ key: EMIT }, 401],
    [{ key: '' }, 400],
    [{ key: 7 }, 400],
    [{}, 400],
    [{ key: 'x'.repeat(20_000) }, 413],
  ])('is refused with %j: %i', async (body, status) => {
    const answer = await gateway.post(LOGIN, body);
    expect(answer).toMatchObject({ status, body: { success: false } });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('is possible while a session is open', async () => {
    const { cookie } = await signIn();
    expect((await gateway.post(LOGIN, { key: NEXT }, cookie)).status).toBe(200);
  });

  it('reports to the console whether it is required and whether it is done', async () => {
    const { cookie, token } = await signIn();
    const without = await gateway.get(SESSION);
    expect(without.body.session).toEqual({
      authenticated: false,
      required: true,
      csrf_token: null,
      version: null,
      brand: null,
      role: null,
      name: null,
    });
    expect((await gateway.get(SESSION, cookie)).body.session).toMatchObject({
      authenticated: true,
      csrf_token: token,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      brand: 'StreamGank',
    });
    expect(without.headers.get('cache-control')).toBe('no-store');
  });
});

describe('A session', () => {
  it.each([
    ['no token', {}],
    ['another token', { 'x-csrf-token': 'A'.repeat(43) }],
  ])('cannot change anything with %s', async (_, headers) => {
    const { cookie } = await signIn();
    const answer = await gateway.post(DISABLE, {}, { ...cookie, ...headers });
    expect(answer).toMatchObject({ status: 403, body: { success: false, code: 'csrf_token' } });
    expect((await gateway.get(STATUS, bearer)).body.webhooks.active_webhooks).toBe(1);
  });

  it('has a token of its own for each sign-in', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const mixed = { ...one.cookie, 'x-csrf-token': other.token };
    expect((await gateway.post('/api/webhooks/endpoints/webhook_1/enable', {}, mixed)).status).toBe(403);
  });

  it.each([
    ['changed', (value: string) => value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['made up', () => 'gateway_session=x'],
    [
      'prolonged',
      (value: string) => value.replace(/\.(\w+)\.(\w+)\./, (_, since: string) => `.${since}.zzzzzzzz.`),
    ],
    ['empty', () => 'gateway_session='],
  ])('is refused when its cookie is %s', async (_, change) => {
    const { cookie } = await signIn();
    const answer = await gateway.get(STATUS, { cookie: change(cookie['cookie']!) });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('ends with signing out, also for a copy of its cookie', async () => {
    const { cookie, token } = await signIn();
    expect((await gateway.post('/api/console/logout', {}, cookie)).status).toBe(403);
    const out = await gateway.post('/api/console/logout', {}, { ...cookie, 'x-csrf-token': token });
    expect(out.status).toBe(200);
    expect(out.headers.get('set-cookie')).toMatch(/^gateway_session=; Max-Age=0/);
    expect((await gateway.get(STATUS, cookie)).status).toBe(401);
    expect((await gateway.post('/api/console/logout', {})).status).toBe(200);
  });

  it('ends its own stream, and no other', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const listen = ({ cookie }: SignedIn) =>
      fetch(`${gateway.url}/api/webhooks/stream?types=event`, { headers: cookie });
    const ended = (await listen(one)).text();
    const heard = (await listen(other)).body!.pipeThrough(new TextDecoderStream());
    await gateway.post('/api/console/logout', {}, { ...one.cookie, 'x-csrf-token': one.token });
    await ended;
    await gateway.trigger({ event: 'job.completed', id: 'after-the-end' }, bearer);
    let text = '';
    for await (const chunk of heard) if ((text += chunk).includes('after-the-end')) break;
    expect(await ended).not.toContain('after-the-end');
    expect(text).toContain('after-the-end');
  });

  it('survives a restart, but not the removal of the key that opened it', async () => {
    const [first, second] = [await signIn(), await signIn(NEXT)];
    const ended = await signIn();
    await gateway.post('/api/console/logout', {}, { ...ended.cookie, 'x-csrf-token': ended.token });
    await gateway.end();
    gateway = await stage.gateway({ ...ENV, WEBHOOK_ADMIN_KEYS: NEXT });
    expect((await gateway.get(STATUS, second.cookie)).status).toBe(200);
    expect((await gateway.get(STATUS, first.cookie)).status).toBe(401);
    await gateway.end();
    gateway = await stage.gateway(ENV);
    expect((await gateway.get(STATUS, first.cookie)).status).toBe(200);
    expect((await gateway.get(STATUS, ended.cookie)).status).toBe(401);
  });
});

describe('The audit log', () => {
  const audit = async (query = '') => (await gateway.get(`/api/webhooks/audit${query}`, bearer)).body;

  it('records who changed what and when, and never a secret', async () => {
    const { cookie, token } = await signIn();
    const url = 'http://127.0.0.1:1/hunter2';
    await gateway.post('/api/webhooks/test', { url }, bearer);
    await gateway.post(DISABLE, {}, { ...cookie, 'x-csrf-token': token });
    await gateway.post(
      '/api/webhooks/endpoints/webhook_1/enable',
      {},
      { ...bearer, 'x-forwarded-for': '203.0.113.9' },
    );
    await gateway.post('/api/webhooks/endpoints/webhook_9/enable', {}, bearer);
    const { success, entries } = await audit('?limit=5');
    expect(success).toBe(true);
    const common = {
      id: expect.stringMatching(/^\d+$/),
      at: expect.stringMatching(/^20.*Z$/),
      address: '127.0.0.1',
      outcome: 'done',
    };
    const actor = entries[0].actor;
    expect(actor).toMatch(/^env-admin-[0-9a-f]{8}$/);
    expect(entries).toEqual([
      {
        ...common,
        actor,
        action: 'endpoints.enable',
        summary: 'Endpoint enabled',
        target: 'webhook_9',
        detail: { fields: [], status: 404 },
        outcome: 'refused',
      },
      {
        ...common,
        actor,
        action: 'endpoints.enable',
        summary: 'Endpoint enabled',
        target: 'webhook_1',
        detail: {
          fields: [],
          changes: {
            state: { from: 'disabled', to: 'enabled' },
            reason: { from: 'disabled by an operator', to: null },
          },
        },
        address: '203.0.113.9',
      },
      {
        ...common,
        actor,
        action: 'endpoints.disable',
        summary: 'Endpoint disabled',
        target: 'webhook_1',
        detail: {
          fields: [],
          console: true,
          changes: {
            state: { from: 'enabled', to: 'disabled' },
            reason: { from: null, to: 'disabled by an operator' },
          },
        },
      },
      {
        ...common,
        actor,
        action: 'test',
        summary: 'Test sent to a URL',
        target: null,
        detail: { fields: ['url'] },
      },
      {
        ...common,
        actor,
        action: 'console.login',
        summary: 'Signed in',
        target: null,
        detail: { console: true },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/hunter2|secret|0123456789/);
  });

  it('records events sent with an admin key, and none sent with an emit key', async () => {
    const send = (key: string, id: string) =>
      gateway.trigger({ event: 'job.completed', id }, { authorization: `Bearer ${key}` });
    await send(ADMIN, 'event-of-an-admin');
    await send(EMIT, 'event-of-the-job-server');
    const lines = '{"event":"job.completed"}\n{"event":"job.failed"}';
    await gateway.request('POST', '/api/webhooks/events', {
      body: lines,
      headers: { ...bearer, 'content-type': 'application/x-ndjson' },
    });
    const [batch, event] = (await audit('?limit=2')).entries;
    expect(batch).toMatchObject({ action: 'events.create', detail: {}, outcome: 'done' });
    expect(event).toMatchObject({ action: 'trigger', target: 'event-of-an-admin', outcome: 'done' });
  });

  it('records refused callers, one entry for each address and minute', async () => {
    const from = { 'x-forwarded-for': '203.0.113.77:5555' };
    const key = (text: string) => ({ ...from, authorization: `Bearer ${text}` });
    await gateway.get(STATUS, key('a-guess'));
    await gateway.post(DISABLE, {}, key('another-guess'));
    await gateway.get(STATUS, from);
    await gateway.post(LOGIN, { key: 'a-third-guess' }, from);
    await gateway.post(DISABLE, {}, key(EMIT));
    const wanted = ['access.wrong_key', 'access.no_key', 'access.sign_in_failed', 'access.forbidden'];
    const found = await until('both wrong keys are counted', async () => {
      const { entries } = await audit();
      const own = entries.filter(({ address }: Json) => address === '203.0.113.77');
      return own.some(({ detail }: Json) => detail.count === 2) && own;
    });
    expect(found.map(({ action }: Json) => action).sort()).toEqual(wanted.sort());
    expect(found.find(({ action }: Json) => action === 'access.wrong_key')).toMatchObject({
      actor: 'unknown',
      outcome: 'refused',
      detail: {
        status: 401,
        count: 2,
        routes: ['GET /api/webhooks/status', 'POST /api/webhooks/endpoints/:id/disable'],
      },
    });
    const { actor } = found.find(({ action }: Json) => action === 'access.forbidden');
    expect(actor).toMatch(/^env-emit-[0-9a-f]{8}$/);
    expect(JSON.stringify(found)).not.toContain('guess');
  });

  it('cannot be suppressed by fields that the caller sends', async () => {
    const silent = { dry_run: true };
    for (const [method, path] of [
      ['POST', '/api/webhooks/endpoints/webhook_1/pause'],
      ['POST', '/api/webhooks/endpoints/webhook_1/enable'],
      ['DELETE', '/api/webhooks/endpoints/webhook_1'],
    ] as const) {
      const headers = { ...bearer, 'content-type': 'application/json' };
      const answer = await gateway.request(method, path, { body: JSON.stringify(silent), headers });
      expect([path, answer.status, answer.body.errors]).toEqual([
        path,
        400,
        [expect.objectContaining({ field: 'dry_run' })],
      ]);
    }
    await gateway.post('/api/webhooks/trigger', { event: 'job.completed', dry_run: true }, bearer);
    const { entries } = await audit('?limit=1');
    expect(entries).toMatchObject([{ action: 'trigger', outcome: 'refused' }]);
  });

  it('is read page by page', async () => {
    const all = await audit('?limit=200');
    expect(all.next_cursor).toBeNull();
    const first = await audit('?limit=2');
    const second = await audit(`?limit=2&cursor=${first.next_cursor}`);
    expect([...first.entries, ...second.entries]).toEqual(all.entries.slice(0, 4));
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=201', 'limit'],
    ['?limit=ten', 'limit'],
    ['?cursor=x', 'cursor'],
    ['?colour=red', 'colour'],
  ])('refuses the query %s, naming the field', async (query, field) => {
    expect(await audit(query)).toMatchObject({ success: false, errors: [{ field }] });
  });

  it('answers admin keys only', async () => {
    expect((await gateway.get('/api/webhooks/audit', { authorization: `Bearer ${EMIT}` })).status).toBe(403);
  });
});

describe('The gateway', () => {
  it.each(['/livez', STATUS, '/nowhere', '/api/nowhere', SESSION, '/api/webhooks/endpoints', '/%'])(
    'forbids caches to store the answer of %s',
    async (path) => {
      for (const headers of [{}, bearer])
        expect((await gateway.get(path, headers)).headers.get('cache-control')).toBe('no-store');
    },
  );

  it('forbids caches to store an answer that carries a secret', async () => {
    const url = 'https://example.test/with-a-secret';
    const made = await gateway.post('/api/webhooks/endpoints', { url }, bearer);
    const path = `/api/webhooks/endpoints/${made.body.endpoint.id}/rotate-secret`;
    for (const answer of [
      made,
      await gateway.post(path, {}, bearer),
      await gateway.post(LOGIN, { key: ADMIN }),
    ])
      expect([answer.status < 300, answer.headers.get('cache-control')]).toEqual([true, 'no-store']);
  });
});

describe('Every answer', () => {
  it.each(['/livez', STATUS, '/nowhere', SESSION])(
    'has security headers that restrict what a browser does with it: %s',
    async (path) => {
      const { headers } = await gateway.get(path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toMatch(/script-src 'self';/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).toMatch(/img-src 'self' data:;/);
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    },
  );
});

describe('Wrong keys', () => {
  const wrong = (address: string) =>
    gateway.get(STATUS, { authorization: 'Bearer wrong', 'x-forwarded-for': address });

  it('are rate-limited after twenty from one address, and right keys are not', async () => {
    const statuses = [];
    for (let n = 0; n < 22; n += 1) statuses.push((await wrong('203.0.113.1')).status);
    expect(statuses).toEqual([...Array<number>(20).fill(401), 429, 429]);
    const held = await wrong('203.0.113.1');
    expect(held.body).toMatchObject({ success: false, code: 'too_many_requests' });
    const wait = Number(held.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    const login = await gateway.post(LOGIN, { key: 'wrong' }, { 'x-forwarded-for': '203.0.113.1' });
    expect(login.status).toBe(429);
    expect((await wrong('203.0.113.2')).status).toBe(401);
    expect((await gateway.get(STATUS, { ...bearer, 'x-forwarded-for': '203.0.113.1' })).status).toBe(200);
    expect((await gateway.get(STATUS, { 'x-forwarded-for': '203.0.113.1' })).status).toBe(401);
    await gateway.said(/Too many wrong keys from 203\.0\.113\.1/);
  });

  const guesses = async (address: (n: number) => string, count = 20) => {
    for (let n = 0; n < count; n += 1)
      await gateway.get(STATUS, { authorization: `Bearer guess-${n}`, 'x-forwarded-for': address(n) });
  };

  it('lock their address out when all are different: no key from there is checked any more', async () => {
    const address = { 'x-forwarded-for': '203.0.113.20' };
    const { cookie } = await signIn();
    await guesses((n) => `203.0.113.20:${40_000 + n}`);
    for (const key of [ADMIN, EMIT, 'guess-20']) {
      const answer = await gateway.get(STATUS, { authorization: `Bearer ${key}`, ...address });
      expect([answer.status, answer.body.code]).toEqual([429, 'too_many_requests']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(30);
    }
    const trigger = { authorization: `Bearer ${EMIT}`, ...address };
    expect((await gateway.post('/api/webhooks/trigger', { event: 'job.completed' }, trigger)).status).toBe(
      429,
    );
    expect((await gateway.post(LOGIN, { key: ADMIN }, address)).status).toBe(429);
    const session = await gateway.get(SESSION, { ...bearer, ...address });
    expect(session.body.session.authenticated).toBe(false);
    expect((await gateway.get(STATUS, { ...cookie, ...address })).status).toBe(200);
    expect((await gateway.get(STATUS, { ...bearer, 'x-forwarded-for': '203.0.113.21' })).status).toBe(200);
    await gateway.said(/203\.0\.113\.20 is locked out for 60 s/);
    const { entries } = (await gateway.get('/api/webhooks/audit?limit=200', bearer)).body;
    expect(entries.filter(({ action }: Json) => action === 'access.locked_out')).toMatchObject([
      { address: '203.0.113.20', detail: { proof: 'key' }, outcome: 'refused' },
    ]);
  });

  it('count on public routes too', async () => {
    const from = { 'x-forwarded-for': '203.0.113.22' };
    for (let n = 0; n < 20; n += 1)
      await gateway.get(SESSION, { authorization: `Bearer open-guess-${n}`, ...from });
    expect((await gateway.get(SESSION, { ...bearer, ...from })).body.session.authenticated).toBe(false);
    expect((await gateway.get(STATUS, { ...bearer, ...from })).status).toBe(429);
  });

  it('count for the proxy’s address where the forwarded address is invalid', async () => {
    const proxied = (client: string) => `${client}, 127.0.0.99`;
    const forwarded = ['unknown', '_hidden', 'not an address', ''];
    await guesses((n) => proxied(forwarded[n % forwarded.length]!));
    const again = await gateway.get(STATUS, { ...bearer, 'x-forwarded-for': proxied('elsewhere') });
    expect(again.status).toBe(429);
    expect((await gateway.get(STATUS, { ...bearer, 'x-forwarded-for': '203.0.113.23' })).status).toBe(200);
  });

  it('count together for one IPv6 network', async () => {
    for (let n = 0; n < 20; n += 1) await wrong(`2001:db8::${n}`);
    expect((await wrong('2001:db8::ffff')).status).toBe(429);
    expect((await wrong('2001:db8:1::1')).status).toBe(401);
  });

  it('reveal no metrics', async () => {
    for (let n = 0; n < 20; n += 1)
      await gateway.get('/metrics', { authorization: 'Bearer wrong', 'x-forwarded-for': '203.0.113.3' });
    const answer = await gateway.get('/metrics', {
      authorization: 'Bearer wrong',
      'x-forwarded-for': '203.0.113.3',
    });
    expect(answer.status).toBe(429);
  });
});

describe('A gateway without keys', () => {
  const alone = Stage.forFile();
  let open: GatewayProcess;

  beforeAll(async () => {
    open = await alone.gateway({ WEBHOOK_URLS: 'https://example.test/hook' });
  });

  it('needs no sign-in, and says so to the console', async () => {
    const { body } = await open.get(SESSION);
    expect(body.session).toMatchObject({ authenticated: true, required: false, csrf_token: null });
    const refused = await open.post(LOGIN, { key: 'anything' });
    expect(refused.status).toBe(409);
    const api = new ApiDescription();
    expect(api.faultsOf(api.operation('login'), refused)).toEqual([]);
  });

  const EVENT = '{"event":"job.completed","id":"foreign"}';
  /** The status, of a request with just these headers. */
  const asked = async (line: string, headers: readonly string[], body = '') => {
    const length = body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`];
    const answer = await rawAnswer(open.url, rawHead(line, ...headers, ...length) + body);
    return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
  };

  it.each([
    ['another name', ['Host: evil.example']],
    ['another name with the port', ['Host: evil.example:3000']],
    ['a name that begins like ours', ['Host: 127.0.0.1.evil.example']],
    ['another name, and an origin that agrees', ['Host: evil.example', 'Origin: http://evil.example']],
    ['an empty name', ['Host: ']],
    ['another origin', ['Host: localhost', 'Origin: https://evil.example']],
    ['another port of this machine', ['Host: localhost:3000', 'Origin: http://localhost:8080']],
    ['an origin that is none', ['Host: localhost', 'Origin: null']],
    ['another site', ['Host: localhost', 'Sec-Fetch-Site: cross-site']],
    ['another site of the same domain', ['Host: localhost', 'Sec-Fetch-Site: same-site']],
  ])('shows nothing to a browser, and lets it change nothing, for %s', async (_, headers) => {
    for (const line of ['GET /api/webhooks/status', 'GET /%61pi/openapi.json', 'GET /', 'GET /nowhere'])
      expect([line, await asked(line, headers)]).toEqual([line, 403]);
    expect(await asked('POST /api/webhooks/trigger', headers, EVENT)).toBe(403);
    expect(alone.rows("select id from events where id = 'foreign'")).toEqual([]);
  });

  it.each([
    ['of a program', ['Host: 127.0.0.1']],
    ['of a program on the same machine, by IPv6', ['Host: [::1]:3000']],
    [
      'of a page of the gateway',
      ['Host: localhost:3000', 'Origin: http://localhost:3000', 'Sec-Fetch-Site: same-origin'],
    ],
    ['of somebody who types the address', ['Host: localhost:3000', 'Sec-Fetch-Site: none']],
  ])('answers a request %s', async (_, headers) => {
    expect(await asked('GET /api/webhooks/status', headers)).toBe(200);
    expect(await asked('POST /api/webhooks/trigger', headers, '{"event":"job.completed"}')).toBe(202);
  });

  it.each([
    'X-Forwarded-For: 203.0.113.9',
    'X-Forwarded-Host: gateway.test',
    'Forwarded: for=203.0.113.9',
    'Via: 1.1 proxy.test',
    'X-Real-IP: 203.0.113.9',
    'CF-Connecting-IP: 203.0.113.9',
    'True-Client-IP: 203.0.113.9',
    'X-Original-Forwarded-For: 203.0.113.9',
  ])('refuses a request that came through a proxy: %s', async (header) => {
    for (const line of ['GET /api/webhooks/status', 'GET /', 'GET /livez'])
      expect([line, await asked(line, ['Host: localhost', header])]).toEqual([line, 403]);
    expect(await asked('POST /api/webhooks/trigger', ['Host: localhost', header], EVENT)).toBe(403);
    expect(alone.rows("select id from events where id = 'foreign'")).toEqual([]);
  });

  it('names the header of the proxy in its refusal, and what to set', async () => {
    const { status, body } = await open.get(STATUS, { 'x-forwarded-for': '203.0.113.9' });
    expect([status, body.code]).toEqual([403, 'forbidden']);
    expect(body.message).toMatch(/x-forwarded-for.*set WEBHOOK_EMIT_KEYS and WEBHOOK_ADMIN_KEYS/);
  });

  it('records the loopback address as the author of changes', async () => {
    await open.post(DISABLE, {}, { authorization: 'Bearer anything' });
    const { entries } = (await open.get('/api/webhooks/audit')).body;
    expect(entries[0]).toMatchObject({
      actor: 'loopback',
      action: 'endpoints.disable',
      address: '127.0.0.1',
    });
  });
});

describe('The folder of /api/docs', () => {
  /** An address that has not been locked out for wrong keys. */
  const from = { 'x-forwarded-for': '198.51.100.77' };
  it.each([
    'package.json',
    'docs/package.json',
    'README.md',
    'NOTICE',
    'index.js',
    'absolute-path.js',
    'swagger-ui.css.map',
    'swagger-initializer.js',
    'nothing',
  ])('serves no %s', async (file) => {
    const path = `/api/docs/${file}`;
    expect((await gateway.get(path, from)).status).toBe(401);
    expect(await gateway.get(path, { ...from, ...bearer })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  it.each(['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js', 'favicon-32x32.png'])(
    'serves %s, which the pages load',
    async (file) => {
      expect((await gateway.get(`/api/docs/${file}`, { ...from, ...bearer })).status).toBe(200);
    },
  );
});
