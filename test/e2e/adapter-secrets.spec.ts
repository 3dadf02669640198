import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ADAPTERS } from '../../src/adapters/registry.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const DKIM = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;
const HEADER = 'HEADERVALUE-0123456789';
const SIGNING = 'SIGNINGKEY-a-secret-nobody-may-see';
const ADMIN = 'ADMINKEY-0123456789abcdef';
const PAD = 'abcdefghijklmnopqrstuvwxyz012345';
const padded = (name: string, length: number): string => (name + PAD).slice(0, length);

/** An endpoint with recognisable secrets. */
interface Case {
  readonly type: string;
  /** Path and query at the receiver; of other schemes the whole address. */
  readonly at: string;
  readonly options?: Readonly<Record<string, string | boolean>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly secret?: string;
  /** Secrets that may be seen nowhere. */
  readonly secrets: readonly string[];
}

const CASES: readonly Case[] = [
  { type: 'slack', at: '/services/T0/B0/SLACKTOKENabcdefgh123456', secrets: ['SLACKTOKEN'] },
  { type: 'discord', at: '/api/webhooks/42/DISCORDTOKEN-abcdefgh_987654', secrets: ['DISCORDTOKEN'] },
  {
    type: 'teams',
    at: `/powerautomate/automations/direct/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${padded('TEAMSSIG', 43)}`,
    secrets: ['TEAMSSIG'],
  },
  {
    type: 'telegram',
    at: `/bot123456789:${padded('TELEGRAMTOKEN', 35)}/sendMessage?chat_id=-1001234567890`,
    secrets: ['TELEGRAMTOKEN'],
  },
  {
    type: 'telegram',
    at: '/sendMessage?chat_id=-1001234567890',
    options: { token: `123456789:${padded('TGOPTIONTOKEN', 35)}` },
    secrets: ['TGOPTIONTOKEN'],
  },
  {
    type: 'ntfy',
    at: '/NTFYTOPIC-x7Kq2mZp',
    options: { token: 'tk_NTFYTOKEN0123456789' },
    secrets: ['NTFYTOKEN'],
  },
  {
    type: 'ntfy',
    at: '/renders-x7Kq2mZp',
    options: { user: 'jobs', password: 'NTFYPASSWORD-0123456789' },
    secrets: ['NTFYPASSWORD', Buffer.from('jobs:NTFYPASSWORD-0123456789').toString('base64')],
  },
  { type: 'gotify', at: '/message', options: { token: 'AGOTIFYTOKEN0123456' }, secrets: ['AGOTIFYTOKEN'] },
  {
    type: 'google-chat',
    at: '/v1/spaces/AAAAexample/messages?key=GCHATKEYAIzaSyExample0123&token=GCHATTOKEN_0123456789abcdef',
    secrets: ['GCHATKEY', 'GCHATTOKEN'],
  },
  {
    type: 'slack-bot',
    at: '/api/chat.postMessage?channel=%23renders',
    options: { token: 'xoxb-123456789012-SLACKBOTTOKEN' },
    secrets: ['SLACKBOTTOKEN'],
  },
  {
    type: 'slack-bot',
    at: '/api/chat.postMessage?channel=C0123ABCD',
    options: {
      token: 'xoxb-123456789012-SLACKBOTTWO',
      app_token: 'xapp-1-A0123-SLACKAPPTOKEN',
      native_buttons: true,
    },
    secrets: ['SLACKBOTTWO', 'SLACKAPPTOKEN'],
  },
  {
    type: 'telegram',
    at: `/bot123456789:${padded('TGLISTENED', 35)}/sendMessage?chat_id=-1001234567890`,
    options: { native_buttons: true },
    secrets: ['TGLISTENED'],
  },
  { type: 'mattermost', at: '/hooks/mattermosthook0123456789ab', secrets: ['mattermosthook'] },
  {
    type: 'rocketchat',
    at: '/hooks/64a1b2c3d4e5f6a7b8c9d0e1/ROCKETCHATTOKEN0123456789abcdef',
    secrets: ['ROCKETCHATTOKEN'],
  },
  {
    type: 'matrix',
    at: '/_matrix/client/v3/rooms/!jobs:example.test/send/m.room.message',
    options: { token: 'syt_MATRIXTOKEN_0123456789', room_id: '!jobs:example.test' },
    secrets: ['MATRIXTOKEN'],
  },
  {
    type: 'zulip',
    at: '/api/v1/messages',
    options: { email: 'bot@example.test', api_key: padded('ZULIPKEY', 32), channel: 'jobs' },
    secrets: ['ZULIPKEY', Buffer.from(`bot@example.test:${padded('ZULIPKEY', 32)}`).toString('base64')],
  },
  {
    type: 'webex',
    at: '/v1/messages?roomId=Y2lzY29zcGFyazovL3VzL1JPT00v',
    options: { token: 'WEBEXTOKEN-0123456789abcdef' },
    secrets: ['WEBEXTOKEN'],
  },
  {
    type: 'pushover',
    at: '/1/messages.json',
    options: { token: padded('PUSHOVERTOKEN', 30), user: padded('PUSHOVERUSER', 30) },
    secrets: ['PUSHOVERTOKEN', 'PUSHOVERUSER'],
  },
  {
    type: 'pagerduty',
    at: '/v2/enqueue',
    options: { routing_key: padded('PAGERDUTYKEY', 32) },
    secrets: ['PAGERDUTYKEY'],
  },
  { type: 'pagerduty', at: `/v2/enqueue?routing_key=${padded('PDURLKEY', 32)}`, secrets: ['PDURLKEY'] },
  {
    type: 'opsgenie',
    at: '/v2/alerts',
    options: { api_key: padded('OPSGENIEKEY', 32) },
    secrets: ['OPSGENIEKEY'],
  },
  {
    type: 'github',
    at: '/repos/acme/site/dispatches',
    options: { token: 'github_pat_GITHUBTOKEN0123456789' },
    secrets: ['GITHUBTOKEN'],
  },
  {
    type: 'cloudevents',
    at: '/sink?access_token=CLOUDTOKEN-0123456789',
    headers: { 'X-Api-Key': HEADER },
    secret: SIGNING,
    secrets: ['CLOUDTOKEN', HEADER, SIGNING],
  },
  {
    type: 'generic',
    at: '/hook?token=GENERICTOKEN-0123456789',
    headers: { Authorization: `Bearer ${HEADER}` },
    secret: SIGNING,
    secrets: ['GENERICTOKEN', HEADER, SIGNING],
  },
  {
    type: 'email',
    at: 'smtp://127.0.0.1:2525?from=jobs%40example.test&to=team%40example.test',
    options: {
      security: 'none',
      user: 'jobs',
      password: 'MAILPASSWORD-0123456789',
      dkim_domain: 'example.test',
      dkim_selector: 'jobs',
      dkim_key: DKIM,
    },
    secrets: ['MAILPASSWORD', DKIM.split('\n')[2]!],
  },
];
const SECRETS = [...new Set(CASES.flatMap(({ secrets }) => secrets))];
const leaked = (text: string): string[] => SECRETS.filter((secret) => text.includes(secret));

