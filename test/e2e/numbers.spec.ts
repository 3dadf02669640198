import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import type { Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const SECRET = 'numbers-secret-0123456789';
const EMIT = 'emit-key-0123456789abcdef';
const ADMIN = { authorization: 'Bearer admin-key-0123456789abcdef' };
const JSON_BODY = { 'content-type': 'application/json' };
const BIG = '154284075601887489';
/** Rounded, both would be one number. */
const NEXT = '154284075601887490';
/** Numbers that JavaScript changes. */
const DATA = `{"job_id":${BIG},"ids":[9007199254740993,{"ratio":0.10000000000000000055}],"far":1E400,"near":1e-400,"zero":-0}`;

let generic: Receiver;
let filtered: Receiver;
let slack: Receiver;
let discord: Receiver;
let gateway: GatewayProcess;
let filteredId = '';

beforeAll(async () => {
  [generic, filtered, slack, discord] = [
    await stage.receiver(),
    await stage.receiver(),
    await stage.receiver(() => ({ status: 200, body: 'ok' })),
    await stage.receiver(() => 204),
  ];
  gateway = await stage.gateway({
    WEBHOOK_URLS: [
      generic.url(),
      `slack+${slack.url('/services/T0/B0/XXXX')}`,
      `discord+${discord.url('/api/webhooks/1/t')}`,
    ].join(','),
    WEBHOOK_EVENTS: 'job.*',
    WEBHOOK_SECRET_KEY: SECRET,
    WEBHOOK_EMIT_KEYS: EMIT,
    WEBHOOK_ADMIN_KEYS: 'admin-key-0123456789abcdef',
    WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8',
    WEBHOOK_RATE_LIMIT_MAX: '100000',
    WEBHOOK_DIGEST: 'off',
  });
  const made = await asText('POST', '/api/webhooks/endpoints', {
    body: `{"url":"${filtered.url()}","events":["job.*"],"filter":{"data.job_id":{"$gt":154284075601887488,"$lte":${BIG}}}}`,
  });
  expect(made).toContain(`"filter":{"data.job_id":{"$gt":154284075601887488,"$lte":${BIG}}}`);
  filteredId = (JSON.parse(made) as { endpoint: { id: string } }).endpoint.id;
}, START_MS);

/** The text of an answer, as it came. */
async function asText(
  method: string,
  path: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<string> {
  const response = await fetch(gateway.url + path, {
    method,
    headers: { ...ADMIN, ...(body === undefined ? {} : JSON_BODY), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return response.text();
}

const trigger = (id: string, data: string, event = 'job.completed'): Promise<string> =>
  asText('POST', '/api/webhooks/trigger', { body: `{"event":"${event}","id":"${id}","data":${data}}` });

/** The request at a receiver whose body holds a text. */
async function arrived(receiver: Receiver, part: string): Promise<Received> {
  const ours = ({ body }: Received): boolean => body.includes(part);
  return (await receiver.until((all) => all.some(ours))).find(ours)!;
}

const EVENTS = '/api/webhooks/events';
const CLOUD = (n: number): string =>
  `{"specversion":"1.0","id":"n","source":"/c${n}","type":"job.way","data":{"way":${n},"n":${BIG}}}`;

describe('Numbers beyond the precision of JavaScript', () => {
  it('are sent as they were written, under a signature of exactly those bytes', async () => {
    await trigger('as-written', DATA);
    const { body, headers } = await arrived(generic, `"data":${DATA}`);
    const mac = createHmac('sha256', SECRET).update(body).digest('hex');
    expect(headers['x-streamgank-signature']).toBe(`sha256=${mac}`);
    expect(() => new Webhook(SECRET, { format: 'raw' }).verify(body, headers as never)).not.toThrow();
  });

  it.each([
    [1, 'application/json', `{"events":[{"event":"job.way","data":{"way":1,"n":${BIG}}}]}`, {}],
    [2, 'application/x-ndjson', `{"event":"job.way","data":{"way":2,"n":${BIG}}}\n`, {}],
    [3, 'application/cloudevents+json', CLOUD(3), {}],
    [4, 'application/cloudevents-batch+json', `[${CLOUD(4)}]`, {}],
    [
      5,
      'application/json',
      `{"way":5,"n":${BIG}}`,
      { 'ce-specversion': '1.0', 'ce-id': 'n', 'ce-source': '/b', 'ce-type': 'job.way' },
    ],
  ])('are kept on way %i, as %s', async (way, type, body, headers) => {
    const answer = await asText('POST', EVENTS, { body, headers: { ...headers, 'content-type': type } });
    expect(JSON.parse(answer)).toMatchObject({ success: true, accepted: 1 });
    await arrived(generic, `"data":{"way":${way},"n":${BIG}}`);
  });

  it('are kept in a signed request', async () => {
    const body = `{"event":"job.way","data":{"way":6,"n":${BIG}}}`;
    const [id, at] = ['signed-numbers', new Date()];
    const signature = new Webhook(EMIT, { format: 'raw' }).sign(id, at, body);
    const response = await fetch(`${gateway.url}/api/webhooks/trigger`, {
      method: 'POST',
      body,
      headers: {
        ...JSON_BODY,
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
      },
    });
    expect(response.status).toBe(202);
    await arrived(generic, `"data":{"way":6,"n":${BIG}}`);
  });

  it('distinguish two events under one id that differ in nothing else', async () => {
    await trigger('same', `{"n":${BIG}}`);
    expect(JSON.parse(await trigger('same', `{"n":${BIG}}`))).toMatchObject({ duplicate: true });
    expect(JSON.parse(await trigger('same', `{"n":${NEXT}}`))).toMatchObject({ code: 'conflict' });
  });

  it('identify jobs: each has its own page, list and filter', async () => {
    await trigger('job-a', `{"job_id":${BIG},"of":"a"}`);
    await trigger('job-b', `{"job_id":${NEXT},"of":"b"}`);
    const page = JSON.parse(await asText('GET', `/api/webhooks/jobs/${NEXT}`));
    expect(page.job).toMatchObject({ job_id: NEXT, events: [{ id: 'job-b' }] });
    const list = JSON.parse(await asText('GET', `/api/webhooks/deliveries?job_id=${NEXT}`));
    const ids = list.deliveries.map(({ event_id: id }: { event_id: string }) => id);
    expect(new Set(ids)).toEqual(new Set(['job-b']));
    const events = JSON.parse(await asText('GET', `/api/webhooks/events?job_id=${NEXT}`));
    expect(events.events).toMatchObject([{ id: 'job-b', job_id: NEXT }]);
    const body = `{"filter":{"state":"delivered","job_id":${NEXT}},"dry_run":true}`;
    const survey = JSON.parse(await asText('POST', '/api/webhooks/deliveries/redeliver', { body }));
    expect(survey.sample.every((one: { job_id: string }) => one.job_id === NEXT)).toBe(true);
  });

  it('are compared exactly by filters', async () => {
    await trigger('filter-no', `{"job_id":${NEXT},"of":"no"}`);
    await trigger('filter-yes', `{"job_id":${BIG},"of":"yes"}`);
    await arrived(filtered, '"of":"yes"');
    expect(filtered.requests.filter(({ body }) => body.includes(NEXT))).toEqual([]);
    const checked = await asText('POST', '/api/webhooks/endpoints/check-filter', {
      body: `{"filter":{"data.of":"yes","data.job_id":${BIG}},"events":["job.*"]}`,
    });
    expect(JSON.parse(checked).filter_check).toMatchObject({ matched: 1, warnings: [] });
  });

  it('appear in chat messages with all digits', async () => {
    const order = '9007199254740995';
    await trigger('messages', `{"job_id":${BIG},"order_id":${order}}`);
    for (const receiver of [slack, discord]) {
      const { body } = await arrived(receiver, order);
      expect(body).toContain(BIG);
    }
  });

  it('appear with all digits in the history, previews, redeliveries and replays', async () => {
    await trigger('history', DATA);
    expect(await asText('GET', `${EVENTS}/history`)).toContain(`"data":${DATA}`);
    const { deliveries_list: deliveries } = JSON.parse(await asText('GET', `${EVENTS}/history`)).event;
    const [{ id }] = deliveries;
    await arrived(generic, `"data":${DATA}`);
    const shown = await asText('GET', `/api/webhooks/deliveries/${id}`);
    expect(shown).toContain(`"data":${DATA}`);
    for (const body of [`{"event_id":"history"}`, `{"event":"job.completed","data":${DATA}}`]) {
      const { preview } = JSON.parse(
        await asText('POST', '/api/webhooks/endpoints/webhook_1/preview', { body }),
      );
      expect(preview.body).toContain(`"data":${DATA}`);
    }
    const sent = (): number => generic.requests.filter(({ headers }) => headers['webhook-id'] === id).length;
    await generic.until(() => sent() === 1);
    await asText('POST', `/api/webhooks/deliveries/${id}/redeliver`, { body: '{}' });
    await generic.until(() => sent() === 2);
    const bodies = generic.requests
      .filter(({ headers }) => headers['webhook-id'] === id)
      .map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
  });

  it('stay in the filter of an endpoint when another field changes', async () => {
    await asText('PATCH', `/api/webhooks/endpoints/${filteredId}`, { body: '{"name":"renamed"}' });
    expect(await asText('GET', `/api/webhooks/endpoints/${filteredId}`)).toContain(
      `"filter":{"data.job_id":{"$gt":154284075601887488,"$lte":${BIG}}}`,
    );
  });

  it.each([
    [BIG, 'body'],
    [`{"event":"job.completed","data":${BIG}}`, 'data'],
    [`{"event":"job.completed","id":${BIG}}`, 'id'],
    [`{"event":${BIG}}`, 'event'],
  ])('are refused where no number is allowed: %s', async (body, field) => {
    const answer = JSON.parse(await asText('POST', '/api/webhooks/trigger', { body }));
    expect([answer.code, new Set(answer.errors.map((fault: { field: string }) => fault.field))]).toEqual([
      'invalid_request',
      new Set([field]),
    ]);
  });

  it.each([
    [`{"url":"http://127.0.0.1:1/","timeout_ms":1E400}`, 'timeout_ms'],
    [`{"url":"http://127.0.0.1:1/","rate_limit":{"max":1E400,"window_ms":1000}}`, 'rate_limit'],
    [`{"url":"http://127.0.0.1:1/","options":1E400}`, 'options'],
    [`{"url":"http://127.0.0.1:1/","headers":{"X-A":1E400}}`, 'headers'],
    [`{"url":"http://127.0.0.1:1/","filter":1E400}`, 'filter'],
    [`{"url":"http://127.0.0.1:1/","filter":{"data.x":{"$size":1E400}}}`, 'filter'],
  ])('are validated in settings like other numbers: %s', async (body, field) => {
    const answer = JSON.parse(await asText('POST', '/api/webhooks/endpoints', { body }));
    expect([answer.success, answer.errors?.map((fault: { field: string }) => fault.field)]).toEqual([
      false,
      [field],
    ]);
  });
});

describe('More such numbers than the limit', () => {
  const data = `{"n":[${'1E400,'.repeat(100_001)}1]}`;

  it.each([
    ['/api/webhooks/trigger', 'application/json', `{"event":"job.completed","data":${data}}`],
    [EVENTS, 'application/json', `{"events":[{"event":"job.completed","data":${data}}]}`],
    [EVENTS, 'application/x-ndjson', `{"event":"job.completed","data":${data}}\n`],
  ])('are refused with a message: %s, %s', async (path, type, body) => {
    const answer = JSON.parse(await asText('POST', path, { body, headers: { 'content-type': type } }));
    expect(answer).toMatchObject({
      code: 'unprocessable',
      errors: [{ field: 'body', message: expect.stringContaining('more than 100000 numbers') }],
    });
  });
});

describe('Numbers within the precision of JavaScript', () => {
  it('are written as JavaScript writes them, so that a receiver can verify a re-serialised body', async () => {
    await trigger('kept', '{"of":"kept","a":1.0,"b":1e2,"c":0.10,"d":1E21,"e":9007199254740992}');
    const { body } = await arrived(generic, '"of":"kept"');
    expect(body).toContain('{"of":"kept","a":1,"b":100,"c":0.1,"d":1e+21,"e":9007199254740992}');
    expect(JSON.stringify(JSON.parse(body))).toBe(body);
  });
});
