import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../support/gateway-process.js';
import {
  addChat,
  audited,
  BUTTON_ENV,
  buttonScene,
  failJob,
  listenerIn,
  listeners,
  requested,
  told,
  type ButtonScene,
} from '../support/button-scene.js';
import { PostgresServer } from '../support/postgres-server.js';
import { SlackApp } from '../support/slack-app.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const BOT_TOKEN = 'xoxb-123456789012-SLACKBOTTOKEN';
const APP_TOKEN = 'xapp-1-A0123-SLACKAPPTOKEN0123456789';
interface Scene extends ButtonScene {
  readonly slack: SlackApp;
}

const apps: SlackApp[] = [];
const closeApps = () => Promise.all(apps.splice(0).map((one) => one.close()));

async function startApp(): Promise<SlackApp> {
  const slack = await SlackApp.start(APP_TOKEN);
  apps.push(slack);
  return slack;
}

const chatOf = (slack: SlackApp, options: object = {}) => ({
  url: slack.url(),
  name: '#renders',
  options: { token: BOT_TOKEN, app_token: APP_TOKEN, native_buttons: true, ...options },
});

async function sceneOn(stage: Stage, env: object = {}, options: object = {}): Promise<Scene> {
  const slack = await startApp();
  const own = await buttonScene(stage, chatOf(slack, options), env);
  await slack.connected();
  return { ...own, slack };
}

async function failedJob(own: Scene, job: string): Promise<string> {
  await failJob(own, job);
  const [value] = await own.slack.buttons(job);
  return value!;
}

const stage = Stage.forFile();
/** The gateway that most tests share, its first app, and the job server. */
let scene: Scene;
beforeAll(async () => void (scene = await sceneOn(stage)));
afterAll(closeApps);

/** Another app of the shared gateway. */
async function anotherApp(): Promise<Scene> {
  const slack = await startApp();
  const webhookId = await addChat(scene.gateway, chatOf(slack));
  await slack.connected();
  return { ...scene, slack, webhookId };
}

