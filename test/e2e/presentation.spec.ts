import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const PATH = '/api/webhooks/endpoints';
const NOTHING = { method: '', headers: {}, body: '' };
let gateway: GatewayProcess;

beforeAll(async () => {
  writeFileSync(
    stage.folder.file('gateway.yaml'),
    JSON.stringify({ links: { job: 'https://studio.example/jobs/{{ data.job_id }}' }, endpoints: [] }),
  );
  gateway = await stage.gateway({
    WEBHOOK_CONFIG: './gateway.yaml',
    WEBHOOK_PUBLIC_URL: 'https://hooks.example.test/',
    WEBHOOK_MESSAGE_ZONE: 'Europe/Berlin',
    WEBHOOK_SECRET_KEY: 'a-key-of-the-gateway',
  });
});

const patch = (id: string, body: unknown) =>
  gateway.request('PATCH', `${PATH}/${id}`, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const slackUrl = (url: string) => `slack+${url}`;
const errorsOf = ({ status, body }: { status: number; body: { errors?: unknown } }) => ({
  status,
  errors: body.errors,
});

describe('The message of an endpoint', () => {
  it('is shown complete with its defaults, merges a change and returns to the defaults with null', async () => {
    const receiver = await stage.receiver();
    const own = await OwnEndpoint.on(gateway, stage, slackUrl(receiver.url('/services/T0/B0/x')), {
      message: { detail: 'full', fields: { hide: ['creatomate_id'] }, mention_on_failure: '<!here>' },
    });
    const defaults = {
      detail: 'compact',
      title: null,
      subject: null,
      body: null,
      cause: null,
      fields: { show: null, hide: [], order: [], labels: {} },
      zone: 'Europe/Berlin',
      locale: 'en',
      actions: null,
      mention_on_failure: null,
    };
    const first = {
      ...defaults,
      detail: 'full',
      fields: { ...defaults.fields, hide: ['creatomate_id'] },
      mention_on_failure: '<!here>',
    };
    const message = async () => (await gateway.get(`${PATH}/${own.name}`)).body.endpoint.message;
    expect(await message()).toEqual(first);
    await patch(own.name, { message: { detail: null, fields: { labels: { retry_count: 'Tries' } } } });
    expect(await message()).toEqual({
      ...first,
      detail: 'compact',
      fields: { ...first.fields, labels: { retry_count: 'Tries' } },
    });
    await patch(own.name, { message: null });
    expect(await message()).toEqual(defaults);
  });

  it('forms what the channel gets, with links to the console and to the job server', async () => {
    const receiver = await stage.receiver();
    const own = await OwnEndpoint.on(gateway, stage, slackUrl(receiver.url('/services/T0/B0/y')), {
      message: { title: 'Film {{ data.job_id }}', body: 'Step {{ data.current_step | upcase }}' },
    });
    await own.trigger({ job_id: 'job 7/../x', current_step: 'render' });
    const [{ body } = NOTHING] = await receiver.count(1);
    expect(body).toContain('Film job 7/../x');
    expect(body).toContain('Step RENDER');
    expect(body).toContain('https://studio.example/jobs/job%207%2F..%2Fx');
    expect(body).toContain('https://hooks.example.test/deliveries/');
  });

  it('is refused with the field, line and column of what is wrong', async () => {
    const receiver = await stage.receiver();
    const url = slackUrl(receiver.url('/services/T0/B0/z'));
    const answer = await gateway.post(PATH, {
      url,
      message: {
        titel: 'x',
        title: 'a\n{{ data.job_id | upcas }}',
        zone: 'Europe/Berln',
        locale: 'en_GB',
        mention_on_failure: '@everyone',
        fields: { hidden: [], show: ['status', 5], labels: { status: '' } },
        actions: ['retry', 'a\nb'],
      },
    });
    expect(errorsOf(answer)).toEqual({
      status: 422,
      errors: [
        { field: 'message.titel', message: 'There is no field message.titel. Did you mean title?' },
        expect.objectContaining({
          field: 'message.title',
          line: 2,
          column: expect.any(Number),
          message: expect.stringMatching(/upcas.*upcase/),
        }),
        expect.objectContaining({ field: 'message.zone', message: expect.stringContaining('Europe/Berlin') }),
        expect.objectContaining({ field: 'message.locale', message: expect.stringContaining('en-GB') }),
        {
          field: 'message.fields.hidden',
          message: expect.stringContaining('no field message.fields.hidden'),
        },
        {
          field: 'message.fields.show[1]',
          message: expect.stringMatching(/show\[1\] is a text of one line/),
        },
        expect.objectContaining({ field: 'message.fields.labels.status' }),
        expect.objectContaining({ field: 'message.actions[1]' }),
        expect.objectContaining({ field: 'message.mention_on_failure' }),
      ],
    });
  });

  it.each([
    [
      'a loop without bound',
      '{% for i in (1..1000000000) %}{% for j in (1..1000000000) %}x{% endfor %}{% endfor %}',
    ],
    [
      'texts that double',
      `{% assign a = "0123456789" %}${'{% assign a = a | append: a %}'.repeat(30)}{{ a }}`,
    ],
    ['another file', '{% include "/etc/passwd" %}'],
    ['another template', '{% render "x" %}'],
    ['a layout', '{% layout "x" %}'],
    ['a prototype', '{{ __proto__.constructor }}'],
    ['tags that are not closed', '{% if data %}{{ data.x'],
    ['deep nesting', '{% if data %}'.repeat(300)],
    ['brackets in brackets', `{{ data${'['.repeat(500)} }}`],
    ['a filter that runs patterns', '{{ data.x | replace_regex: "(a+)+$", "" }}'],
    ['a tag that is not known', '{% liquid echo data %}'],
  ])('is refused at its place where a template has %s', async (_, body) => {
    const url = 'slack+https://chat.example.test/hooks/x';
    const [message, payload] = await Promise.all([
      gateway.post(PATH, { url, message: { body } }),
      gateway.post(PATH, { url: 'https://app.example.test/hook', payload: { body: { text: body } } }),
    ]);
    const fault = (field: string) => ({
      status: 422,
      errors: [expect.objectContaining({ field, line: expect.any(Number) })],
    });
    expect(errorsOf(message)).toEqual(fault('message.body'));
    expect(errorsOf(payload)).toEqual(fault('payload.body.text'));
  });

  it('gets the built-in text for a template that reaches a limit, with a note on the attempt and a figure', async () => {
    const receiver = await stage.receiver();
    const loops =
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{% if i == j %}{% endif %}{% endfor %}{% endfor %}';
    const own = await OwnEndpoint.on(gateway, stage, slackUrl(receiver.url('/services/T0/B0/l')), {
      message: { title: `{% if data.job_id == 'greedy' %}${loops}{% endif %}Film` },
    });
    const { deliveries } = await own.trigger({ job_id: 'greedy' });
    await receiver.count(1);
    await gateway.settled();
    const { history } = (await gateway.get(`/api/webhooks/deliveries/${deliveries[0].delivery_id}`)).body
      .delivery;
    expect(history[0]).toMatchObject({
      outcome: 'delivered',
      note: expect.stringContaining('message.title failed'),
    });
    const again = await patch(own.name, { message: { subject: '{{ data.job_id }}' } });
    expect(again.body.warnings).toEqual([expect.stringMatching(/^message\.title, .* fails on the event/)]);
    const { body: figures } = await gateway.request('GET', '/metrics');
    expect(figures).toContain(`webhook_template_failures_total{endpoint="${own.name}"} 1`);
  });
});

describe('The payload of an application', () => {
  const payload = {
    method: 'PUT',
    headers: { 'X-Job': '{{ data.job_id }}', 'X-Empty': '{{ data.nothing }}' },
    body: {
      id: '{{ data.job_id }}',
      n: '{{ data.n }}',
      all: '{{ data.parameters }}',
      missing: '{{ data.missing }}',
      text: 'Job {{ data.job_id }}: {{ event.type }}',
      fixed: [1, true, null],
    },
  };

  it('is made of the tree: values keep their types, and the request is signed', async () => {
    const receiver = await stage.receiver();
    const own = await OwnEndpoint.on(gateway, stage, receiver.url('/put'), {
      payload,
      secret: 'a-secret-for-the-test',
    });
    await own.trigger({ job_id: 'j"1', n: 1.5, parameters: { country: 'us', list: [1] } });
    const [{ method, headers, body } = NOTHING] = await receiver.count(1);
    expect(method).toBe('PUT');
    expect(body).toBe(
      `{"id":"j\\"1","n":1.5,"all":{"country":"us","list":[1]},"missing":null,"text":"Job j\\"1: ${own.type}","fixed":[1,true,null]}`,
    );
    expect(headers).toMatchObject({
      'x-job': 'j"1',
      'x-streamgank-signature': `sha256=${createHmac('sha256', 'a-secret-for-the-test').update(body).digest('hex')}`,
    });
    expect(headers).not.toHaveProperty('x-empty');
  });

  it('is made again exactly after the endpoint has changed', async () => {
    const receiver = await stage.receiver();
    const own = await OwnEndpoint.on(gateway, stage, receiver.url('/again'), {
      payload: { body: { id: '{{ delivery.id }}', e: '{{ endpoint.name }}', long: 'x'.repeat(2_000) } },
    });
    const { deliveries } = await own.trigger({ job_id: 'j' });
    const [{ body: sent } = NOTHING] = await receiver.count(1);
    await gateway.settled();
    const shown = async () =>
      (await gateway.get(`/api/webhooks/deliveries/${deliveries[0].delivery_id}`)).body.delivery.history[0];
    expect(await shown()).toMatchObject({ request: { body: sent, exact: true } });
    await patch(own.name, { payload: 'gateway', name: 'Another name' });
    expect(await shown()).toMatchObject({ request: { body: sent, exact: false, body_exact: true } });
  });

  it('is refused for chats, with headers of the gateway, without a body and with templates that cannot be used', async () => {
    const refused = async (body: object) => errorsOf(await gateway.post(PATH, body));
    expect(await refused({ url: 'slack+https://chat.example.test/hooks/x', payload })).toMatchObject({
      status: 422,
      errors: [{ field: 'payload', message: expect.stringContaining('applications') }],
    });
    const url = 'https://app.example.test/hook';
    expect(await refused({ url, payload: { headers: {} } })).toMatchObject({
      errors: [{ field: 'payload' }],
    });
    expect(
      await refused({
        url,
        headers: { 'X-Mine': '1' },
        payload: {
          method: 'GET',
          headers: { 'Content-Type': 'x', 'x-mine': '2' },
          body: { a: ['ok', '{{ data.x | nothing }}'], b: { c: '{% include "x" %}' } },
        },
      }),
    ).toMatchObject({
      status: 422,
      errors: [
        { field: 'payload.method' },
        { field: 'payload.body.a[1]', line: 1 },
        { field: 'payload.body.b.c', line: 1 },
        { field: 'payload.headers.Content-Type' },
        { field: 'payload.headers.x-mine', message: expect.stringContaining('headers already') },
      ],
    });
  });
});

describe('Warnings about a presentation', () => {
  it('tell of parts without effect and of data that no event has, when it is checked, made and changed', async () => {
    const receiver = await stage.receiver();
    const url = receiver.url('/warned');
    const request = {
      url,
      events: ['job.completed'],
      message: { title: 'x' },
      payload: { body: { c: '{{ data.parameters.contry }}' } },
    };
    const warnings = [
      expect.stringContaining('message.title has no effect'),
      expect.stringContaining('Did you mean data.parameters.country?'),
    ];
    const checked = await gateway.post(`${PATH}/check`, request);
    expect(checked.body.check.warnings).toEqual(expect.arrayContaining(warnings));
    const made = await gateway.post(PATH, request);
    expect(made.body.warnings).toEqual(warnings);
    const changed = await patch(made.body.endpoint.webhook_id, { payload: request.payload });
    expect(changed.body.warnings).toEqual(warnings.slice(1));
    await gateway.request('DELETE', `${PATH}/${made.body.endpoint.webhook_id}`);
  });
});

describe('Preview and test of a presentation that is not saved', () => {
  it('show the message with its banner, and the built-in text with the faults of templates', async () => {
    const own = await OwnEndpoint.on(gateway, stage, 'slack+https://chat.example.test/hooks/x');
    const preview = async (body: object) =>
      (await gateway.post(`${PATH}/${own.name}/preview`, body)).body.preview;
    const plain = await preview({ sample: 'job.failed' });
    expect(plain).toMatchObject({
      notes: [],
      faults: [],
      banner: { title: null, text: expect.stringMatching(/failed/i) },
    });
    const titled = await preview({ sample: 'job.failed', message: { title: 'No film today' } });
    expect(titled.body).toContain('No film today');
    const faulty = await preview({
      sample: 'job.failed',
      message: { title: '{{ data.x', detail: 'compact' },
    });
    expect(faulty).toMatchObject({
      banner: plain.banner,
      faults: [{ field: 'message.title', line: 1, column: expect.any(Number), unusable: true }],
      notes: [expect.stringContaining('message.title')],
    });
    expect((await gateway.get(`${PATH}/${own.name}`)).body.endpoint.message.title).toBeNull();
  });

  it('show the message of a job that is edited, answered or announced, with the events before', async () => {
    const own = await OwnEndpoint.on(gateway, stage, 'discord+https://chat.example.test/api/webhooks/1/x', {
      events: ['job.render_timeout', 'job.completed'],
    });
    const previewed = async (body: object) => gateway.post(`${PATH}/${own.name}/preview`, body);
    const preview = async (body: object) => (await previewed(body)).body.preview;
    const edited = await preview({ sample: 'job.completed', conversation: 'edit' });
    expect(edited).toMatchObject({ method: 'PATCH', banner: null });
    expect(edited.body).toMatch(/script ready <t:\d+:t>/);
    const announced = await preview({ sample: 'job.failed', conversation: 'announce' });
    expect(announced).toMatchObject({
      method: 'POST',
      banner: { text: expect.stringContaining('Render failed') },
    });
    expect(JSON.parse(announced.body)).not.toHaveProperty('embeds');
    for (const event of ['job.render_timeout', 'job.workflow_incomplete'])
      await gateway.trigger({ event, data: { job_id: 'told-before' } });
    const last = await gateway.trigger({ event: 'job.completed', data: { job_id: 'told-before' } });
    const stored = await preview({ event_id: last.event_id, conversation: 'edit' });
    expect(stored.body).toMatch(/render overdue <t:\d+:t>/);
    // The endpoint does not want the other event.
    expect(stored.body).not.toMatch(/step missing/);
    const mail = {
      url: 'smtp://mail.example.test',
      options: { from: 'a@example.test', to: 'b@example.test' },
    };
    const none = await gateway.post(`${PATH}/preview`, { endpoint: mail, conversation: 'edit' });
    expect(none.body.preview.notes).toEqual([
      'Email has no messages that are edited: a message of its own is shown.',
    ]);
    expect((await previewed({ conversation: 'later' })).status).toBe(400);
  });

  it('tell of names of fields that no event has', async () => {
    const own = await OwnEndpoint.on(gateway, stage, 'slack+https://chat.example.test/hooks/y', {
      events: ['job.*'],
    });
    const fields = { show: ['country', 'contry'] };
    const { missing } = (
      await gateway.post(`${PATH}/${own.name}/preview`, { sample: 'job.failed', message: { fields } })
    ).body.preview;
    expect(missing).toMatchObject([{ field: 'message.fields.show[1]', path: 'contry' }]);
    const saved = await patch(own.name, { message: { fields } });
    expect(saved.body.warnings).toEqual([expect.stringContaining('Did you mean country?')]);
  });

  it('tell of a template that fails on a sample, with the built-in text in its place; saving it is refused', async () => {
    const receiver = await stage.receiver();
    const url = slackUrl(receiver.url('/services/T0/B0/f'));
    const own = await OwnEndpoint.on(gateway, stage, url);
    const loops = '{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}';
    const message = { title: `{% if data.error %}${loops}{% endif %}Film` };
    const choice = { sample: 'job.failed', message };
    const told = {
      faults: [expect.objectContaining({ field: 'message.title' })],
      notes: [expect.stringContaining('the built-in text was sent')],
      banner: { text: expect.stringContaining('Render failed') },
    };
    expect((await gateway.post(`${PATH}/${own.name}/preview`, choice)).body.preview).toMatchObject(told);
    const endpoint = { url, message };
    expect(
      (await gateway.post(`${PATH}/preview`, { endpoint, sample: 'job.failed' })).body.preview,
    ).toMatchObject(told);
    for (const [path, body] of [
      [`${PATH}/${own.name}/test`, choice],
      [`${PATH}/test`, { endpoint, sample: 'job.failed' }],
      ['/api/webhooks/test', { url, ...choice }],
    ] as const)
      expect((await gateway.post(path, body)).body.test_result).toMatchObject({
        success: true,
        notes: told.notes,
      });
    for (const { body } of await receiver.count(3)) expect(body).toContain('Test: Render failed');
    expect(await patch(own.name, { message })).toMatchObject({ status: 422 });
    expect(await gateway.post(PATH, endpoint)).toMatchObject({ status: 422 });
  });

  it('take the message and the payload for a URL that is not configured too', async () => {
    const receiver = await stage.receiver();
    const test = (body: object) => gateway.post('/api/webhooks/test', body);
    await test({ url: slackUrl(receiver.url('/a')), sample: 'job.completed', message: { title: 'Shiny' } });
    await test({ url: receiver.url('/b'), payload: { method: 'PUT', body: { type: '{{ event.type }}' } } });
    const [message, payload] = await receiver.count(2);
    expect(message!.body).toContain('Test: Shiny');
    expect(payload).toMatchObject({ method: 'PUT', body: '{"type":"webhook.test"}' });
    expect(errorsOf(await test({ url: slackUrl(receiver.url('/a')), payload: { body: 1 } }))).toMatchObject({
      status: 422,
      errors: [{ field: 'payload' }],
    });
    expect(errorsOf(await test({ url: receiver.url('/b'), messag: {} }))).toMatchObject({ status: 400 });
  });

  it('name the paths of templates that no known event of the type has', async () => {
    const own = await OwnEndpoint.on(gateway, stage, 'slack+https://chat.example.test/hooks/y');
    const missing = async (title: string) =>
      (await gateway.post(`${PATH}/${own.name}/preview`, { sample: 'job.failed', message: { title } })).body
        .preview.missing;
    expect(await missing('{{ data.error }} {{ event.type }} {{ data.parameters.genre }}')).toEqual([]);
    expect(await missing('{{ data.eror | upcase }}')).toEqual([
      {
        field: 'message.title',
        path: 'data.eror',
        message: 'No known job.failed event has data.eror: the output is empty. Did you mean data.error?',
      },
    ]);
  });

  it('take paths from the schema of an event type that is not saved, and name those that its templates miss', async () => {
    const own = await OwnEndpoint.on(gateway, stage, 'slack+https://chat.example.test/hooks/draft');
    const schema = { type: 'object', properties: { customer: { type: 'string' } } };
    const given = { event: 'invoice.paid', data: { amount: 3 }, message: { title: '{{ data.customer }}' } };
    const missing = async (eventType?: object) => {
      const { body } = await gateway.post(`${PATH}/${own.name}/preview`, { ...given, event_type: eventType });
      return body.preview.missing.map(({ field, path }: Record<string, string>) => [field, path]);
    };
    expect(await missing()).toEqual([['message.title', 'data.customer']]);
    expect(await missing({ schema })).toEqual([]);
    expect(await missing({ schema, headline: '{{ data.custmer }} paid {{ data.amount }}' })).toEqual([
      ['event_type.headline', 'data.custmer'],
    ]);
  });

  it('send a sample or a stored event to the endpoint, marked as a test', async () => {
    const [chat, app] = [await stage.receiver(), await stage.receiver()];
    const slack = await OwnEndpoint.on(gateway, stage, slackUrl(chat.url('/services/T0/B0/t')));
    const generic = await OwnEndpoint.on(gateway, stage, app.url('/t'));
    const sent = await gateway.post(`${PATH}/${slack.name}/test`, {
      sample: 'job.completed',
      message: { title: 'Shiny' },
    });
    expect(sent).toMatchObject({ status: 200, body: { success: true } });
    const [message] = await chat.count(1);
    expect(message!.body).toContain('Test: Shiny');
    // A test is no delivery that the console could show.
    expect(message!.body).toContain('https://studio.example/jobs/');
    expect(message!.body).not.toContain('/deliveries/');
    const { event_id } = await generic.trigger({ job_id: 'stored' });
    await app.count(1);
    await gateway.post(`${PATH}/${generic.name}/test`, { event_id });
    const [, test] = await app.count(2);
    expect(JSON.parse(test!.body)).toMatchObject({ data: { job_id: 'stored', test: true } });
    expect(test!.headers).toMatchObject({ 'x-streamgank-test': 'true' });
  });
});

describe('GET /api/webhooks/templates', () => {
  it('lists paths, tags and filters with descriptions', async () => {
    const { body } = await gateway.get('/api/webhooks/templates');
    expect(body.scope).toContainEqual(expect.objectContaining({ name: 'data' }));
    expect(body.tags).toContainEqual(expect.objectContaining({ name: 'if' }));
    expect(body.filters).toContainEqual({
      name: 'country',
      description: expect.any(String),
      min_arguments: 0,
      max_arguments: expect.any(Number),
    });
  });
});
