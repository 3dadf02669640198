import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiDescription, type DescribedOperation, type Json } from '../support/api-description.js';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const api = new ApiDescription();
/** The key of the login's example. */
const ADMIN = 'one-of-your-admin-keys';
const EMIT = 'emit-key-0123456789abcdef';
const WEBHOOKS = '/api/webhooks';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const admin = bearer(ADMIN);
let gateway: GatewayProcess;
let receiver: Receiver;

beforeAll(async () => {
  const answers: Readonly<Record<string, number>> = { '/refused': 400, '/broken': 500 };
  receiver = await stage.receiver(({ path }) => answers[path] ?? 200);
  gateway = await stage.gateway({
    WEBHOOK_URLS: receiver.url('/environment'),
    WEBHOOK_EVENTS: 'job.*',
    WEBHOOK_ADMIN_KEYS: ADMIN,
    WEBHOOK_EMIT_KEYS: EMIT,
    WEBHOOK_ALLOW_NETWORKS: 'loopback',
    // More than the attempts of one delivery, which may fail without opening a circuit.
    WEBHOOK_BREAKER_FAILURES: '5',
    WEBHOOK_BREAKER_PAUSE: '1h',
  });
  const first = { event: 'job.completed', id: 'order-7', data: { job_id: 'job_17' } };
  await gateway.trigger(first, { ...admin, prefer: 'wait=20' });
  // Nobody wants them yet; at one a second they are more than is replayed in the time of a test.
  await post('/events', { events: Array.from({ length: 100 }, () => ({ event: 'to.replay' })) });
});

const post = (path: string, body: unknown = {}) => gateway.post(WEBHOOKS + path, body, admin);

let made = 0;

async function newEndpoint(path = '/made', over: object = {}): Promise<Json> {
  const { body } = await post('/endpoints', {
    url: receiver.url(path),
    events: [`made.n${++made}`],
    ...over,
  });
  return body.endpoint;
}

async function deliveryTo(endpoint: Json, event: string): Promise<string> {
  const { deliveries } = await gateway.trigger({ event }, admin);
  const { delivery_id: id } = deliveries.find((one: Json) => one.webhook_id === endpoint.webhook_id);
  return id;
}

/** One that is settled. */
async function settledDelivery(): Promise<string> {
  const id = await deliveryTo(await newEndpoint(), `made.n${made}`);
  await until('the delivery is settled', async () => {
    const { body } = await gateway.get(`${WEBHOOKS}/deliveries/${id}`, admin);
    return body.delivery.state === 'delivered';
  });
  return id;
}

async function waitingDelivery(): Promise<string> {
  const endpoint = await newEndpoint();
  await post(`/endpoints/${endpoint.id}/pause`);
  return deliveryTo(endpoint, endpoint.events[0]);
}

/** One whose circuit is open, with a delivery queued. */
async function restingEndpoint(): Promise<string> {
  const endpoint = await newEndpoint('/broken');
  for (let n = 0; n < 2; n++) await deliveryTo(endpoint, endpoint.events[0]);
  return until('its circuit is open', async () => {
    const { body } = await gateway.get(`${WEBHOOKS}/endpoints/${endpoint.id}`, admin);
    return body.endpoint.breaker === 'open' && endpoint.id;
  });
}

async function beginReplay(): Promise<ApiAnswer> {
  const endpoint = await newEndpoint('/refused', { events: ['to.replay'] });
  return post(`/endpoints/${endpoint.id}/replay`, { rate: 1 });
}

/** Of one more operation than may run at once. */
async function tooMany(operation: DescribedOperation, asked: Asked): Promise<ApiAnswer> {
  await until('as many as there may be', async () => (await beginReplay()).status === 409);
  return ask(operation, asked);
}

