import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActionTokens } from '../../src/modules/actions/token/action-tokens.service.js';
import { SecretKey } from '../../src/modules/config/secret-key.js';
import { SystemClock } from '../../src/modules/model/clock.js';
import { actionPaths, linksIn, open, press } from '../support/action-links.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import { PostgresServer } from '../support/postgres-server.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const FILE = `
actions:
  retry:
    label: Retry job
    on: [job.failed, job.timeout]
    style: primary
  approve:
    label: Approve
    on: [job.timeout]
    emit: action.review.approved
    confirm: link
`;
const ENV = {
  WEBHOOK_PUBLIC_URL: 'https://hooks.example.test/base',
  WEBHOOK_CONFIG: './gateway.yaml',
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_SECRET_KEY: 'secret-of-the-test',
  WEBHOOK_RATE_LIMIT_MAX: '100000',
  WEBHOOK_BREAKER_FAILURES: '0',
  WEBHOOK_MAX_RETRIES: '0',
  WEBHOOK_URLS: '',
};
const ADMIN = 'admin-key-of-the-test-6h2k';
const KEYS = { WEBHOOK_EMIT_KEYS: 'emit-key-of-the-test-9d4w', WEBHOOK_ADMIN_KEYS: ADMIN };
const AUTH = { authorization: `Bearer ${ADMIN}` };

/** A gateway with a chat, and an application that subscribes to what is pressed. */
interface Scene {
  readonly gateway: GatewayProcess;
  readonly chat: Receiver;
  readonly app: Receiver;
  readonly headers: Readonly<Record<string, string>>;
}

async function sceneOn(stage: Stage, env: Readonly<Record<string, string>>, headers = {}): Promise<Scene> {
  writeFileSync(stage.folder.file('gateway.yaml'), FILE);
  const [chat, app] = [await stage.receiver(), await stage.receiver()];
  const gateway = await stage.gateway({ ...ENV, ...env });
  const add = async (endpoint: object): Promise<void> => {
    const { body } = await gateway.post('/api/webhooks/endpoints', endpoint, headers);
    expect(body).toMatchObject({ success: true });
  };
  await add({ url: `slack+${chat.url()}`, name: '#video-jobs', events: ['job.*', 'webhook.*'] });
  await add({ url: app.url(), name: 'job server', events: ['action.*'], max_retries: 3 });
  return { gateway, chat, app, headers };
}

async function failedJob(
  { gateway, chat, headers }: Scene,
  job: string,
  event = 'job.failed',
): Promise<string[]> {
  const data = { job_id: job, error: 'no codec', parameters: { platform: 'netflix' } };
  await gateway.trigger({ event, data }, headers);
  return linksIn(chat, job);
}

/** The requests that the application got for a job. */
const told = ({ app }: Scene, job: string): Json[] =>
  app.requests.map(({ body }) => JSON.parse(body) as Json).filter(({ data }) => data.job_id === job);

const events = async ({ gateway, headers }: Scene): Promise<Json[]> =>
  (await gateway.get('/api/webhooks/events?limit=200', headers)).body.events as Json[];

const audited = async ({ gateway, headers }: Scene, action: string): Promise<Json[]> =>
  ((await gateway.get('/api/webhooks/audit', headers)).body.entries as Json[]).filter(
    (entry) => entry.action === action,
  );

