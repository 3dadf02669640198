import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const PATH = '/api/webhooks/event-types';
const JSON_TYPE = { 'content-type': 'application/json' };

const put = (gateway: GatewayProcess, type: string, entry: unknown, headers = {}): Promise<ApiAnswer> =>
  gateway.request('PUT', `${PATH}/${type}`, {
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(entry),
  });
const remove = (gateway: GatewayProcess, type: string, headers = {}): Promise<ApiAnswer> =>
  gateway.request('DELETE', `${PATH}/${type}`, { headers });

describe('The catalogue of event types', () => {
  let gateway: GatewayProcess;
  let receiver: Receiver;
  let chat: Receiver;

  beforeAll(async () => {
    [receiver, chat] = [await stage.receiver(), await stage.receiver(() => ({ status: 200, body: 'ok' }))];
    const events = {
      'job.failed': { headline: 'Of the file', emoji: '🗂️' },
      values: { platform: { rakuten_tv: 'Rakuten (file)', mubi: 'Mubi (file)' } },
      'strict.order': {
        schema: { type: 'object', required: ['order_id'], properties: { order_id: { type: 'string' } } },
        on_mismatch: 'reject',
      },
    };
    writeFileSync(stage.folder.file('gateway.yaml'), JSON.stringify({ events }));
    gateway = await stage.gateway({
      WEBHOOK_URLS: `${receiver.url()},slack+${chat.url()}`,
      WEBHOOK_EVENTS: '*',
      WEBHOOK_CONFIG: 'gateway.yaml',
    });
  });

  const shown = async (type: string) => (await gateway.get(`${PATH}/${type}`)).body.event_type;
  const trigger = (body: object, path = 'trigger') => gateway.post(`/api/webhooks/${path}`, body);

  it('lists the built-in types first, each with its source', async () => {
    const { status, body } = await gateway.get(PATH);
    expect(status).toBe(200);
    const types = body.event_types.map(({ type, source }: Record<string, string>) => [type, source]);
    expect(types).toEqual(
      expect.arrayContaining([
        ['job.completed', 'builtin'],
        ['job.failed', 'file'],
      ]),
    );
    expect(types.at(-1)).toEqual(['strict.order', 'file']);
  });

  it('warns of buttons and pictures whose address no message shows', async () => {
    const [label, image] = ['Go', 'http://c.example/p.png'];
    const urls = ['javascript:alert(1)', 'c.example/{{ data.a }}', ' https://c.example', '{{ data.url }}'];
    const actions = urls.map((url) => ({ label, url }));
    const { status, body } = await put(gateway, 'linked.type', { actions, image });
    const nowhere = (at: number) =>
      `actions[${at}].url: No message shows this button: its address must begin with https:// or http://.`;
    expect([status, body.warnings]).toEqual([
      200,
      [nowhere(0), nowhere(1), 'image: No message shows this picture: its address must begin with https://.'],
    ]);
    await remove(gateway, 'linked.type');
  });

  it('describes the types in effect as webhooks of the API description, with their schemas', async () => {
    const served = async () => (await gateway.get('/api/openapi.json')).body.webhooks;
    const requestOf = (data: object) => ({
      requestBody: { content: { 'application/json': { schema: { properties: { data } } } } },
    });
    expect((await served())['strict.order'].post).toMatchObject(requestOf({ required: ['order_id'] }));
    const schema = { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { type: 'string' } } };
    await put(gateway, 'described.type', { schema });
    expect((await served())['described.type'].post).toMatchObject({
      summary: 'described.type',
      ...requestOf({ $id: 'urn:event-type:described.type', ...schema }),
    });
    await remove(gateway, 'described.type');
    expect(Object.keys(await served())).toEqual(expect.not.arrayContaining(['described.type']));
  });

  it('warns of templates that read data which neither the schema nor a stored event has', async () => {
    const type = 'parcel.sent';
    const schema = { type: 'object', properties: { customer: { type: 'string' } } };
    const entry = { headline: 'Sent to {{ data.custmer }}', subject: ['{{ data.weight }}'], schema };
    const warned = async () => (await put(gateway, type, entry)).body.warnings as string[];
    expect(await warned()).toEqual([
      'headline: No known parcel.sent event has data.custmer: the output is empty. Did you mean data.customer?',
      expect.stringMatching(/^subject\[0\]: No known parcel\.sent event has data\.weight/),
    ]);
    await trigger({ event: type, data: { weight: 3 } });
    expect(await warned()).toEqual([expect.stringMatching(/^headline: /)]);
    await remove(gateway, type);
  });

  it("writes values by the operator's names, those of the API before those of the file", async () => {
    const { body } = await gateway.request('PUT', PATH, {
      headers: JSON_TYPE,
      body: JSON.stringify({
        values: { platform: { 'Rakuten-TV': 'Rakuten TV' }, country: { latam: 'Latin America' } },
      }),
    });
    expect(body.values).toMatchObject({
      names: {
        platform: { 'rakuten tv': 'Rakuten TV', mubi: 'Mubi (file)' },
        country: { latam: 'Latin America' },
      },
      api: { platform: { 'rakuten tv': 'Rakuten TV' } },
      revision: expect.any(Number),
    });
    expect((await gateway.get(PATH)).body.values).toEqual(body.values);
    const parameters = { platform: 'rakuten_tv', country: 'LATAM', genre: 'war' };
    await trigger({ event: 'job.completed', data: { job_id: 'named', parameters } });
    await until('the message', () => chat.requests.some(({ body }) => body.includes('named')));
    expect(chat.requests.find(({ body }) => body.includes('named'))!.body).toContain(
      'Rakuten TV\u{a0}· War\u{a0}· Latin America',
    );
    const faulty = await gateway.request('PUT', PATH, {
      headers: JSON_TYPE,
      body: '{"values":{"genre":{"war":5}}}',
    });
    expect([faulty.status, faulty.body.errors[0].field]).toEqual([400, 'values.genre.war']);
    const stale = await gateway.request('PUT', PATH, {
      headers: { ...JSON_TYPE, 'if-match': '0' },
      body: '{"values":{}}',
    });
    expect([stale.status, stale.body.message]).toEqual([409, expect.stringContaining('table of names')]);
    await gateway.request('PUT', PATH, { headers: JSON_TYPE, body: '{"values":{}}' });
    expect((await gateway.get(PATH)).body.values).toMatchObject({ api: {}, revision: 0 });
  });

  it('takes the field of the API before that of the file, and that before what is built in', async () => {
    const { status, body } = await put(gateway, 'job.failed', { headline: 'Of the API' });
    expect([status, body.event_type]).toEqual([
      200,
      expect.objectContaining({
        source: 'api',
        headline: 'Of the API',
        emoji: '🗂️',
        tone: 'failure',
        overrides: { file: ['headline', 'emoji'], api: ['headline'] },
      }),
    ]);
    expect((await remove(gateway, 'job.failed')).body.event_type).toMatchObject({
      source: 'file',
      headline: 'Of the file',
    });
    expect((await remove(gateway, 'job.failed')).body).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('WEBHOOK_CONFIG'),
    });
  });

  it('changes an entry only at the revision that If-Match names', async () => {
    const first = await put(gateway, 'a.counted', { emoji: '1' }, { 'If-Match': '"0"' });
    const { revision } = first.body.event_type;
    expect(first.headers.get('etag')).toBe(`"${revision}"`);
    expect((await put(gateway, 'a.counted', { emoji: '2' }, { 'If-Match': `"${revision}"` })).status).toBe(
      200,
    );
    for (const late of [
      await put(gateway, 'a.counted', { emoji: '3' }, { 'If-Match': `"${revision}"` }),
      await remove(gateway, 'a.counted', { 'If-Match': String(revision) }),
    ])
      expect(late).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } });
    expect(await shown('a.counted')).toMatchObject({ emoji: '2' });
    expect((await put(gateway, 'a.counted', {}, { 'If-Match': 'x' })).body.errors).toEqual([
      { field: 'If-Match', message: expect.stringContaining('revision') },
    ]);
  });

  it.each([
    ['job.completed', [], 400, 'body'],
    ['job.completed', { headlin: 'x' }, 400, 'headlin'],
    ['job.completed', { tone: 'red' }, 400, 'tone'],
    ['job.completed', { schema: { type: 'text' } }, 422, 'schema'],
    ['job.completed', { schema: { $ref: 'https://schemas.invalid/a' } }, 422, 'schema'],
    ['job.completed', { facts: ['fine', '{{ data.x | upcas }}'] }, 422, 'facts[1]'],
    [
      'job.completed',
      {
        actions: [
          { label: 'a', url: 'b' },
          { label: 'c', url: 5 },
        ],
      },
      400,
      'actions[1].url',
    ],
    ['job.completed', { actions: [{ label: 'a', url: '{{ x' }] }, 422, 'actions[0].url'],
    ['job.completed', { subject: ['a', ''] }, 400, 'subject[1]'],
    ['webhook.mine', {}, 422, 'type'],
    ['webhook.test', { on_mismatch: 'reject' }, 422, 'on_mismatch'],
    ['job.*', {}, 400, 'type'],
  ])('refuses for %s the entry %j with %d', async (type, entry, status, field) => {
    const answer = await put(gateway, type, entry);
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([status, field]);
    expect(answer.body.errors[0].message).toMatch(/\S/);
  });

  it('says which type is meant where one is not listed', async () => {
    const { status, body } = await gateway.get(`${PATH}/job.complete`);
    expect([status, body.message]).toEqual([404, expect.stringContaining('Did you mean job.completed?')]);
  });

  it('accepts and marks an event whose data contradicts its schema, and loses nothing', async () => {
    const { status, body } = await trigger({ event: 'job.completed', id: 'marked', data: { status: 7 } });
    expect([status, body]).toEqual([202, expect.objectContaining({ mismatch: 'data.job_id is required.' })]);
    const batch = await trigger(
      {
        events: [
          { event: 'job.timeout', id: 'marked-2', data: {} },
          { event: 'job.timeout', data: { job_id: 'j' } },
        ],
      },
      'events',
    );
    expect(batch.body.results.map((one: Record<string, unknown>) => one['mismatch'])).toEqual([
      'data.job_id is required.',
      undefined,
    ]);
    await until('all are delivered', () => receiver.requests.length >= 3);
    const { body: list } = await gateway.get('/api/webhooks/events?mismatch=true');
    expect(list.events.map(({ id, mismatch }: Record<string, unknown>) => [id, mismatch])).toEqual([
      ['marked-2', 'data.job_id is required.'],
      ['marked', 'data.job_id is required.'],
    ]);
    const { body: others } = await gateway.get('/api/webhooks/events?mismatch=false&limit=200');
    expect(others.events.filter(({ mismatch }: Record<string, unknown>) => mismatch !== null)).toEqual([]);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('webhook_events_mismatched_total{event_type="job.completed"} 1');
  });

  it('refuses what a schema with `reject` does not accept: 422 with the path, alone and in a batch', async () => {
    const bad = { event: 'strict.order', data: { order_id: 7 } };
    const fault = { field: 'data.order_id', message: 'data.order_id must be a text.' };
    const alone = await trigger(bad);
    expect([alone.status, alone.body.errors]).toEqual([422, [fault]]);
    const good = { event: 'strict.order', data: { order_id: '7' } };
    const batch = await trigger({ events: [bad, good] }, 'events');
    expect([batch.status, batch.body.results]).toEqual([
      202,
      [
        expect.objectContaining({ success: false, code: 'unprocessable', errors: [fault] }),
        expect.objectContaining({ index: 1, duplicate: false }),
      ],
    ]);
  });

  it('gives messages the texts of the operator, from the next event on', async () => {
    await put(gateway, 'job.completed', { headline: 'Film {{ data.job_id }} ready', emoji: '🎬' });
    await trigger({ event: 'job.completed', data: { job_id: 'j-film' } });
    await remove(gateway, 'job.completed');
    await until('the message is there', () => chat.requests.some(({ body }) => body.includes('j-film')));
    const { body } = chat.requests.find((request) => request.body.includes('j-film'))!;
    expect(body).toContain('🎬 Film j-film ready');
  });

  it('is previewed with an entry that is not saved, and with the value beneath in place of a faulty field', async () => {
    const { body: list } = await gateway.get('/api/webhooks/endpoints');
    const slack = list.endpoints.find(({ adapter }: { adapter: string }) => adapter === 'slack').webhook_id;
    const preview = async (event: string, event_type: object) =>
      (await trigger({ event, data: { job_id: 'j-draft' }, event_type }, `endpoints/${slack}/preview`)).body
        .preview;
    const draft = await preview('job.failed', { headline: 'Film {{ data.job_id }} lost' });
    expect(draft).toMatchObject({ faults: [], notes: [] });
    expect(draft.body).toContain('🗂️ Film j-draft lost');
    const faulty = await preview('job.failed', { headline: 'a\n{{ data.job_id | upcas }}', emoji: '🎬' });
    expect(faulty.body).toContain('🎬 Of the file');
    expect(faulty).toMatchObject({
      faults: [{ field: 'event_type.headline', line: 2, message: expect.stringContaining('upcase') }],
      notes: [expect.stringContaining('The value beneath is shown in its place.')],
    });
    const added = await preview('brand.new', {
      headline: 'Never saved',
      subject: [7],
      schema: { type: 'x' },
    });
    expect(added.body).toContain('Never saved');
    expect(added.faults.map(({ field }: { field: string }) => field)).toEqual([
      'event_type.subject[0]',
      'event_type.schema',
    ]);
    const unknown = await preview('job.failed', { 'head.line': 'x', [`${'y'.repeat(80)}`]: 1, emoji: '🎬' });
    expect(unknown.body).toContain('🎬 Of the file');
    expect(unknown.faults).toHaveLength(2);
    expect(await shown('job.failed')).toMatchObject({ headline: 'Of the file', revision: 0 });
    expect((await gateway.get(`${PATH}/brand.new`)).status).toBe(404);
    const { body } = await gateway.request('POST', `/api/webhooks/endpoints/${slack}/preview`, {
      headers: JSON_TYPE,
      body: JSON.stringify({ event_type: [] }),
    });
    expect(body.errors).toEqual([expect.objectContaining({ field: 'event_type' })]);
  });

  it('checks nothing where the policy is `accept`', async () => {
    await put(gateway, 'job.completed', { on_mismatch: 'accept' });
    const { body } = await trigger({ event: 'job.completed', data: {} });
    expect(body).not.toHaveProperty('mismatch');
    await remove(gateway, 'job.completed');
  });
});