/** An event type that the API has an entry of. */
async function listedType(): Promise<string> {
  const type = `made.type${++made}`;
  const { status } = await gateway.request('PUT', `${WEBHOOKS}/event-types/${type}`, {
    headers: { ...admin, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(status).toBe(200);
  return type;
}

/** One that has more to do than it can in the time of a test. */
async function runningOperation(): Promise<string> {
  const { body } = await beginReplay();
  if (body.operation.state === 'running') return body.operation.id;
  throw new Error(`the operation is ${body.operation.state}`);
}

/** The one view that there is: names are taken once. */
async function onlyView(): Promise<string> {
  const { body } = await gateway.get(`${WEBHOOKS}/views`, admin);
  for (const { id } of body.views)
    await gateway.request('DELETE', `${WEBHOOKS}/views/${id}`, { headers: admin });
  return (await post('/views', { page: 'events', name: 'made', q: 'last:1h' })).body.view.id;
}

async function environmentKey(): Promise<string> {
  const { body } = await gateway.get(`${WEBHOOKS}/keys`, admin);
  return body.keys.find(({ source }: Json) => source === 'environment').id;
}

/** Returns the value of the path's parameter, made anew for each request that changes it. */
async function subject({ id, path }: DescribedOperation): Promise<string> {
  if (id === 'probeEndpoint') return restingEndpoint();
  if (path.includes('/event-types/')) return listedType();
  if (path.includes('/mutes/'))
    return (await post('/mutes', { for: '1m', filter: { type: 'none.such' } })).body.mute.id;
  if (path.includes('/incidents/')) return incident();
  if (path.includes('/views/')) return onlyView();
  if (path.includes('/endpoints/')) return (await newEndpoint()).id;
  if (path.includes('/listen/')) return (await post('/listen', { events: ['demo.*'] })).body.listener.id;
  if (path.includes('/events/')) return 'order-7';
  if (id === 'eraseJobById') return `job-${++made}`;
  if (path.includes('/jobs/')) return 'job_17';
  if (path.includes('/operations/')) return runningOperation();
  if (path.includes('/keys/'))
    return (await post('/keys', { name: `subject-${++made}`, role: 'emit' })).body.key.id;
  if (path.includes('/erasures/'))
    return (await post('/erasures', { job_id: `job-${++made}`, reason: 'asked for' })).body.erasure.id;
  return id === 'cancelDelivery' || id === 'retryDelivery' ? waitingDelivery() : settledDelivery();
}

/** An incident of an endpoint that is failing. */
async function incident(): Promise<string> {
  const { body } = await gateway.get(`${WEBHOOKS}/incidents`, admin);
  if (body.incidents.length > 0) return body.incidents[0].id;
  await restingEndpoint();
  return until('its incident is open', async () => {
    const answer = await gateway.get(`${WEBHOOKS}/incidents?state=open`, admin);
    return answer.body.incidents[0]?.id;
  });
}

/** Names of operations in the audit log. */
const ACTIONS: Readonly<Record<string, string>> = {
  triggerEvent: 'trigger',
  postEvents: 'events.create',
  login: 'console.login',
  createEndpoint: 'endpoints.create',
  putEventType: 'event-types.update',
  putValueNames: 'event-types.update',
  removeEventType: 'event-types.delete',
  updateEndpoint: 'endpoints.update',
  removeEndpoint: 'endpoints.delete',
  rotateSecret: 'endpoints.rotate-secret',
  rotateSigningKey: 'endpoints.rotate-signing-key',
  enableEndpoint: 'endpoints.enable',
  disableEndpoint: 'endpoints.disable',
  pauseEndpoint: 'endpoints.pause',
  acknowledgeIncident: 'incidents.acknowledge',
  noteIncident: 'incidents.note',
  muteEndpoint: 'endpoints.mute',
  muteAll: 'mutes.create',
  addView: 'views.create',
  updateView: 'views.update',
  removeView: 'views.delete',
  endMute: 'mutes.delete',
  resumeEndpoint: 'endpoints.resume',
  testEndpoint: 'endpoints.test',
  testUnsavedEndpoint: 'endpoints.test',
  testUrl: 'test',
  openListener: 'listen',
  closeListener: 'listen.delete',
  probeEndpoint: 'endpoints.probe',
  replayEvents: 'endpoints.replay',
  cancelOperation: 'operations.cancel',
  redeliverDeliveries: 'deliveries.redeliver',
  cancelDeliveries: 'deliveries.cancel',
  redeliverDelivery: 'deliveries.redeliver',
  retryDeliveries: 'deliveries.retry',
  retryDelivery: 'deliveries.retry',
  cancelDelivery: 'deliveries.cancel',
  createKey: 'keys.create',
  changeKey: 'keys.update',
  rotateKey: 'keys.rotate',
  revokeKey: 'keys.delete',
  eraseJob: 'erasures.create',
  eraseJobById: 'erasures.create',
};

/** Operations that are posted to and leave no entry, and why. */
const UNAUDITED: Readonly<Record<string, string>> = {
  answerRequest: 'an answer is part of an attempt, which the history records',
  checkEndpoint: 'nothing is stored or sent',
  checkFilter: 'nothing is stored or sent',
  compareEndpoint: 'nothing is stored or sent',
  previewEndpoint: 'nothing is stored or sent',
  previewUnsavedEndpoint: 'nothing is stored or sent',
  logout: 'without a session there is nothing to end; with one it has an entry, see below',
};

/** Returns the entries of the audit log that `act` made, the newest first. */
async function audited(act: () => Promise<unknown>): Promise<string[]> {
  const entries = async (): Promise<Json[]> => (await gateway.get(`${WEBHOOKS}/audit`, admin)).body.entries;
  const [newest] = await entries();
  await act();
  const now = await entries();
  const before = now.findIndex(({ id }) => id === newest?.id);
  return now.slice(0, before === -1 ? undefined : before).map(({ action }) => action);
}

/** The parameter of a path; no path has two. */
const PARAMETER = /\{\w+\}/;

interface Asked {
  readonly query?: string;
  readonly mediaType?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly id?: string;
}

async function ask(operation: DescribedOperation, asked: Asked = {}): Promise<ApiAnswer> {
  const { method, path } = operation;
  const { query = '', mediaType, body, headers = admin } = asked;
  const id = PARAMETER.test(path) ? (asked.id ?? (await subject(operation))) : '';
  return gateway.request(method, path.replace(PARAMETER, encodeURIComponent(id)) + query, {
    headers: { ...headers, ...(mediaType === undefined ? {} : { 'content-type': mediaType }) },
    ...(body === undefined ? {} : { body }),
  });
}

/** Examples name a server that is not there; the receiver stands in for it. */
function asText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A name belongs to one key at a time.
  const named = text.replace(
    /"name":"(render-farm|ana|ci-deploy|ci-release)"/,
    () => `"name":"key-${++made}"`,
  );
  return named.replaceAll('https://your-app.com', receiver.url(''));
}

async function expectAsDescribed(operation: DescribedOperation, answer: ApiAnswer): Promise<void> {
  expect(api.faultsOf(operation, answer)).toEqual([]);
}

/** The first example of each form of the body, with one field after the other as its own example says. */
function fieldExamples(operation: DescribedOperation) {
  const ofForms = Object.entries<Json>(operation.spec.requestBody.content).map(([mediaType, { schema }]) => {
    const base = api.examples(operation).find((example) => example.mediaType === mediaType)!.value;
    return overlays(base, schema).map(([field, value]) => {
      // A CloudEvent is known by source and id: of another content it must be another.
      const isAnother = 'source' in value && field !== 'source';
      return { mediaType, field, value: isAnother ? { ...value, source: `/jobs/${field}` } : value };
    });
  });
  return ofForms.flat();
}

/** `base` again and again, each time with another field as its example says; fields of fields too. */
function overlays(base: Json, schema: Json): [string, Json][] {
  const { properties = {}, required = [] } = api.resolved(schema);
  const needed = Object.fromEntries(required.map((name: string) => [name, properties[name].example]));
  return Object.entries<Json>(properties).flatMap(([name, field]): [string, Json][] => {
    if ('example' in field) return [[name, { ...needed, ...base, [name]: field.example }]];
    return overlays(base[name] ?? {}, field).map(([inner, value]) => [
      `${name}.${inner}`,
      { ...base, [name]: value },
    ]);
  });
}

const bodies = api.operations.flatMap((operation) =>
  api.examples(operation).map((example) => [operation.id, example.mediaType, example.name, example] as const),
);
const withoutBody = api.operations.filter(
  ({ id, spec }) => !spec.requestBody?.required && id !== 'listen' && id !== 'readListener',
);
const closed = api.operations.filter(({ spec }) => spec.security);
/** The operations that read `dry_run`. */
const READS_DRY_RUN = new Set([
  'redeliverDeliveries',
  'retryDeliveries',
  'cancelDeliveries',
  'replayEvents',
  'eraseJob',
  'eraseJobById',
]);
const auditedWithBody = closed.filter(
  ({ id, method, spec }) =>
    method !== 'GET' && spec.requestBody && !(id in UNAUDITED) && !READS_DRY_RUN.has(id),
);
const taking = api.operations.filter(({ spec }) => spec.requestBody);

/** Expects an answer as described, and one audit entry where the request changes something. */
async function expectAnswered(
  operation: DescribedOperation,
  asked: Asked = {},
  dryRun = false,
): Promise<ApiAnswer> {
  const id = PARAMETER.test(operation.path) ? await subject(operation) : '';
  let answer!: ApiAnswer;
  const written = await audited(async () => {
    answer = await ask(operation, { ...asked, id });
  });
  expect([answer.status < 300, answer.body]).toEqual([true, answer.body]);
  await expectAsDescribed(operation, answer);
  const action = ACTIONS[operation.id];
  expect(written).toEqual(action === undefined || dryRun ? [] : [action]);
  return answer;
}

describe('Every request of the description', () => {
  it.each(bodies)(
    'is answered as described, and audited where it changes something: %s, %s, %s',
    async (id, mediaType, _, { value }) => {
      const operation = api.operation(id);
      const answer = await expectAnswered(operation, { mediaType, body: asText(value) }, value.dry_run);
      // No request may leave this machine for a platform.
      if (id === 'createEndpoint')
        await gateway.request('DELETE', `${WEBHOOKS}/endpoints/${answer.body.endpoint.id}`, {
          headers: admin,
        });
    },
  );

  it('is audited where it ends a session', async () => {
    const { headers, body } = await gateway.post('/api/console/login', { key: ADMIN });
    const [cookie = ''] = headers.get('set-cookie')!.split(';');
    const session = { cookie, 'x-csrf-token': body.csrf_token };
    expect(await audited(() => ask(api.operation('logout'), { headers: session }))).toEqual([
      'console.logout',
    ]);
  });

  it.each(withoutBody.map(({ id }) => id))('is answered as described without a body: %s', async (id) => {
    await expectAnswered(api.operation(id));
  });

  it('is audited, or says why not, if its method may change something', () => {
    const changing = api.operations.filter(({ method }) => method !== 'GET').map(({ id }) => id);
    const known = [...Object.keys(ACTIONS), ...Object.keys(UNAUDITED)];
    expect(changing.sort()).toEqual(known.sort());
  });

  it('takes no body where none is described: such a body is refused, and the refusal audited', async () => {
    const bodiless = api.operations.filter(
      ({ method, spec }) => method !== 'GET' && !spec.requestBody && spec.security,
    );
    expect(bodiless.length).toBeGreaterThan(5);
    for (const operation of bodiless) {
      const body = { mediaType: 'application/json', body: '{"dry_run":true}' };
      const answer = await ask(operation, { id: 'webhook_1', ...body });
      const faults = [expect.objectContaining({ field: 'dry_run' })];
      expect([operation.id, answer]).toEqual([
        operation.id,
        expect.objectContaining({ status: 400, body: expect.objectContaining({ errors: faults }) }),
      ]);
      await expectAsDescribed(operation, answer);
      const empty = { mediaType: 'application/json', body: '{}' };
      const written = await audited(() => ask(operation, { id: 'nothing-there', ...empty }));
      expect([operation.id, written]).toEqual([operation.id, [ACTIONS[operation.id]]]);
    }
  });

  it.each(auditedWithBody)('is audited despite a dry_run that it does not read: $id', async (operation) => {
    const asked = { id: 'webhook_1', mediaType: 'application/json', body: '{"dry_run":true}' };
    const written = await audited(() => ask(operation, asked));
    expect(written).toEqual([ACTIONS[operation.id]]);
  });

  it.each(taking)('accepts the example of every field of its body: $id', async (operation) => {
    const taken = expect.objectContaining({ body: expect.objectContaining({ success: true }) });
    for (const { mediaType, value, field } of fieldExamples(operation)) {
      const answer = await ask(operation, { mediaType, body: asText(value) });
      expect([field, answer]).toEqual([field, taken]);
      await expectAsDescribed(operation, answer);
    }
  });

  it.each(taking)('names each field that is missing in one sentence: $id', async (operation) => {
    const { status, body } = await ask(operation, { mediaType: 'application/json', body: '{}' });
    if (status < 400) return;
    const named: Json[] = body.errors;
    expect(new Set(named.map(({ field }) => field)).size).toBe(named.length);
    for (const { field, message } of named)
      expect([field, message]).toEqual([field, expect.stringMatching(/ is required\b.*\.$/)]);
  });

  it('accepts each parameter of its examples alone, and all of them together', async () => {
    for (const operation of api.operations) {
      const given = operation.spec.parameters.filter(
        (one: Json) => one.in === 'query' && one.schema.examples,
      );
      const pairs: [string, string][] = given.map(({ name, schema }: Json) => [
        name,
        String(schema.examples[0]),
      ]);
      const queries = [...pairs.map((pair) => [pair]), pairs].filter((pairs) => pairs.length > 0);
      for (const query of operation.id === 'listen' ? [] : queries) {
        const answer = await ask(operation, { query: `?${new URLSearchParams(query).toString()}` });
        expect([operation.id, query, answer.status]).toEqual([operation.id, query, 200]);
        await expectAsDescribed(operation, answer);
      }
    }
  });

  it('is answered with the outcome when it prefers to wait', async () => {
    const operation = api.operation('triggerEvent');
    const headers = { ...admin, prefer: 'wait=10', 'idempotency-key': 'waited-for' };
    const answer = await ask(operation, {
      headers,
      mediaType: 'application/json',
      body: '{"event":"job.failed"}',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('preference-applied')).toBe('wait=10');
    await expectAsDescribed(operation, answer);
  });

  it('shows a refused attempt as described', async () => {
    const operation = api.operation('showDelivery');
    const endpoint = await newEndpoint('/refused');
    const id = await deliveryTo(endpoint, endpoint.events[0]);
    const answer = await until('it has failed', async () => {
      const shown = await ask(operation, { id });
      return shown.body.delivery.state === 'failed' && shown;
    });
    expect(answer.body.delivery.history[0]).toMatchObject({ status: 400, error: { code: 'HTTP_400' } });
    await expectAsDescribed(operation, answer);
    await expectAsDescribed(api.operation('showStatus'), await gateway.get(`${WEBHOOKS}/status`, admin));
  });

  it('opens the stream as described', async () => {
    const { path } = api.operation('listen');
    const stop = new AbortController();
    const { status, headers } = await fetch(`${gateway.url}${path}?types=event`, {
      headers: admin,
      signal: stop.signal,
    });
    expect([status, headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/event-stream'),
    ]);
    stop.abort();
  });
});

describe('Every refusal', () => {
  const json = { mediaType: 'application/json', body: '{}' };
  const cases: [string, number, (operation: DescribedOperation) => Asked | null][] = [
    ['without a key', 401, () => ({ id: 'x', headers: {} })],
    [
      'of an emit key',
      403,
      ({ id }) => (/^(trigger|post)Event/.test(id) ? null : { id: 'x', headers: bearer(EMIT) }),
    ],
  ];

  it.each(cases)('is as described: %s, %i', async (_, status, asked) => {
    for (const operation of closed) {
      const request = asked(operation);
      if (request === null) continue;
      const answer = await ask(operation, { ...(operation.spec.requestBody ? json : {}), ...request });
      expect([operation.id, answer.status]).toEqual([operation.id, status]);
      await expectAsDescribed(operation, answer);
    }
  });

  it.each([
    ['no JSON', 400, { mediaType: 'application/json', body: '{"event":' }],
    ['a list', 400, { mediaType: 'application/json', body: '[]' }],
    ['a field nobody knows', 400, { mediaType: 'application/json', body: '{"colour":"red"}' }],
    ['another media type', 415, { mediaType: 'application/xml', body: '<event/>' }],
  ] as const)('is as described for %s: %i', async (_, status, asked) => {
    for (const operation of taking) {
      const id = operation.path.includes('/endpoints/') ? 'webhook_1' : 'x';
      const answer = await ask(operation, { ...asked, id });
      expect([operation.id, answer.status]).toEqual([operation.id, status]);
      await expectAsDescribed(operation, answer);
    }
  });

  it('is as described for a body that is too large: 413', async () => {
    for (const [id, bytes] of [
      ['triggerEvent', 1024 * 1024],
      ['createEndpoint', 1024 * 1024],
      ['login', 16 * 1024],
    ] as const) {
      const body = JSON.stringify({ key: 'x'.repeat(bytes) });
      const answer = await ask(api.operation(id), { mediaType: 'application/json', body });
      expect([id, answer.status]).toEqual([id, 413]);
      await expectAsDescribed(api.operation(id), answer);
    }
  });

  it('is as described for invalid keys: 401, then 429', async () => {
    const seen = new Set<number>();
    for (const operation of closed) {
      const headers = bearer('none-of-the-keys-there-are');
      const answer = await ask(operation, { ...(operation.spec.requestBody ? json : {}), id: 'x', headers });
      seen.add(answer.status);
      expect(answer.headers.has('retry-after')).toBe(answer.status === 429);
      await expectAsDescribed(operation, answer);
    }
    expect([...seen]).toEqual([401, 429]);
  });

  it('is as described for an unknown id: 404', async () => {
    // An entry of an unknown type is made, not missed, and a job without events may be named in other places.
    const making = new Set(['putEventType', 'eraseJobById']);
    const named = api.operations.filter(({ id, path }) => PARAMETER.test(path) && !making.has(id));
    for (const operation of named) {
      const body = operation.id === 'compareEndpoint' ? { ...json, body: '{"changes":{}}' } : json;
      const answer = await ask(operation, { ...(operation.spec.requestBody ? body : {}), id: 'nothing' });
      expect([operation.id, answer.status]).toEqual([operation.id, 404]);
      await expectAsDescribed(operation, answer);
    }
  });

  it('is as described for an invalid parameter: 400', async () => {
    for (const operation of api.operations) {
      const names: string[] = operation.spec.parameters
        .filter((one: Json) => one.in === 'query')
        .map(({ name }: Json) => name);
      for (const name of names.filter((name) =>
        /^(limit|cursor|state|from|to|step|types|event|type)$/.test(name),
      )) {
        const answer = await ask(operation, { query: `?${name}=%00` });
        expect([operation.id, name, answer.status]).toEqual([operation.id, name, 400]);
        expect(answer.body.errors[0].field).toBe(name);
        await expectAsDescribed(operation, answer);
      }
    }
  });

  it('is as described for valid JSON that cannot be accepted: 422', async () => {
    for (const id of ['createEndpoint', 'testUrl']) {
      const body = '{"url":"ftp://example.com"}';
      const answer = await ask(api.operation(id), { mediaType: 'application/json', body });
      expect([id, answer.status]).toEqual([id, 422]);
      await expectAsDescribed(api.operation(id), answer);
    }
  });
});

describe('A conflict', () => {
  const json = 'application/json';
  const cloudEvent = (type: string) => ({
    mediaType: 'application/cloudevents+json',
    body: JSON.stringify({ specversion: '1.0', id: 'taken', source: '/twice', type, data: {} }),
  });

  const everything = { mediaType: json, body: '{"filter":{"event":"job.*"},"rate":1}' };
  /** Each row: what has to be there first, and the request that is refused then. */
  const table: [string, (operation: DescribedOperation) => Promise<ApiAnswer>][] = [
    ['triggerEvent', (it) => ask(it, { mediaType: json, body: '{"event":"job.failed","id":"order-7"}' })],
    [
      'postEvents',
      async (it) => {
        await ask(it, cloudEvent('job.completed'));
        return ask(it, cloudEvent('job.failed'));
      },
    ],
    [
      'putEventType',
      (it) => ask(it, { mediaType: json, body: '{}', headers: { ...admin, 'if-match': '"0"' } }),
    ],
    [
      'putValueNames',
      (it) => ask(it, { mediaType: json, body: '{"values":{}}', headers: { ...admin, 'if-match': '"99"' } }),
    ],
    ['removeEventType', (it) => ask(it, { headers: { ...admin, 'if-match': '"0"' } })],
    ['updateEndpoint', (it) => ask(it, { id: 'webhook_1', mediaType: json, body: '{"name":"x"}' })],
    ['compareEndpoint', (it) => ask(it, { id: 'webhook_1', mediaType: json, body: '{"changes":{}}' })],
    ['removeEndpoint', (it) => ask(it, { id: 'webhook_1' })],
    ['rotateSecret', (it) => ask(it, { id: 'webhook_1', mediaType: json, body: '{}' })],
    ['rotateSigningKey', (it) => ask(it, { id: 'webhook_1', mediaType: json, body: '{}' })],
    ['addView', async (it) => (await onlyView(), ask(it, { mediaType: json, body: takenName }))],
    [
      'updateView',
      async (it) => {
        await onlyView();
        const { body } = await post('/views', { page: 'events', name: 'other', q: 'last:1h' });
        return ask(it, { id: body.view.id, mediaType: json, body: takenName });
      },
    ],
    [
      'createKey',
      async (it) => {
        const body = '{"name":"of-two","role":"viewer"}';
        await ask(it, { mediaType: json, body });
        return ask(it, { mediaType: json, body });
      },
    ],
    ['changeKey', async (it) => ask(it, { id: await environmentKey(), mediaType: json, body: '{"rate":1}' })],
    ['rotateKey', async (it) => ask(it, { id: await environmentKey() })],
    ['revokeKey', async (it) => ask(it, { id: await environmentKey() })],
    ['cancelDelivery', async (it) => ask(it, { id: await settledDelivery() })],
    ['redeliverDelivery', async (it) => ask(it, { id: await waitingDelivery() })],
    [
      'cancelOperation',
      async (it) => {
        const id = await runningOperation();
        await ask(it, { id });
        return ask(it, { id });
      },
    ],
    ['replayEvents', (it) => tooMany(it, { mediaType: json, body: '{"rate":1}' })],
    ['probeEndpoint', async (it) => ask(it, { id: (await newEndpoint()).id })],
    ['retryDelivery', async (it) => ask(it, { id: await settledDelivery() })],
    ['redeliverDeliveries', (it) => tooMany(it, everything)],
    ['retryDeliveries', (it) => tooMany(it, everything)],
    ['cancelDeliveries', (it) => tooMany(it, everything)],
    [
      'openListener',
      (it) =>
        until('as many as there may be', async () => {
          const answer = await ask(it, { mediaType: json, body: '{"events":["demo.*"]}' });
          return answer.status === 409 && answer;
        }),
    ],
  ];
  const takenName = '{"page":"events","name":"MADE","q":"last:2h"}';
  /** Shown by gateways that have it: one without keys, one that has lost the key of its secrets. */
  const shownElsewhere = ['login', 'enableEndpoint', 'testEndpoint'];

  afterAll(async () => {
    const { operations } = (await gateway.get(`${WEBHOOKS}/operations`, admin)).body;
    const running = operations.filter(({ state }: Json) => state === 'running');
    for (const { id } of running) await post(`/operations/${id}/cancel`);
  });

  it.each(table)('is as described: 409, %s', async (id, refused) => {
    const operation = api.operation(id);
    const answer = await refused(operation);
    expect([answer.status, answer.body]).toEqual([409, answer.body]);
    await expectAsDescribed(operation, answer);
  });

  it('is described for the operations that can answer one, and for no other', () => {
    const described = api.operations.filter(({ spec }) => '409' in spec.responses).map(({ id }) => id);
    expect([...table.map(([id]) => id), ...shownElsewhere].sort()).toEqual(described.sort());
  });
});

describe('The description', () => {
  it('is served with its pages to every key', async () => {
    const { status, body } = await gateway.get('/api/openapi.json', bearer(EMIT));
    expect([status, body]).toEqual([200, api.document]);
    for (const path of [
      '/api/openapi.json',
      '/%61pi/openapi.json',
      '/api/docs',
      '/api/docs/swagger-ui-bundle.js',
    ])
      expect([path, (await gateway.get(path)).status]).toEqual([path, 401]);
    const madeUp = {
      'webhook-id': 'made-up',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': 'v1,AAAA',
    };
    for (const path of ['/api/openapi.json', '/api/docs', '/api/docs/swagger-ui-bundle.js'])
      expect([path, (await gateway.get(path, madeUp)).status]).toEqual([path, 401]);
    const page = await gateway.get('/api/docs', admin);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
  });

  it('is shown by the gateway’s own scripts only', async () => {
    const { body: html } = await gateway.get('/api/docs', admin);
    const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts).toHaveLength(3);
    for (const [, attributes, inline] of scripts) {
      const [, source] = /src="\.\/(docs\/[\w-]+\.js)"/.exec(attributes)!;
      expect([source, inline.trim()]).toEqual([source, '']);
      expect((await gateway.get(`/api/${source}`, admin)).headers.get('content-type')).toMatch(/javascript/);
    }
  });
});