describe('An action that the link alone may press', () => {
  const stage = Stage.forFile();
  let scene: Scene;
  beforeAll(async () => void (scene = await sceneOn(stage, { WEBHOOK_ACTIONS: 'link' })));

  it('is a button of the message, whose page says what it does and changes nothing, however often it is opened', async () => {
    const [path] = await failedJob(scene, 'job-shown');
    const before = await events(scene);
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await open(scene.gateway, path!, method)).status).toBe(200);
    const page = await open(scene.gateway, path!);
    expect(page.body).toContain('<button type="submit">Retry job</button>');
    for (const text of ['job-shown', 'job.failed', '#video-jobs']) expect(page.body).toContain(text);
    expect(page.body).not.toContain('<script');
    expect(page.body).not.toContain('gwact_');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
    });
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(await events(scene)).toEqual(before);
    expect(told(scene, 'job-shown')).toEqual([]);
  });

  it('emits its event once, signed and recorded like any other', async () => {
    const [path] = await failedJob(scene, 'job-pressed');
    const pressed = await press(scene.gateway, path!);
    expect([pressed.status, pressed.body]).toEqual([200, expect.stringContaining('goes to 1 endpoint.')]);
    const [request] = await until('the request', () => {
      const found = told(scene, 'job-pressed');
      return found.length > 0 && found;
    });
    expect(request).toMatchObject({
      event: 'action.retry_requested',
      data: {
        job_id: 'job-pressed',
        action: 'retry',
        by: 'reader of #video-jobs',
        via: 'link',
        parameters: { platform: 'netflix' },
        source: { event: 'job.failed', name: '#video-jobs' },
      },
    });
    expect(scene.app.requests.at(-1)!.headers).toHaveProperty('webhook-signature');
    const again = await press(scene.gateway, path!);
    expect([again.status, again.body]).toEqual([410, expect.stringContaining('Already done: Retry job')]);
    expect((await open(scene.gateway, path!)).status).toBe(410);
    expect((await events(scene)).filter(({ type }) => type === 'action.retry_requested')).toHaveLength(1);
    expect(await audited(scene, 'actions.retry')).toEqual([
      expect.objectContaining({
        actor: 'link of message at webhook_1',
        target: 'job-pressed',
        outcome: 'done',
        detail: expect.objectContaining({ via: 'link', endpoint: 'webhook_1' }) as unknown,
      }),
    ]);
  });

  it('is pressed once by many presses at the same time', async () => {
    const [path] = await failedJob(scene, 'job-raced');
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(scene.gateway, path!)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 409, 410].includes(status))).toBe(true);
    const ofJob = (await events(scene)).filter(({ job_id: job }) => job === 'job-raced');
    expect(ofJob.map(({ type }) => type as string).sort()).toEqual(['action.retry_requested', 'job.failed']);
  });

  it('is one of several, each with a link of its own', async () => {
    const paths = await failedJob(scene, 'job-timed-out', 'job.timeout');
    const titles = await Promise.all(
      paths.map(async (path) => /<h1>(.*)<\/h1>/.exec((await open(scene.gateway, path)).body as string)![1]),
    );
    expect(titles).toEqual(['Retry job', 'Approve']);
    await press(scene.gateway, paths[1]!);
    await until('the approval', () => told(scene, 'job-timed-out').length === 1);
    expect(told(scene, 'job-timed-out')[0]).toMatchObject({ event: 'action.review.approved' });
    expect((await open(scene.gateway, paths[0]!)).status).toBe(200);
  });

  it('is refused in plain words where its link was cut, changed, or extended', async () => {
    const [path] = await failedJob(scene, 'job-mutated');
    const wrong = [
      path!.slice(0, -1),
      `${path}A`,
      path!.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A')),
    ];
    for (const one of wrong) {
      for (const answer of [await open(scene.gateway, one), await press(scene.gateway, one)])
        expect([answer.status, answer.body]).toEqual([
          404,
          expect.stringContaining('This link does not work'),
        ]);
    }
    expect(told(scene, 'job-mutated')).toEqual([]);
  });

  it('never shows its token in log, metrics, audit log, history or previews', async () => {
    const [path] = await failedJob(scene, 'job-secret');
    const token = path!.slice(3);
    await press(scene.gateway, path!);
    await scene.gateway.settled();
    const { body } = await scene.gateway.get('/api/webhooks/deliveries?job_id=job-secret&limit=10');
    const shown: string[] = [];
    for (const { id } of body.deliveries as Json[])
      shown.push(JSON.stringify((await scene.gateway.get(`/api/webhooks/deliveries/${id}`)).body));
    expect(shown.some((text) => text.includes('/a/gwact_***'))).toBe(true);
    shown.push(
      JSON.stringify((await scene.gateway.get('/api/webhooks/audit')).body),
      JSON.stringify((await scene.gateway.get('/metrics')).body),
      JSON.stringify(
        (await scene.gateway.post('/api/webhooks/endpoints/webhook_1/preview', { event: 'job.failed' })).body,
      ),
      scene.gateway.lines.join('\n'),
      scene.gateway.errors.join('\n'),
    );
    for (const text of shown) expect(text.includes(token) || /gwact_[\w-]{20}/.test(text)).toBe(false);
    const rows = stage.rows<{ form: string | null; response_body: string | null }>('select * from attempts');
    expect(rows.some((row) => JSON.stringify(row).includes(token))).toBe(false);
  });

  it('redelivers and mutes what a system event tells of', async () => {
    const { gateway, chat } = scene;
    let isUp = false;
    const broken = await stage.receiver(() => ({ status: isUp ? 200 : 400 }));
    await gateway.post('/api/webhooks/endpoints', {
      url: broken.url(),
      name: 'billing',
      events: ['order.paid'],
    });
    await gateway.trigger({ event: 'order.paid', data: { job_id: 'order-1' } });
    const [redeliver, muteHour] = await linksIn(chat, 'order.paid');
    isUp = true;
    expect((await open(gateway, redeliver!)).body).toContain('Sends the failed delivery again.');
    expect((await press(gateway, redeliver!)).body).toContain('is sent again');
    await until('the redelivery', () => broken.requests.length === 2);
    expect((await press(gateway, redeliver!)).status).toBe(410);
    const muted = await press(gateway, muteHour!);
    expect([muted.status, muted.body]).toEqual([
      200,
      expect.stringContaining('webhook.delivery_exhausted is muted'),
    ]);
    expect((await gateway.get('/api/webhooks/mutes')).body.mutes[0]).toMatchObject({
      type: 'webhook.delivery_exhausted',
      actor: 'link of message at webhook_1',
      then: 'drop',
      active: true,
    });
  });

  it('is a native button in Mattermost, whose server presses it and shows the answer', async () => {
    const { gateway } = scene;
    const server = await stage.receiver(() => ({ status: 200, body: 'ok' }));
    const url = `mattermost+${new URL(server.url()).origin}/hooks/64a1b2c3d4e5f6a7b8c9d0e1f2`;
    const options = { native_buttons: true };
    await gateway.post('/api/webhooks/endpoints', { url, name: 'Town Square', events: ['job.*'], options });
    await gateway.trigger({ event: 'job.failed', data: { job_id: 'job-native' } });
    const { body } = await until('the post', () =>
      server.requests.find((request) => request.body.includes('job-native')),
    );
    const [button] = (JSON.parse(body) as Json).attachments[0].actions as Json[];
    const path = new URL(button.integration.url as string).pathname.replace('/base', '');
    const pressed = { user_id: 'u1', user_name: 'ana', post_id: 'p1', channel_id: 'c1', context: {} };
    const answer = await gateway.post(path, pressed);
    expect([answer.status, answer.body]).toEqual([
      200,
      { ephemeral_text: expect.stringContaining('Done: Retry job') },
    ]);
    expect((await gateway.post(path, pressed)).body.ephemeral_text).toContain('ana pressed it at');
    expect((await gateway.post(`${path}x`, pressed)).body.ephemeral_text).toContain(
      'This link does not work',
    );
    await until('the request', () => told(scene, 'job-native').length === 1);
    expect(told(scene, 'job-native')[0].data).toMatchObject({ by: 'ana', via: 'mattermost' });
  });

  it('is pressed under no other name by who has only the link', async () => {
    const [path] = await failedJob(scene, 'job-impostor');
    const claimed = { user_id: 'u1', user_name: 'The director', post_id: 'p1' };
    const answer = await scene.gateway.post(path!, claimed);
    expect(answer.body.ephemeral_text).toContain('Nothing was done');
    expect(told(scene, 'job-impostor')).toEqual([]);
    expect((await press(scene.gateway, path!)).status).toBe(200);
  });

  it('is listed by the API with those that are built in', async () => {
    const { body } = await scene.gateway.get('/api/webhooks/actions');
    expect(body).toMatchObject({ mode: 'link', links: true, links_expire_after_ms: 604_800_000 });
    expect((body.actions as Json[]).map(({ name, confirm }) => `${name} ${confirm}`)).toEqual([
      'retry link',
      'approve link',
      'redeliver link',
      'probe link',
      'mute_1h link',
      'mute_tomorrow link',
    ]);
  });

  it('is not offered by an endpoint that hides it, and its links stop working', async () => {
    const [path] = await failedJob(scene, 'job-hidden');
    await scene.gateway.request('PATCH', '/api/webhooks/endpoints/webhook_1', {
      body: JSON.stringify({ message: { actions: ['mute'] } }),
      headers: { 'content-type': 'application/json' },
    });
    const answer = await press(scene.gateway, path!);
    expect([answer.status, answer.body]).toEqual([410, expect.stringContaining('no longer offered')]);
    await scene.gateway.trigger({ event: 'job.failed', data: { job_id: 'job-without' } });
    await until('the message', () => scene.chat.requests.some(({ body }) => body.includes('job-without')));
    const message = scene.chat.requests.find(({ body }) => body.includes('job-without'))!;
    expect(actionPaths(message.body)).toEqual([]);
  });
});