describe('A button in Slack', () => {
  it('needs no public address, retries the job once, and answers the person alone', async () => {
    const value = await failedJob(scene, 'job-pressed');
    expect(value).toMatch(/^gwbtn_[\w-]{55}$/);
    const { envelope, path } = scene.slack.press({ value });
    expect(await scene.slack.answerAt(path)).toEqual({
      path,
      response_type: 'ephemeral',
      replace_original: false,
      text: 'Done: Retry job. action.retry_requested goes to 1 endpoint.',
    });
    expect(scene.slack.acknowledged).toContain(envelope);
    await until('the request', () => told(scene, 'job-pressed').length === 1);
    expect(told(scene, 'job-pressed')[0].data).toMatchObject({
      by: 'ana',
      by_id: 'U0ANA1234',
      via: 'slack-bot',
    });
    const again = scene.slack.press({ value });
    expect((await scene.slack.answerAt(again.path)).text).toContain(
      'Already done: Retry job. ana pressed it at',
    );
    expect(await requested(scene)).toHaveLength(1);
    expect(await audited(scene, 'actions.retry')).toEqual([
      expect.objectContaining({
        actor: 'slack-bot: ana (U0ANA1234) at webhook_1',
        outcome: 'done',
        detail: expect.objectContaining({ user: { id: 'U0ANA1234', name: 'ana' } }) as unknown,
      }),
    ]);
  });

  it('is pressed once, though Slack tells of it on two connections', async () => {
    const value = await failedJob(scene, 'job-twice');
    const before = (await requested(scene)).length;
    const [one, other] = [1, 2].map(() => scene.slack.press({ value, actionTs: '1704110999.000001' }));
    await Promise.all([scene.slack.answerAt(one!.path), scene.slack.answerAt(other!.path)]);
    expect(await requested(scene)).toHaveLength(before + 1);
  });

  it.each([
    ['in another channel', { channel: 'C0999ABCD' }, 'belongs to another chat'],
    ['with a value of another key', { value: `gwbtn_${'A'.repeat(55)}` }, 'does not work'],
    ['with the token of a link', { value: `gwact_${'A'.repeat(55)}` }, 'does not work'],
    ['with a value that is too long', { value: 'x'.repeat(100_000) }, 'does not work'],
  ])('does nothing when pressed %s', async (_, more, words) => {
    const value = await failedJob(scene, 'job-hostile');
    const before = await requested(scene);
    const { path, envelope } = scene.slack.press({ value, ...more });
    const { text } = await scene.slack.answerAt(path);
    expect([text.includes(words), text.includes('Nothing was done.')]).toEqual([true, true]);
    expect(scene.slack.acknowledged).toContain(envelope);
    expect(await requested(scene)).toEqual(before);
  });

  it('acknowledges what it does not understand, and survives texts of any shape', async () => {
    const value = await failedJob(scene, 'job-shapes');
    const [socket] = scene.slack.sockets;
    for (const text of ['', 'null', '[]', '{', '{"type":7}', '{"envelope_id":{}}', 'x'.repeat(500_000)])
      socket!.send(text);
    socket!.send(Buffer.from([0, 1, 2]));
    const odd = [
      scene.slack.tell({ type: 'events_api', payload: { event: {} } }),
      scene.slack.tell({ type: 'interactive', payload: null }),
      scene.slack.tell({ type: 'interactive', payload: { type: 'block_actions', actions: [{ value }] } }),
      scene.slack.tell({ type: 'slash_commands', payload: { command: '/x' } }),
    ];
    await until('the acknowledgements', () => odd.every((id) => scene.slack.acknowledged.includes(id)));
    const before = (await requested(scene)).length;
    const name = '<!channel> *bold* \u202e'.repeat(5_000);
    const { path } = scene.slack.press({ value, user: { id: 'U0EVE1234', username: name } });
    await scene.slack.answerAt(path);
    const again = scene.slack.press({ value });
    const { text } = await scene.slack.answerAt(again.path);
    expect([text.length <= 500, text.includes('<'), text.includes('&lt;!channel&gt;')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await requested(scene)).toHaveLength(before + 1);
  });

  it('answers nowhere but at Slack', async () => {
    const elsewhere = await stage.receiver();
    const value = await failedJob(scene, 'job-elsewhere');
    scene.slack.responseUrl = elsewhere.url().replace('127.0.0.1', 'localhost');
    const { envelope } = scene.slack.press({ value });
    await until('the acknowledgement', () => scene.slack.acknowledged.includes(envelope));
    await until('the request', () => told(scene, 'job-elsewhere').length === 1);
    scene.slack.responseUrl = null;
    await scene.slack.answerAt(scene.slack.press({ value }).path);
    expect(elsewhere.requests).toEqual([]);
  });

  it('holds against a flood of one person, while others are heard', async () => {
    const value = await failedJob(scene, 'job-flood');
    const eve = { id: 'U0FLOOD99', username: 'eve' };
    const envelopes = Array.from({ length: 40 }, () => scene.slack.press({ value, user: eve }));
    await until('the acknowledgements', () =>
      envelopes.every(({ envelope }) => scene.slack.acknowledged.includes(envelope)),
    );
    await until('a refusal', () =>
      scene.slack.answers.some(({ text }) => text.includes('You press too often.')),
    );
    const { path } = scene.slack.press({ value, user: { id: 'U0BEA1234', username: 'bea' } });
    expect((await scene.slack.answerAt(path)).text).toContain('Retry job. eve');
    await scene.gateway.settled();
    expect(told(scene, 'job-flood')).toHaveLength(1);
  });

  it('shows its tokens, tickets and the values of the buttons nowhere', async () => {
    const value = await failedJob(scene, 'job-secret');
    await scene.slack.answerAt(scene.slack.press({ value }).path);
    scene.slack.refusals.push({ body: { ok: false, error: `bad ${APP_TOKEN} ${value}` } });
    scene.slack.sockets[0]!.terminate();
    await scene.gateway.logged(/Buttons are not heard: .*Slack says: bad/);
    const { body } = await scene.gateway.get('/api/webhooks/deliveries?job_id=job-secret&limit=10');
    const shown: string[] = [scene.gateway.lines.join('\n'), scene.gateway.errors.join('\n')];
    for (const page of ['audit', 'actions', 'endpoints'])
      shown.push(JSON.stringify((await scene.gateway.get(`/api/webhooks/${page}`)).body));
    shown.push(JSON.stringify((await scene.gateway.get('/metrics')).body));
    for (const { id } of body.deliveries as Json[])
      shown.push(JSON.stringify((await scene.gateway.get(`/api/webhooks/deliveries/${id}`)).body));
    expect(shown.some((text) => text.includes('gwbtn_***'))).toBe(true);
    for (const text of shown)
      expect(text).not.toMatch(/SLACKAPPTOKEN|SLACKBOTTOKEN|TICKET-|gwbtn_[\w-]{20}|verification-token/);
    for (const { name } of stage.rows<{ name: string }>(
      `select name from sqlite_master where type = 'table'`,
    )) {
      const rows = JSON.stringify(stage.rows(`select * from "${name}"`));
      expect([name, /SLACKAPPTOKEN|TICKET-/.test(rows), rows.includes(value)]).toEqual([name, false, false]);
    }
  });
});

describe('Who may press a button in Slack', () => {
  it('is whom the operator names, also where others must sign in', async () => {
    await using alone = new Stage();
    const own = await sceneOn(alone, { WEBHOOK_ACTIONS: 'sign-in' }, { button_users: 'U0ANA1234' });
    const value = await failedJob(own, 'job-1');
    const refused = own.slack.press({ value, user: { id: 'U0EVE1234', username: 'eve' } });
    expect((await own.slack.answerAt(refused.path)).text).toContain('You may not press this button');
    expect(await requested(own)).toEqual([]);
    expect(await audited(own, 'actions.not_allowed')).toHaveLength(1);
    expect((await own.slack.answerAt(own.slack.press({ value }).path)).text).toContain('Done: Retry job');
  });

  it('is checked when the endpoint is saved', async () => {
    const { gateway, slack } = scene;
    const refusal = async (options: object, url = slack.url()): Promise<string> =>
      JSON.stringify(
        (
          await gateway.post('/api/webhooks/endpoints', {
            url,
            events: ['x.*'],
            options: { token: BOT_TOKEN, ...options },
          })
        ).body,
      );
    expect(await refusal({ native_buttons: true })).toContain('app_token is required for native_buttons');
    expect(await refusal({ app_token: 'xoxb-1234567890' })).toContain('app_token must be an app-level token');
    expect(await refusal({ button_users: 'U0ANA1234' })).toContain('button_users needs native_buttons: true');
    expect(await refusal({ native_buttons: true, app_token: APP_TOKEN }, slack.url('%23renders'))).toContain(
      'channel must be the id of the channel for native_buttons',
    );
  });
});

describe('A gateway that is connected to Slack', () => {
  it.each(['warning', 'refresh_requested'])(
    'opens the next connection before the last one ends (%s), and loses no press',
    async (reason) => {
      const own = await anotherApp();
      const { slack } = own;
      const value = await failedJob(own, `job-${reason}`);
      const [first] = slack.sockets;
      // The next connection is greeted late: until then the first one serves.
      slack.mute = true;
      first!.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
      const [, second] = await slack.connected(2);
      const { envelope, path } = slack.press({ value }, first);
      expect((await slack.answerAt(path)).text).toContain('Done: Retry job');
      expect(slack.acknowledged).toContain(envelope);
      expect(first!.readyState).toBe(first!.OPEN);
      slack.mute = false;
      second!.send(JSON.stringify({ type: 'hello' }));
      await until('the end of the first', () => slack.sockets.length === 1 && slack.sockets[0] === second);
      expect((await slack.answerAt(slack.press({ value }, second).path)).text).toContain('Already done');
      expect((await listenerIn(own, 'connected')).last_error).toBeNull();
    },
  );

  it('is connected again after the connection broke off', async () => {
    const own = await anotherApp();
    const value = await failedJob(own, 'job-broken');
    const [first] = own.slack.sockets;
    first!.terminate();
    await own.gateway.logged(
      new RegExp(`Buttons are not heard: slack-bot \\(${own.webhookId}\\) - .*broke off`),
    );
    const [second] = await until(
      'the next',
      () => own.slack.sockets.length === 1 && own.slack.sockets[0] !== first && own.slack.sockets,
    );
    expect((await own.slack.answerAt(own.slack.press({ value }, second).path)).text).toContain(
      'Done: Retry job',
    );
  });

  it.each([
    [{ body: { ok: false, error: 'invalid_auth' } }, 'slack_app_token_refused', 'Set the option app_token'],
    [{ body: { ok: false, error: 'missing_scope' } }, 'slack_app_token_refused', 'connections:write'],
    [{ status: 429, body: { ok: false, error: 'ratelimited' } }, 'slack_rate_limited', 'ratelimited'],
    [{ status: 500, body: {} }, 'HTTP_500', 'HTTP 500'],
  ])('tells of %j what it is and what to do', async (refusal, code, words) => {
    const own = await anotherApp();
    const { slack } = own;
    slack.refusals.push(refusal, refusal, refusal);
    slack.sockets[0]!.terminate();
    const listener = await until('the fault', async () => {
      const found = await listenerIn(own, 'failing');
      return found.last_error.code === code && found;
    });
    expect(listener.last_error.message).toContain(words);
  });

  it('tells that Socket Mode was turned off', async () => {
    const own = await anotherApp();
    const { slack } = own;
    slack.sockets[0]!.send(JSON.stringify({ type: 'disconnect', reason: 'link_disabled' }));
    expect((await listenerIn(own, 'failing')).last_error).toMatchObject({
      code: 'slack_socket_mode_off',
    });
  });

  it('completes and acknowledges a press at its shutdown, and then closes', async () => {
    const own = await anotherApp();
    const value = await failedJob(own, 'job-shutdown');
    const { envelope } = own.slack.press({ value });
    expect(await own.gateway.end()).toBe(0);
    await until('the end', () => own.slack.sockets.length === 0);
    const next = await stage.gateway(BUTTON_ENV);
    scene = { ...scene, gateway: next };
    const heard = own.slack.acknowledged.includes(envelope);
    expect((await requested({ gateway: next }, 'job-shutdown')).length).toBe(heard ? 1 : 0);
  });

  it('ends its connection with the option', async () => {
    const own = await anotherApp();
    const { slack } = own;
    const { status } = await own.gateway.request('PATCH', `/api/webhooks/endpoints/${own.webhookId}`, {
      body: JSON.stringify({ options: { token: BOT_TOKEN, native_buttons: false } }),
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(200);
    await until('the end', () => slack.sockets.length === 0);
    expect(JSON.stringify(await listeners(own.gateway))).not.toContain(own.webhookId);
  });
});

describe('Two gateways of one PostgreSQL', () => {
  const nodes = Stage.forFile();
  let server: PostgresServer;
  beforeAll(async () => void (server = await PostgresServer.start()), 60_000);
  afterAll(() => server?.stop(), 60_000);

  it('are both connected to one app, and press once between them', async () => {
    const database = await server.createDatabase();
    const env = { DATABASE_URL: `${database.url}?pool=4` };
    const own = await sceneOn(nodes, env);
    const other = await nodes.gateway({ ...BUTTON_ENV, ...env });
    const [one, two] = await own.slack.connected(2);
    const value = await failedJob(own, 'job-1');
    const paths = [one!, two!, one!, two!].map((socket) => own.slack.press({ value }, socket).path);
    const texts = await Promise.all(paths.map(async (path) => (await own.slack.answerAt(path)).text));
    expect(texts.filter((text) => text.startsWith('Done:'))).toHaveLength(1);
    expect(await requested({ gateway: other })).toHaveLength(1);
    await listenerIn(own, 'connected');
    await listenerIn({ ...own, gateway: other }, 'connected');
  });
});
