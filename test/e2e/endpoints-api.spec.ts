import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const PATH = '/api/webhooks/endpoints';
const OWN = 'a-key-of-its-own-0123456789';
let gateway: GatewayProcess;

beforeAll(async () => {
  const own = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: own.url('/environment'),
    WEBHOOK_EVENTS: 'environment.only',
    WEBHOOK_SECRET_KEY: 'the-key-of-the-gateway',
    WEBHOOK_MAX_RETRIES: '30',
  });
});

/** Creates an endpoint for all events of a type of its own. */
async function created(url: string, over: object = {}) {
  const answer = await gateway.post(PATH, { url, events: ['test.none'], ...over });
  expect(answer).toMatchObject({ status: 201, body: { success: true } });
  return answer.body;
}

const patch = (id: string, body: unknown) =>
  gateway.request('PATCH', `${PATH}/${id}`, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const remove = (id: string) => gateway.request('DELETE', `${PATH}/${id}`);
const show = async (id: string) => (await gateway.get(`${PATH}/${id}`)).body.endpoint;
const deliver = (event: string, data: object = {}) => gateway.trigger({ event, data }, { prefer: 'wait=20' });

/** The keys among those given that verify a request in both forms. */
function verifying({ headers, body }: Received, keys: readonly string[], name = 'x-streamgank-signature') {
  return keys.filter((key) => {
    if (headers[name] !== `sha256=${createHmac('sha256', key).update(body).digest('hex')}`) return false;
    const encoded = key.startsWith('whsec_') ? key : Buffer.from(key).toString('base64');
    expect(new Webhook(encoded).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
    return true;
  });
}

describe('POST /api/webhooks/endpoints', () => {
  it('creates an endpoint that gets events at once, signed with a key that is shown once', async () => {
    const receiver = await stage.receiver();
    const { endpoint, secret } = await created(receiver.url(), { events: ['test.created'], name: 'Shop' });
    expect(endpoint).toMatchObject({
      webhook_id: expect.stringMatching(/^webhook_\d+$/),
      name: 'Shop',
      source: 'api',
      adapter: 'generic',
      url: receiver.url(),
      events: ['test.created'],
      filter: null,
      timeout_ms: 10_000,
      max_retries: 30,
      retry_schedule_ms: null,
      rate_limit: { max: 100, window_ms: 60_000 },
      concurrency: 16,
      ordering: 'none',
      secret: { own: true, previous_until: null },
      state: 'enabled',
      breaker: 'closed',
      rate_limit_used: 0,
      read_only: false,
    });
    expect(secret).toMatch(/^whsec_/);
    expect((await deliver('test.created')).results).toMatchObject({ total: 1, successful: 1 });
    expect(verifying(receiver.requests[0]!, ['the-key-of-the-gateway', secret])).toEqual([secret]);
    expect(JSON.parse(receiver.requests[0]!.body).webhook_id).toBe(endpoint.webhook_id);
    expect(JSON.stringify((await gateway.get(PATH)).body)).not.toContain(secret);
  });

  it('recognises the adapter, or uses the one that is named', async () => {
    const receiver = await stage.receiver(() => ({ status: 200, body: 'ok' }));
    const slack = await created('https://hooks.slack.com/services/T0/B0/slacktoken-of-a-test');
    expect(slack.endpoint).toMatchObject({
      adapter: 'slack',
      url: 'https://hooks.slack.com/services/T0/***',
    });
    expect(slack).not.toHaveProperty('secret');
    const named = await created(receiver.url(), { adapter: 'discord', options: { username: 'Films' } });
    expect(named.endpoint).toMatchObject({ adapter: 'discord', options: { username: 'Films' } });
    expect((await created(`slack+${receiver.url()}`)).endpoint.adapter).toBe('slack');
  });

  it('signs with the key of the gateway where the request asks for no own key', async () => {
    const receiver = await stage.receiver();
    const { endpoint, secret } = await created(receiver.url(), { events: ['test.shared'], secret: null });
    expect([secret, endpoint.secret.own]).toEqual([undefined, false]);
    await deliver('test.shared');
    expect(verifying(receiver.requests[0]!, ['the-key-of-the-gateway'])).toHaveLength(1);
  });

  it('sends the custom headers and shows only their names', async () => {
    const receiver = await stage.receiver();
    const headers = { Authorization: 'Bearer header-value-of-a-test' };
    const { endpoint } = await created(receiver.url(), { events: ['test.headers'], headers });
    expect(endpoint.headers).toEqual({ Authorization: '***' });
    await deliver('test.headers');
    expect(receiver.requests[0]!.headers['authorization']).toBe(headers.Authorization);
  });

  it.each([
    ['no url', {}, 'url'],
    ['a url that is none', { url: 'ftp://example.test' }, 'url'],
    ['a url with a password', { url: 'https://me:secret@example.test/' }, 'url'],
    ['a masked url', { url: 'https://hooks.slack.com/services/T0/***' }, 'url'],
    ['a Slack workflow', { url: 'https://hooks.slack.com/workflows/T0/x' }, 'url'],
    ['a forbidden address', { url: 'http://169.254.169.254/latest' }, 'url'],
    ['a private address', { url: 'http://10.1.2.3/' }, 'url'],
    ['a blocked port', { url: 'https://example.test:25/' }, 'url'],
    ['an adapter nobody knows', { url: 'https://example.test', adapter: 'telex' }, 'adapter'],
    ['two adapters', { url: 'slack+https://example.test', adapter: 'discord' }, 'adapter'],
    ['an empty name', { url: 'https://example.test', name: ' ' }, 'name'],
    ['an invisible name', { url: 'https://example.test', name: '\u200b' }, 'name'],
    ['a name that turns around', { url: 'https://example.test', name: 'a\u202eb' }, 'name'],
    ['the public name of another', { url: 'https://example.test', name: 'webhook_1' }, 'name'],
    ['events that are none', { url: 'https://example.test', events: ['Job Completed'] }, 'events'],
    ['no events', { url: 'https://example.test', events: [] }, 'events'],
    ['a filter with code', { url: 'https://example.test', filter: { $where: 'return 1' } }, 'filter'],
    [
      'a filter with a pattern',
      { url: 'https://example.test', filter: { a: { $regex: '(a+)+$' } } },
      'filter',
    ],
    [
      'a header of ours',
      { url: 'https://example.test', headers: { 'webhook-id': 'x' } },
      'headers.webhook-id',
    ],
    ['a header that breaks the line', { url: 'https://example.test', headers: { a: 'b\nc' } }, 'headers.a'],
    ['a header that is a number', { url: 'https://example.test', headers: { a: 1 } }, 'headers'],
    ['an option nobody knows', { url: 'https://example.test', options: { colour: 'red' } }, 'options.colour'],
    [
      'an option out of bounds',
      { url: 'discord+https://example.test', options: { username: 'Clyde' } },
      'options.username',
    ],
    ['a timeout in words', { url: 'https://example.test', timeout_ms: '10s' }, 'timeout_ms'],
    ['too many retries', { url: 'https://example.test', max_retries: 101 }, 'max_retries'],
    ['an empty schedule', { url: 'https://example.test', retry_schedule_ms: [] }, 'retry_schedule_ms'],
    ['half a rate limit', { url: 'https://example.test', rate_limit: { max: 5 } }, 'rate_limit'],
    ['no concurrency', { url: 'https://example.test', concurrency: 0 }, 'concurrency'],
    ['an ordering nobody knows', { url: 'https://example.test', ordering: 'fifo' }, 'ordering'],
    ['a short secret', { url: 'https://example.test', secret: 'short' }, 'secret'],
    ['a short secret in base64', { url: 'https://example.test', secret: 'whsec_YWFhYQ==' }, 'secret'],
    ['a secret of one word', { url: 'https://example.test', secret: 'password' }, 'secret'],
    ['a secret that is no base64', { url: 'https://example.test', secret: 'whsec_not base64!' }, 'secret'],
    ['a field nobody knows', { url: 'https://example.test', colour: 'red' }, 'colour'],
    ['fields called __proto__', '{"url":"https://example.test","__proto__":{}}', '__proto__'],
  ])('refuses %s, naming the field, and creates nothing', async (_, body, field) => {
    const before = (await gateway.get(PATH)).body.endpoints.length;
    const answer = await gateway.post(PATH, body);
    expect([400, 422]).toContain(answer.status);
    expect(answer.body).toMatchObject({
      success: false,
      code: expect.any(String),
      message: expect.any(String),
    });
    expect(answer.body.errors.map((fault: { field: string }) => fault.field)).toContain(field);
    expect((await gateway.get(PATH)).body.endpoints).toHaveLength(before);
  });

  it('names all errors at once', async () => {
    const { body } = await gateway.post(PATH, {
      url: 'https://example.test',
      timeout_ms: 0,
      concurrency: 'x',
    });
    expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'concurrency',
      'timeout_ms',
    ]);
  });
});

