import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { SAMPLES } from '../../src/adapters/samples.js';
import { ADAPTERS } from '../../src/adapters/registry.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { GUARD_VECTORS, LOOPBACK_SPELLINGS } from '../support/guard-vectors.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const PATH = '/api/webhooks/endpoints';
const KEY = 'key-0123456789abcdef-of-the-admin';
const admin = { authorization: `Bearer ${KEY}` };
let gateway: GatewayProcess;
let own: Receiver;

beforeAll(async () => {
  own = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: own.url('/own'),
    WEBHOOK_EMIT_KEYS: `${KEY}-emit`,
    WEBHOOK_ADMIN_KEYS: KEY,
  });
});

const post = (path: string, body: unknown) => gateway.post(path, body, admin);
const checked = async (body: object) => {
  const answer = await post(`${PATH}/check`, body);
  expect(answer).toMatchObject({ status: 200, body: { success: true } });
  return answer.body.check;
};

describe('A URL that looks like a chat server', () => {
  it('is warned of when it is checked, saved and changed, and accepted without its quotation marks', async () => {
    const chat = own.url('/hooks/abcdefghijklmnopqrstuvwxyz');
    const warnings = [expect.stringMatching(/^This looks like a webhook of Mattermost: .*mattermost\+/)];
    expect((await checked({ url: `"${chat}"` })).warnings).toEqual(expect.arrayContaining(warnings));
    const made = await post(PATH, { url: `<${chat}>`, events: ['job.render_timeout'] });
    expect(made).toMatchObject({ status: 201, body: { warnings, endpoint: { adapter: 'generic' } } });
    const changed = async (body: object) => {
      const headers = { ...admin, 'content-type': 'application/json' };
      const path = `${PATH}/${made.body.endpoint.id}`;
      return (await gateway.request('PATCH', path, { body: JSON.stringify(body), headers })).body.warnings;
    };
    expect(await changed({ url: `${chat}/` })).toEqual(warnings);
    expect(await changed({ url: `slack+${chat}` })).toEqual([]);
    expect(await changed({ name: 'Chat' })).toEqual([]);
  });
});

describe('POST /api/webhooks/endpoints/check', () => {
  it('describes the endpoint and creates none', async () => {
    const before = (await gateway.get(PATH, admin)).body.endpoints.length;
    expect(
      await checked({ url: 'https://hooks.slack.com/services/T0/B0/token', headers: { a: 'b' } }),
    ).toEqual({
      adapter: 'slack',
      label: 'Slack',
      url: 'https://hooks.slack.com/services/T0/***',
      warnings: expect.arrayContaining(['Custom headers are not sent to chat platforms.']),
      allowed: expect.any(Boolean),
      message: null,
      filter_check: expect.objectContaining({ matched: expect.any(Number), examined: expect.any(Number) }),
    });
    expect(await checked({ url: own.url('/own') })).toMatchObject({
      adapter: 'generic',
      allowed: true,
      warnings: [expect.stringContaining('http://'), expect.stringContaining('webhook_1')],
    });
    expect((await gateway.get(PATH, admin)).body.endpoints).toHaveLength(before);
  });

  it('gives the same verdict as saving and sending', async () => {
    for (const url of [
      'http://127.0.0.1:8080/',
      'http://localhost:8080/',
      'http://10.0.0.1/',
      'https://x.invalid:22/',
    ]) {
      const { allowed, message } = await checked({ url });
      expect({ url, allowed }).toEqual({ url, allowed: false });
      const saved = await post(PATH, { url });
      expect(saved).toMatchObject({ status: 422, body: { errors: [{ field: 'url', message }] } });
      const { body } = await post(`${PATH}/test`, { endpoint: { url } });
      expect(body.test_result).toMatchObject({ success: false, error: 'FORBIDDEN_TARGET', message });
    }
    const unknown = await checked({ url: 'https://nobody-there.invalid/' });
    expect(unknown).toMatchObject({
      allowed: true,
      warnings: ['The name nobody-there.invalid cannot be resolved now.'],
    });
  });

  it('allows URLs that the operator has configured, and others on the same host', async () => {
    expect(await checked({ url: own.url('/elsewhere') })).toMatchObject({ allowed: true });
    const answer = await post(PATH, { url: own.url('/elsewhere'), events: ['trusted.host'] });
    expect(answer.status).toBe(201);
    const { results } = await gateway.trigger({ event: 'trusted.host' }, { prefer: 'wait=20', ...admin });
    expect(results.successful).toBe(1);
  });

  it('refuses a URL that no adapter accepts, naming the field', async () => {
    const pasted = await post(`${PATH}/check`, { url: 'https://myteam.slack.com/archives/C0123' });
    expect(pasted).toMatchObject({ status: 422, body: { errors: [{ field: 'url' }] } });
    expect(pasted.body.errors[0].message).toMatch(/^This is the address of a Slack channel/);
    const { status, body } = await post(`${PATH}/check`, { url: 'https://hooks.slack.com/workflows/x' });
    expect({ status, field: body.errors[0].field }).toEqual({ status: 422, field: 'url' });
  });
});