describe('The catalogue of several gateways on one PostgreSQL', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let one: GatewayProcess;
  let other: GatewayProcess;

  beforeAll(async () => {
    server = await PostgresServer.start();
    database = await server.createDatabase();
    const env = { DATABASE_URL: database.url, WEBHOOK_SECRET_KEY: 'secret-of-the-test' };
    [one, other] = await Promise.all([stage.gateway(env), stage.gateway(env)]);
  }, 90_000);
  afterAll(async () => {
    await stage.clear();
    await server?.stop();
  }, 60_000);

  it('is the same on every node soon after a change', async () => {
    const source = async () => (await other.get(`${PATH}/job.completed`)).body.event_type.source;
    await put(one, 'job.completed', { headline: 'Everywhere' });
    await until('the other node has it', async () => (await source()) === 'api');
    expect((await remove(other, 'job.completed')).status).toBe(200);
    await until('the first node has it', async () => {
      const { body } = await one.get(`${PATH}/job.completed`);
      return body.event_type.source === 'builtin';
    });
  });

  it('suggests a type of the operator for a misspelt one that no endpoint subscribes to', async () => {
    await put(one, 'invoice.paid', {});
    const { body } = await one.post('/api/webhooks/trigger', { event: 'invoice.payed' });
    expect(body.hint).toContain('Did you mean invoice.paid?');
  });
});