describe('GET /api/webhooks/endpoints', () => {
  it('lists the endpoints of the environment first, as read-only', async () => {
    const { endpoints, next_cursor: next } = (await gateway.get(`${PATH}?limit=200`)).body;
    expect(endpoints[0]).toMatchObject({ webhook_id: 'webhook_1', source: 'environment', read_only: true });
    expect(next).toBeNull();
    for (const refused of [
      await patch('webhook_1', { name: 'x' }),
      await remove('webhook_1'),
      await gateway.post(`${PATH}/webhook_1/rotate-secret`, {}),
    ])
      expect(refused).toMatchObject({ status: 409, body: { success: false, code: 'read_only' } });
  });

  it('lists endpoints page by page', async () => {
    const all = (await gateway.get(`${PATH}?limit=200`)).body.endpoints;
    const seen: unknown[] = [];
    let cursor: string | null = '';
    do {
      const { body } = await gateway.get(`${PATH}?limit=3&cursor=${cursor}`);
      seen.push(...body.endpoints);
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(seen).toEqual(all);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=unknown'])('refuses %s', async (query) => {
    const { status, body } = await gateway.get(`${PATH}?${query}`);
    expect({ status, field: body.errors[0].field }).toEqual({ status: 400, field: query.split('=')[0] });
  });

  it('answers 404 for an endpoint that does not exist', async () => {
    for (const answer of [
      await gateway.get(`${PATH}/webhook_999`),
      await patch('webhook_999', {}),
      await remove('webhook_999'),
      await gateway.post(`${PATH}/webhook_999/enable`, {}),
      await gateway.post(`${PATH}/webhook_999/rotate-secret`, {}),
    ])
      expect(answer).toMatchObject({ status: 404, body: { success: false, code: 'not_found' } });
  });
});

describe('PATCH /api/webhooks/endpoints/:id', () => {
  it('changes the named fields, keeps the rest, and is live with the answer', async () => {
    const [one, two] = [await stage.receiver(), await stage.receiver()];
    const { endpoint } = await created(one.url('/one'), {
      events: ['test.patched'],
      headers: { 'X-Keep': 'kept-value', 'X-Drop': 'dropped' },
      concurrency: 3,
    });
    const kept = await patch(endpoint.id, { url: one.url('/elsewhere'), headers: { 'X-Keep': '***' } });
    expect(kept.body.endpoint).toMatchObject({ url: one.url('/elsewhere'), headers: { 'X-Keep': '***' } });
    const { body, status } = await patch(endpoint.id, {
      url: two.url('/two'),
      name: 'Renamed',
      headers: { 'X-Keep': 'kept-value', 'X-New': 'new' },
      secret: OWN,
      rate_limit: { max: 7, window_ms: 1000 },
    });
    expect(status).toBe(200);
    expect(body.endpoint).toMatchObject({
      id: endpoint.id,
      webhook_id: endpoint.webhook_id,
      name: 'Renamed',
      url: two.url('/two'),
      concurrency: 3,
      rate_limit: { max: 7, window_ms: 1000 },
      headers: { 'X-Keep': '***', 'X-New': '***' },
    });
    await deliver('test.patched');
    expect(one.requests).toEqual([]);
    expect(two.requests[0]!.headers).toMatchObject({ 'x-keep': 'kept-value', 'x-new': 'new' });
    expect(two.requests[0]!.headers).not.toHaveProperty('x-drop');
    const reset = await patch(endpoint.webhook_id, { concurrency: null, name: null });
    expect(reset.body.endpoint).toMatchObject({ concurrency: 16, name: endpoint.webhook_id });
  });

  it('applies a new rate limit at once, counting earlier sends', async () => {
    const receiver = await stage.receiver();
    const { endpoint } = await created(receiver.url(), { events: ['test.rate'] });
    await deliver('test.rate');
    await patch(endpoint.id, { rate_limit: { max: 1, window_ms: 3_600_000 } });
    const { deliveries } = await gateway.trigger({ event: 'test.rate', data: {} });
    const state = () => stage.deliveries().find(({ id }) => id === deliveries[0].delivery_id)!.state;
    await until('it waits', () => state() === 'pending');
    await patch(endpoint.id, { rate_limit: { max: 2, window_ms: 3_600_000 } });
    await receiver.count(2);
    expect((await show(endpoint.id)).rate_limit_used).toBe(2);
  });

  it('refuses a URL on another server without new headers and secret, and changes nothing', async () => {
    const [one, two] = [await stage.receiver(), await stage.receiver()];
    const headers = { Authorization: 'Bearer of-the-first-server' };
    const { endpoint } = await created(one.url('/one'), { events: ['test.moved'], headers });
    const refused = await patch(endpoint.id, { url: two.url('/two'), name: 'Moved' });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'unprocessable', errors: [{ field: 'headers.Authorization' }, { field: 'secret' }] },
    });
    expect(refused.body.message).toContain('secret must be sent anew');
    expect(await show(endpoint.id)).toEqual(endpoint);
    await gateway.post(`${PATH}/${endpoint.id}/test`, {});
    await deliver('test.moved');
    expect([one.requests.length, two.requests.length]).toEqual([2, 0]);
  });

  it('sends no header, key or replaced key of the old server to the new one', async () => {
    const [one, two] = [await stage.receiver(), await stage.receiver()];
    const headers = { Authorization: 'Bearer of-the-first-server' };
    const { endpoint, secret } = await created(one.url('/one'), { events: ['test.left'], headers });
    const { body } = await gateway.post(`${PATH}/${endpoint.id}/rotate-secret`, {});
    const moved = await patch(endpoint.id, { url: two.url('/two'), headers: {}, secret: OWN });
    expect(moved.body.endpoint.secret).toEqual({ own: true, previous_until: null, public_keys: [] });
    await deliver('test.left');
    const [request] = two.requests as [Received];
    expect(request.headers).not.toHaveProperty('authorization');
    expect(request.headers).not.toHaveProperty('x-streamgank-signature-previous');
    expect(verifying(request, [OWN, secret, body.secret])).toEqual([OWN]);
    const { entries } = (await gateway.get('/api/webhooks/audit?limit=1')).body;
    expect(entries).toMatchObject([
      {
        action: 'endpoints.update',
        detail: { origin: { from: new URL(one.url('/')).origin, to: new URL(two.url('/')).origin } },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain('/two');
  });

  it('refuses invalid changes and changes nothing', async () => {
    const { endpoint } = await created('https://example.test/a');
    const { body } = await patch(endpoint.id, { name: 'New', url: 'http://192.168.0.1/', timeout_ms: 5 });
    expect(body).toMatchObject({ code: 'unprocessable', errors: [{ field: 'url' }] });
    expect(await show(endpoint.id)).toEqual(endpoint);
  });

  it('loses none of many concurrent changes', async () => {
    const { endpoint } = await created('https://example.test/busy');
    const changes = [{ name: 'Busy' }, { concurrency: 5 }, { timeout_ms: 77 }, { ttl_ms: 5_000 }];
    const answers = await Promise.all(changes.map((change) => patch(endpoint.id, change)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await show(endpoint.id)).toMatchObject(Object.assign({}, ...changes));
  });
});

describe('DELETE /api/webhooks/endpoints/:id', () => {
  it('cancels pending deliveries and sends nothing more', async () => {
    const receiver = await stage.receiver(() => 500);
    const { endpoint } = await created(receiver.url(), {
      events: ['test.deleted'],
      retry_schedule_ms: [200, 3_600_000],
      concurrency: 1,
    });
    const { deliveries } = await gateway.trigger({ event: 'test.deleted', data: {} });
    await receiver.count(2);
    await gateway.said(new RegExp(`attempt 2/3\\): ${endpoint.webhook_id}`));
    await until('the retry waits', () =>
      stage.deliveries().find((row) => row.attempts === 2 && row.state === 'pending'),
    );
    expect((await remove(endpoint.id)).body).toEqual({ success: true, cancelled: 1 });
    expect((await remove(endpoint.id)).status).toBe(404);
    expect((await gateway.trigger({ event: 'test.deleted', data: {} })).results.total).toBe(0);
    const row = stage.deliveries().find(({ id }) => id === deliveries[0].delivery_id);
    expect(row).toMatchObject({ state: 'cancelled', reason: 'endpoint_removed', attempts: 2 });
    expect(receiver.requests).toHaveLength(2);
  });

  it('cancels a delivery whose attempt was in flight', async () => {
    let answer: () => void = () => undefined;
    const receiver = await stage.receiver(() => new Promise((resolve) => void (answer = () => resolve(500))));
    const { endpoint } = await created(receiver.url(), { events: ['test.underway'] });
    const { deliveries } = await gateway.trigger({ event: 'test.underway', data: {} });
    await receiver.count(1);
    await remove(endpoint.id);
    answer();
    await until('it is cancelled', () =>
      stage.deliveries().find(({ id, state }) => id === deliveries[0].delivery_id && state === 'cancelled'),
    );
  });

  it('removes the endpoint and records it, though pending deliveries cannot be cancelled yet', async () => {
    const receiver = await stage.receiver(() => 500);
    const { endpoint } = await created(receiver.url(), {
      events: ['test.stuck'],
      retry_schedule_ms: [3_600_000],
    });
    await gateway.trigger({ event: 'test.stuck', data: {} });
    const row = () => stage.deliveries().find(({ webhook_id: id }) => id === endpoint.webhook_id)!;
    await until('the retry waits', () => row().attempts === 1 && row().state === 'pending');
    stage.write(`create trigger stuck before update on deliveries when new.state = 'cancelled'
      begin select raise(abort, 'stuck'); end`);
    expect(await remove(endpoint.id)).toMatchObject({ status: 200, body: { success: true, cancelled: 0 } });
    expect((await remove(endpoint.id)).status).toBe(404);
    const { body } = await gateway.get('/api/webhooks/audit');
    expect(body.entries[0]).toMatchObject({ action: 'endpoints.delete', target: endpoint.id });
    stage.write('drop trigger stuck');
    await until('it is cancelled', () => row().state === 'cancelled');
  });

  it('gives the public name of a removed endpoint to no other', async () => {
    const { endpoint } = await created('https://example.test/once');
    await remove(endpoint.id);
    expect((await created('https://example.test/twice')).endpoint.webhook_id).not.toBe(endpoint.webhook_id);
  });
});

describe('Enabling and disabling an endpoint', () => {
  it('keeps events from it, shows the reason, and lets events through again', async () => {
    const receiver = await stage.receiver();
    const { endpoint } = await created(receiver.url(), { events: ['test.switched'] });
    const off = await gateway.post(`${PATH}/${endpoint.webhook_id}/disable`, { reason: 'being moved' });
    expect(off.body.endpoint).toMatchObject({ state: 'disabled', disabled_reason: 'being moved' });
    expect((await deliver('test.switched')).results.total).toBe(0);
    const on = await gateway.request('POST', `${PATH}/${endpoint.id}/enable`);
    expect(on.body.endpoint).toMatchObject({ state: 'enabled', disabled_reason: null, disabled_at: null });
    expect((await deliver('test.switched')).results.successful).toBe(1);
  });
});

describe('The filter of an endpoint', () => {
  it('lets matching events through and no others', async () => {
    const [us, all] = [await stage.receiver(), await stage.receiver()];
    const filter = { 'data.parameters.country': 'us', 'data.retry_count': { $gt: 0 } };
    const { endpoint } = await created(us.url(), { events: ['test.filtered'], filter });
    await created(all.url(), { events: ['test.filtered'] });
    expect(endpoint.filter).toEqual(filter);
    const data = { parameters: { country: 'us' }, retry_count: 2 };
    for (const one of [data, { ...data, retry_count: 0 }, { ...data, parameters: { country: 'fr' } }, {}])
      await deliver('test.filtered', one);
    expect(us.requests.map(({ body }) => JSON.parse(body).data)).toEqual([data]);
    expect(all.requests).toHaveLength(4);
  });
});

describe('POST /api/webhooks/endpoints/:id/rotate-secret', () => {
  it('signs with both keys during the overlap', async () => {
    const receiver = await stage.receiver();
    const { endpoint, secret: old } = await created(receiver.url(), { events: ['test.rotated'] });
    const { body } = await gateway.post(`${PATH}/${endpoint.id}/rotate-secret`, { secret: OWN });
    expect(body).toMatchObject({ success: true, secret: OWN });
    const hours = (Date.parse(body.endpoint.secret.previous_until) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    await deliver('test.rotated');
    const [request] = receiver.requests as [Received];
    expect(verifying(request, [OWN, old])).toEqual([OWN]);
    expect(verifying(request, [OWN, old], 'x-streamgank-signature-previous')).toEqual([old]);
    expect(request.headers['webhook-signature']!.split(' ')).toHaveLength(2);
  });

  it('changes nothing where the same key is sent again, as after a lost answer', async () => {
    const receiver = await stage.receiver();
    const { endpoint, secret: old } = await created(receiver.url(), { events: ['test.again'] });
    const rotate = async () =>
      (await gateway.post(`${PATH}/${endpoint.id}/rotate-secret`, { secret: OWN, overlap_ms: 60_000 })).body;
    const [first, again] = [await rotate(), await rotate()];
    expect(again).toEqual(first);
    await deliver('test.again');
    const [request] = receiver.requests as [Received];
    expect(verifying(request, [OWN, old])).toEqual([OWN]);
    expect(verifying(request, [OWN, old], 'x-streamgank-signature-previous')).toEqual([old]);
  });

  it('ends an overlap early where the same key is sent with a shorter overlap', async () => {
    const { endpoint } = await created('https://example.test/early');
    const rotate = (overlap_ms: number) =>
      gateway.post(`${PATH}/${endpoint.id}/rotate-secret`, { secret: OWN, overlap_ms });
    await rotate(60_000);
    expect((await rotate(0)).body.endpoint.secret).toEqual({
      own: true,
      previous_until: null,
      public_keys: [],
    });
  });

  it('makes a key where none is given, and drops the old key for an overlap of 0', async () => {
    const receiver = await stage.receiver();
    const { endpoint, secret: old } = await created(receiver.url(), {
      events: ['test.dropped'],
      secret: OWN,
    });
    expect(old).toBe(OWN);
    const { body } = await gateway.post(`${PATH}/${endpoint.id}/rotate-secret`, { overlap_ms: 0 });
    expect(body.secret).toMatch(/^whsec_/);
    expect(body.endpoint.secret).toEqual({ own: true, previous_until: null, public_keys: [] });
    await deliver('test.dropped');
    expect(verifying(receiver.requests[0]!, [OWN, body.secret])).toEqual([body.secret]);
    expect(receiver.requests[0]!.headers).not.toHaveProperty('x-streamgank-signature-previous');
  });

  it('refuses an endpoint that is not signed', async () => {
    const { endpoint } = await created('https://hooks.slack.com/services/T0/B0/token-without-secret');
    const { status, body } = await gateway.post(`${PATH}/${endpoint.id}/rotate-secret`, {});
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'conflict' });
  });
});