describe('POST /api/webhooks/endpoints', () => {
  const hosts = [
    ...GUARD_VECTORS.map(
      ([address, tier]) => [address.includes(':') ? `[${address}]` : address, tier] as const,
    ),
    ...LOOPBACK_SPELLINGS.map((host) => [host, 'forbidden'] as const),
  ];
  const saved = async (host: string) => {
    const { status, body } = await post(PATH, { url: `http://${host}/`, events: ['nothing.of_this'] });
    return [host, status, body.errors?.[0].field] as const;
  };

  it('saves URLs to public addresses and refuses every spelling of others', async () => {
    const answers = await Promise.all(hosts.map(([host]) => saved(host)));
    expect(answers).toEqual(
      hosts.map(([host, tier]) => (tier === 'public' ? [host, 201, undefined] : [host, 422, 'url'])),
    );
  });
});

describe('GET /api/webhooks/adapters', () => {
  it('describes each adapter, and the schema of its options agrees with their class', async () => {
    const { adapters, samples } = (await gateway.get('/api/webhooks/adapters', admin)).body;
    expect(adapters.map(({ type }: { type: string }) => type)).toEqual(ADAPTERS.map(({ type }) => type));
    const [discord, plain] = ['discord', 'generic'].map((name) =>
      adapters.find(({ type }: { type: string }) => type === name),
    );
    expect(discord).toMatchObject({
      label: 'Discord',
      about: {
        icon: expect.stringMatching(/^M/),
        find_url: expect.stringMatching(/\.$/),
        promises: expect.any(Array),
      },
      signed: false,
      fallback: false,
      limits: { embeds_total: 6000 },
      secret_options: [],
      rate_limits: [
        { max: 5, window_ms: 2000 },
        { max: 30, window_ms: 60_000 },
      ],
    });
    const schema = new Ajv({ formats: { uri: /^https?:/ } }).compile(discord.options);
    for (const [options, valid] of [
      [{}, true],
      [{ username: 'Films', avatar_url: 'https://example.test/a.png' }, true],
      [{ username: '' }, false],
      [{ username: 'x'.repeat(81) }, false],
      [{ username: 'my DISCORD bot' }, false],
      [{ username: '   ' }, false],
      [{ avatar_url: 'nothing' }, false],
      [{ colour: 'red' }, false],
    ] as const) {
      expect([options, schema(options)]).toEqual([options, valid]);
      const { status } = await post(`${PATH}/check`, { url: 'discord+https://example.test', options });
      expect([options, status]).toEqual([options, valid ? 200 : 422]);
    }
    expect(plain.options).toEqual({ type: 'object', properties: {}, additionalProperties: false });
    expect(samples).toHaveLength(SAMPLES.length);
    expect(samples[0]).toMatchObject({
      name: expect.any(String),
      event: 'job.completed',
      data: expect.any(Object),
    });
  });

  it('requires an admin key', async () => {
    expect((await gateway.get('/api/webhooks/adapters')).status).toBe(401);
    expect(
      (await gateway.get('/api/webhooks/adapters', { authorization: `Bearer ${KEY}-emit` })).status,
    ).toBe(403);
  });
});