/** Answers that echo all of a request, as careless receivers do, among successes and failures. */
function echo({ headers, path, body }: Received, nth: number) {
  const said = JSON.stringify({ ok: true, headers, path, body });
  return {
    status: [200, 500, 204, 400][nth % 4]!,
    headers: { 'x-echo': path, 'x-key': headers['x-api-key'] ?? '' },
    body: said,
  };
}

describe('The endpoints in the table of secrets', () => {
  it('are of every adapter, and have a value for every secret option', () => {
    expect(new Set(CASES.map(({ type }) => type))).toEqual(new Set(ADAPTERS.map(({ type }) => type)));
    const missing = ADAPTERS.flatMap(({ type, secretOptions }) => {
      const own = CASES.filter((one) => one.type === type);
      const given = new Set(own.flatMap(({ options = {} }) => Object.keys(options)));
      return secretOptions.filter((name) => !given.has(name)).map((name) => `${type}.${name}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('A gateway with an endpoint of every adapter', () => {
  it('brings no secret of an endpoint into log, API, history, preview, metric, trace, audit or store', async () => {
    const collector = await stage.receiver();
    const receiver = await stage.receiver((received, _response, nth) => echo(received, nth));
    const gateway = await stage.gateway({
      WEBHOOK_ADMIN_KEYS: ADMIN,
      WEBHOOK_EMIT_KEYS: 'EMITKEY-0123456789abcdef',
      WEBHOOK_ALLOW_NETWORKS: 'loopback',
      WEBHOOK_MAX_RETRIES: '1',
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_RATE_LIMIT_MAX: '10000',
      LOG_LEVEL: 'trace',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url(''),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    });
    const admin = { authorization: `Bearer ${ADMIN}` };
    const answers: unknown[] = [];
    const keep = async (answer: Promise<{ readonly status: number; readonly body: unknown }>) => {
      const { status, body } = await answer;
      // A new endpoint's signing key is shown once, to the caller who made the endpoint.
      const { secret: _shownOnce, ...rest } = body as Record<string, unknown>;
      answers.push(rest);
      return { status, body: rest };
    };
    const ids: string[] = [];
    for (const { type, at, options, headers, secret } of CASES) {
      const url = at.startsWith('/') ? `${type}+${receiver.url(at)}` : at;
      const request = {
        url,
        events: ['job.*'],
        ...(options && { options }),
        ...(headers && { headers }),
        ...(secret && { secret }),
      };
      const made = await keep(gateway.post('/api/webhooks/endpoints', request, admin));
      expect([type, made.status, made.body['errors']]).toEqual([type, 201, undefined]);
      ids.push((made.body['endpoint'] as { webhook_id: string }).webhook_id);
    }
    for (const event of ['job.failed', 'job.completed', 'job.script_completed', 'job.failed']) {
      answers.push(await gateway.trigger({ event, data: { job_id: 'j', error: 'E: no' } }, admin));
    }
    await until(
      'all deliveries are settled',
      () => stage.deliveries().every(({ state }) => state === 'delivered' || state === 'failed'),
      60_000,
    );
    for (const id of ids) {
      await keep(gateway.get(`/api/webhooks/endpoints/${id}`, admin));
      await keep(gateway.post(`/api/webhooks/endpoints/${id}/preview`, { event: 'job.failed' }, admin));
      await keep(gateway.post(`/api/webhooks/endpoints/${id}/test`, {}, admin));
      await keep(
        gateway.request('PATCH', `/api/webhooks/endpoints/${id}`, {
          body: JSON.stringify({ name: `Renamed ${id}` }),
          headers: { 'content-type': 'application/json', ...admin },
        }),
      );
    }
    for (const { id } of stage.deliveries()) await keep(gateway.get(`/api/webhooks/deliveries/${id}`, admin));
    await gateway.logged(/Buttons are not heard: telegram/);
    await gateway.logged(/Buttons are not heard: slack-bot/);
    for (const page of [
      'status',
      'endpoints',
      'deliveries',
      'events',
      'audit',
      'statistics',
      'adapters',
      'actions',
    ])
      await keep(gateway.get(`/api/webhooks/${page}`, admin));
    const metrics = await (await fetch(`${gateway.url}/metrics`, { headers: admin })).text();
    expect(metrics).toContain('webhook_');
    expect(leaked(JSON.stringify(answers))).toEqual([]);
    expect(leaked(metrics)).toEqual([]);
    // The requests of the receivers had the secrets in them: they were in play.
    const got = JSON.stringify(receiver.requests);
    expect(
      SECRETS.filter((secret) => !got.includes(secret) && !/MAIL|SIGNING/.test(secret)).length,
    ).toBeLessThan(4);
    await gateway.end();
    expect(leaked([...gateway.lines, ...gateway.errors].join('\n'))).toEqual([]);
    expect(collector.requests.length).toBeGreaterThan(0);
    expect(leaked(collector.requests.map(({ body }) => body).join('\n'))).toEqual([]);
    for (const { name } of stage.rows<{ name: string }>(
      `select name from sqlite_master where type = 'table'`,
    ))
      expect([name, leaked(JSON.stringify(stage.rows(`select * from "${name}"`)))]).toEqual([name, []]);
  });

  it('tells which deliveries needed no request, in history, log and test', async () => {
    const receiver = await stage.receiver(() => ({
      status: 202,
      body: '{"status":"success","message":"Event processed"}',
    }));
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `pagerduty+${receiver.url(`/v2/enqueue?routing_key=${padded('R', 32)}`)}`,
      WEBHOOK_EVENTS: 'job.*',
    });
    const results = await Promise.all(
      ['job.failed', 'job.script_completed', 'job.completed'].map((event) =>
        gateway.trigger(
          { event, data: { job_id: event === 'job.script_completed' ? 'other' : 'one' } },
          { prefer: 'wait=20' },
        ),
      ),
    );
    expect(results.map(({ results: { successful } }) => successful)).toEqual([1, 1, 1]);
    const actions = receiver.requests.map(
      ({ body }) => (JSON.parse(body) as { event_action: string }).event_action,
    );
    expect(actions.sort()).toEqual(['resolve', 'trigger']);
    const [unsent] = stage.rows<{ delivery_id: string }>(
      'select delivery_id from attempts where status is null',
    );
    const { delivery } = (await gateway.get(`/api/webhooks/deliveries/${unsent!.delivery_id}`)).body;
    expect(delivery.state).toBe('delivered');
    expect(delivery.history).toEqual([
      expect.objectContaining({
        status: null,
        outcome: 'delivered',
        note: expect.stringContaining('PagerDuty gets no job.script_completed'),
        request: null,
        request_note: 'No request was made.',
      }),
    ]);
    const preview = await gateway.post('/api/webhooks/endpoints/webhook_1/preview', {
      event: 'job.script_completed',
    });
    expect(preview.body).toMatchObject({
      preview: { matches: false, reason: expect.stringContaining('PagerDuty gets no') },
    });
    await gateway.end();
    expect(gateway.lines.join('\n')).toContain('Webhook delivery needed no request: webhook_1');
  });
});

describe('A receiver of CloudEvents', () => {
  const shared = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await shared.gateway({ WEBHOOK_SOURCE: 'studio', WEBHOOK_MAX_RETRIES: '1' });
  });

  const sink = (allowed: Record<string, string>) =>
    stage.receiver(({ method }) => (method === 'OPTIONS' ? { status: 200, headers: allowed } : 202));
  /** An endpoint for one type of events, each test its own. */
  const created = async (url: string, type: string) =>
    gateway.post('/api/webhooks/endpoints', {
      url: `cloudevents+${url}`,
      events: [type],
      options: { handshake: true },
    });

  it('is asked once for its permission before the first delivery', async () => {
    const receiver = await sink({ 'WebHook-Allowed-Origin': 'studio', 'WebHook-Allowed-Rate': '1000' });
    expect((await created(receiver.url(), 'asked.once')).status).toBe(201);
    for (const n of [1, 2])
      await gateway.trigger({ event: 'asked.once', data: { n } }, { prefer: 'wait=20' });
    expect(receiver.requests.map(({ method }) => method)).toEqual(['OPTIONS', 'POST', 'POST']);
    expect(receiver.requests[0]!.headers).toMatchObject({
      'webhook-request-origin': 'studio',
      'user-agent': 'StreamGank-Webhook/1.0',
    });
  });

  it('gets nothing without its permission, and the delivery says why', async () => {
    const receiver = await sink({ 'WebHook-Allowed-Origin': 'elsewhere.example' });
    const { endpoint } = (await created(receiver.url(), 'not.permitted')).body;
    const { results } = await gateway.trigger({ event: 'not.permitted', data: {} }, { prefer: 'wait=20' });
    expect(results).toMatchObject({ failed: 1 });
    expect(receiver.requests.map(({ method }) => method)).toEqual(['OPTIONS', 'OPTIONS']);
    const of = `(select id from deliveries where webhook_id = '${endpoint.webhook_id}')`;
    expect(
      shared.rows(`select error_code, error_message from attempts where delivery_id in ${of} limit 1`),
    ).toEqual([
      { error_code: 'handshake_refused', error_message: expect.stringContaining('does not name studio') },
    ]);
  });

  it('is sent no more than it allows', async () => {
    const receiver = await sink({ 'WebHook-Allowed-Origin': '*', 'WebHook-Allowed-Rate': '2' });
    await created(receiver.url(), 'no.more');
    await gateway.trigger({ event: 'no.more', data: { n: 0 } }, { prefer: 'wait=20' });
    for (const n of [1, 2, 3]) await gateway.trigger({ event: 'no.more', data: { n } });
    await until('the limit holds deliveries', () =>
      gateway.lines.some((line) => line.includes('Rate limit exceeded')),
    );
    expect(receiver.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('gets the attributes that an event came in with, on retries too', async () => {
    const receiver = await stage.receiver((_received, _response, nth) => (nth === 1 ? 500 : 202));
    await gateway.post('/api/webhooks/endpoints', {
      url: `cloudevents+${receiver.url()}`,
      events: ['tried.twice'],
    });
    const event = {
      specversion: '1.0',
      id: '7',
      source: '/jobs',
      type: 'tried.twice',
      subject: 's',
      tenant: 't1',
      data: { a: 1 },
    };
    const headers = { 'content-type': 'application/cloudevents+json' };
    await gateway.request('POST', '/api/webhooks/events', { body: JSON.stringify(event), headers });
    const requests = await receiver.count(2);
    for (const { body } of requests)
      expect(JSON.parse(body)).toMatchObject({ ...event, datacontenttype: 'application/json' });
    expect(requests[1]!.body).toBe(requests[0]!.body);
  });
});