describe('An action that takes signing in', () => {
  const stage = Stage.forFile();
  let scene: Scene;
  beforeAll(async () => void (scene = await sceneOn(stage, KEYS, AUTH)));

  it('asks for a key when it is pressed, refuses a wrong one, and names who signed in', async () => {
    const [path] = await failedJob(scene, 'job-1');
    expect((await open(scene.gateway, path!)).status).toBe(200);
    const asked = await press(scene.gateway, path!);
    expect([asked.status, asked.body]).toEqual([401, expect.stringContaining('name="key" type="password"')]);
    for (const key of ['wrong-key-of-the-test', KEYS.WEBHOOK_EMIT_KEYS]) {
      const refused = await press(scene.gateway, path!, { key });
      expect([refused.status, refused.body]).toEqual([401, expect.stringContaining('role="alert"')]);
    }
    expect(told(scene, 'job-1')).toEqual([]);
    const pressed = await press(scene.gateway, path!, { key: ADMIN });
    expect(pressed.status).toBe(200);
    const [entry] = await audited(scene, 'actions.retry');
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^env-admin-/),
      outcome: 'done',
      detail: { via: 'console' },
    });
    const cookie = pressed.headers.getSetCookie()[0]!.split(';')[0]!;
    const [next] = await failedJob(scene, 'job-2');
    expect((await press(scene.gateway, next!, { headers: { cookie } })).status).toBe(200);
    const [third] = await failedJob(scene, 'job-3');
    const foreign: readonly Readonly<Record<string, string>>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      // Over plain HTTP browsers name the origin alone: another port, or a page that hides it.
      { origin: 'http://127.0.0.1:1' },
      { origin: 'null' },
    ];
    for (const from of foreign)
      expect((await press(scene.gateway, third!, { headers: { cookie, ...from } })).status).toBe(401);
    const own = { cookie, origin: new URL(scene.gateway.url).origin };
    expect((await press(scene.gateway, third!, { headers: own })).status).toBe(200);
  });

  it('may be pressed by the link alone where it says so itself', async () => {
    const [, approve] = await failedJob(scene, 'job-4', 'job.timeout');
    expect((await press(scene.gateway, approve!)).status).toBe(200);
  });

  it('is refused after its end, and where another key has sealed it', async () => {
    await failedJob(scene, 'job-5');
    const { body } = await scene.gateway.get('/api/webhooks/deliveries?job_id=job-5', AUTH);
    const deliveryId = (body.deliveries as Json[])[0].id as string;
    const path = (secret: string, lifeMs: number) => {
      const key = new SecretKey({ secret, origin: 'environment', file: null });
      const grant = { action: 'retry', deliveryId, expiresAt: Date.now() + lifeMs };
      return `/a/${new ActionTokens(key, new SystemClock()).seal(grant)}`;
    };
    expect((await open(scene.gateway, path(ENV.WEBHOOK_SECRET_KEY, 60_000))).status).toBe(200);
    const late = path(ENV.WEBHOOK_SECRET_KEY, -1_000);
    for (const answer of [await open(scene.gateway, late), await press(scene.gateway, late, { key: ADMIN })])
      expect([answer.status, answer.body]).toEqual([410, expect.stringContaining('This link has expired')]);
    const foreign = path('another-secret-of-the-test', 60_000);
    expect((await press(scene.gateway, foreign, { key: ADMIN })).status).toBe(404);
    expect(told(scene, 'job-5')).toEqual([]);
  });

  // The last one: this address may try no more links for a minute.
  it('locks an address out that guesses links', async () => {
    const guess = (n: number) => open(scene.gateway, `/a/gwact_${String(n).padStart(55, 'A')}`);
    const statuses: number[] = [];
    for (let n = 0; n < 22; n++) statuses.push((await guess(n)).status);
    expect(statuses.slice(0, 19).every((status) => status === 404)).toBe(true);
    const refused = await guess(99);
    expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true]);
    expect(refused.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});

describe('Two nodes of one PostgreSQL', () => {
  const stage = Stage.forFile();
  let server: PostgresServer;
  beforeAll(async () => void (server = await PostgresServer.start()), 60_000);
  afterAll(() => server?.stop(), 60_000);

  it('press an action once, however it is pressed on both at the same time', async () => {
    const database = await server.createDatabase();
    const env = { DATABASE_URL: `${database.url}?pool=4`, WEBHOOK_ACTIONS: 'link' };
    const scene = await sceneOn(stage, env);
    const other = await stage.gateway({ ...ENV, ...env });
    for (const job of ['job-a', 'job-b', 'job-c']) {
      const [path] = await failedJob(scene, job);
      expect((await open(other, path!)).status).toBe(200);
      const nodes = [scene.gateway, other, scene.gateway, other];
      const answers = await Promise.all(nodes.map((node) => press(node, path!)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      await until('the request', () => told(scene, job).length > 0);
    }
    await scene.gateway.settled();
    expect(['job-a', 'job-b', 'job-c'].map((job) => told(scene, job).length)).toEqual([1, 1, 1]);
  });
});