describe('A preview', () => {
  it('shows the request that a delivery makes', async () => {
    const event = {
      event: 'job.completed',
      data: { job_id: 'j1', b: 1 },
      timestamp: '2024-01-01T00:00:00.000Z',
    };
    const { event_id: id } = await gateway.trigger(
      { ...event, id: 'previewed' },
      { prefer: 'wait=20', ...admin },
    );
    const sent = own.requests.find(({ body }) => body.includes('j1'))!;
    for (const request of [event, { event_id: id }]) {
      const { preview } = (await post(`${PATH}/webhook_1/preview`, request)).body;
      expect(preview).toMatchObject({
        method: 'POST',
        url: own.url('/own'),
        matches: true,
        reason: null,
        limits: [],
      });
      expect(preview.body).toBe(sent.body);
      expect(preview.headers['X-StreamGank-Signature']).toBe('sha256=***');
      expect(preview.headers['webhook-signature']).toBe('v1,***');
      expect(preview.headers['X-StreamGank-Event']).toBe('job.completed');
      const signed = sent.headers['x-streamgank-signature']!.slice('sha256='.length);
      expect(JSON.stringify(preview)).not.toContain(signed);
    }
  });

  it('shows the message of an unsaved endpoint, its limits, and no secret', async () => {
    const endpoint = {
      url: 'https://discord.com/api/webhooks/42/discord-token',
      headers: { 'X-A': 'value' },
    };
    const { preview } = (await post(`${PATH}/preview`, { endpoint, sample: 'job.failed' })).body;
    expect(preview.url).toBe('https://discord.com/api/v10/webhooks/42/***');
    expect(JSON.parse(preview.body).embeds).toHaveLength(1);
    expect(preview.matches).toBe(true);
    const { used, max } = preview.limits.find(({ name }: { name: string }) => name === 'embedsTotal');
    expect([used > 0 && used < max, max]).toEqual([true, 6000]);
    expect(JSON.stringify(preview)).not.toContain('discord-token');
    const signed = { url: 'https://example.test/', headers: { 'X-A': 'a-secret-value' } };
    const { headers } = (await post(`${PATH}/preview`, { endpoint: signed })).body.preview;
    expect(headers['X-A']).toBe('***');
    expect(headers['X-StreamGank-Signature']).toBe('sha256=***');
  });

  it('tells whether the endpoint would get the event, and why not', async () => {
    const endpoint = { url: 'https://example.test/', events: ['job.*'], filter: { 'data.n': { $gt: 1 } } };
    const reason = async (event: string, n: number) =>
      (await post(`${PATH}/preview`, { endpoint, event, data: { n } })).body.preview.reason;
    expect(await reason('job.x', 2)).toBeNull();
    expect(await reason('job.x', 1)).toMatch(/filter/);
    expect(await reason('other', 2)).toMatch(/does not want events of the type other/);
  });

  it.each([
    ['/webhook_1/preview', { event_id: 'unknown' }, 404, undefined],
    ['/webhook_99/preview', {}, 404, undefined],
    ['/webhook_1/preview', { sample: 'unknown' }, 422, 'sample'],
    ['/webhook_1/preview', { sample: '' }, 422, 'sample'],
    ['/webhook_1/preview', { event: 'No Type' }, 400, 'event'],
    ['/webhook_1/preview', { data: [] }, 400, 'data'],
    ['/webhook_1/preview', { colour: 1 }, 400, 'colour'],
    ['/preview', {}, 400, 'endpoint'],
    ['/preview', { endpoint: { url: 'nothing' } }, 422, 'url'],
    ['/preview', { endpoint: { url: 'https://example.test', timeout_ms: 0 } }, 400, 'timeout_ms'],
    ['/test', { endpoint: 'https://example.test' }, 400, 'endpoint'],
    ['/webhook_99/test', {}, 404, undefined],
  ])('is refused at %s with %j: %i', async (path, body, status, field) => {
    const answer = await post(PATH + path, body);
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([status, field]);
  });
});

describe('A test of an endpoint', () => {
  it('sends what a delivery would send to the same URL', async () => {
    const before = own.requests.length;
    const saved = await post(`${PATH}/webhook_1/test`, {});
    expect(saved.body.test_result).toMatchObject({ success: true, status: 200, url: own.url('/own') });
    const endpoint = { url: own.url('/unsaved'), headers: { 'X-A': 'b' }, secret: 'a-key-of-this-test' };
    const unsaved = await post(`${PATH}/test`, { endpoint });
    expect(unsaved.body.test_result).toMatchObject({ success: true, status: 200 });
    expect(
      own.requests
        .slice(before)
        .map(({ path, headers }) => [path, headers['x-a'], headers['x-streamgank-test']]),
    ).toEqual([
      ['/own', undefined, 'true'],
      ['/unsaved', 'b', 'true'],
    ]);
  });
});
