import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActionTokens } from '../../src/modules/actions/token/action-tokens.service.js';
import { SecretKey } from '../../src/modules/config/secret-key.js';
import { SystemClock } from '../../src/modules/model/clock.js';
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
import { Stage } from '../support/stage.js';
import { StreamListener } from '../support/stream-listener.js';
import { TelegramBot } from '../support/telegram-bot.js';
import { until } from '../support/until.js';

const TOKEN = '123456789:TELEGRAMTOKENabcdefghijklmnopqrstuvwx';
const CHAT = -100200;

interface Scene extends ButtonScene {
  readonly bot: TelegramBot;
}

const chatOf = (bot: TelegramBot, options: object = {}) => ({
  url: bot.url(CHAT),
  name: '#video-jobs',
  options: { native_buttons: true, ...options },
});

async function sceneOn(stage: Stage, env: object = {}, options: object = {}): Promise<Scene> {
  const bot = await TelegramBot.start(stage, TOKEN);
  return { ...(await buttonScene(stage, chatOf(bot, options), env)), bot };
}

const stage = Stage.forFile();
/** The gateway that most tests share, its first bot, and the job server. */
let scene: Scene;
beforeAll(async () => void (scene = await sceneOn(stage)));

/** Another bot of the shared gateway. */
async function anotherBot(): Promise<Scene> {
  const bot = await TelegramBot.start(stage, TOKEN);
  return { ...scene, bot, webhookId: await addChat(scene.gateway, chatOf(bot)) };
}

/** Starts the shared gateway again. */
async function again<S extends Scene>(own: S): Promise<S> {
  scene = { ...scene, gateway: await stage.gateway(BUTTON_ENV) };
  return { ...own, gateway: scene.gateway };
}

async function failedJob(own: Scene, job: string): Promise<string> {
  await failJob(own, job);
  const [data] = await own.bot.buttons(job);
  return data!;
}

/** The delivery of a job to the chat. */
async function deliveryOf({ gateway, webhookId }: Scene, job: string): Promise<string> {
  const { deliveries } = (await gateway.get(`/api/webhooks/deliveries?job_id=${job}`)).body;
  return (deliveries as Json[]).find(({ webhook_id: id }) => id === webhookId).id as string;
}

describe('A button in Telegram', () => {
  it('needs no public address, and retries the job once, however often it is pressed', async () => {
    const data = await failedJob(scene, 'job-pressed');
    expect(data).toMatch(/^gwbtn_[\w-]{55}$/);
    const query = scene.bot.press({ data });
    const answer = await scene.bot.answerTo(query);
    expect(answer).toEqual({
      callback_query_id: query,
      text: 'Done: Retry job. action.retry_requested goes to 1 endpoint.',
      show_alert: false,
    });
    await until('the request', () => told(scene, 'job-pressed').length === 1);
    expect(told(scene, 'job-pressed')[0].data).toMatchObject({
      by: 'Ana Silva',
      by_id: '4711',
      via: 'telegram',
      action: 'retry',
      source: { name: '#video-jobs', webhook_id: 'webhook_1' },
    });
    const repeated = await scene.bot.answerTo(scene.bot.press({ data }));
    expect(repeated).toMatchObject({
      text: expect.stringContaining('Already done: Retry job. Ana Silva pressed it at'),
      show_alert: true,
    });
    expect(await requested(scene)).toHaveLength(1);
    expect(await audited(scene, 'actions.retry')).toEqual([
      expect.objectContaining({
        actor: 'telegram: Ana Silva (4711) at webhook_1',
        target: 'job-pressed',
        outcome: 'done',
        detail: expect.objectContaining({
          via: 'telegram',
          user: { id: '4711', name: 'Ana Silva' },
          endpoint: 'webhook_1',
        }) as unknown,
      }),
    ]);
  });

  it('opens no page', async () => {
    const data = await failedJob(scene, 'job-no-page');
    for (const token of [data, data.replace('gwbtn_', 'gwact_')])
      expect((await scene.gateway.get(`/a/${token}`)).status).toBe(404);
  });

  it('asks for presses alone, waits for them, and acknowledges each after it is done', async () => {
    const data = await failedJob(scene, 'job-acknowledged');
    const before = scene.bot.acknowledged;
    await scene.bot.answerTo(scene.bot.press({ data }));
    await until('the acknowledgement', () => scene.bot.acknowledged === before + 1);
    const { polls } = scene.bot;
    expect(polls.every(({ allowed_updates: types }) => types.join() === 'callback_query')).toBe(true);
    expect([polls[0]!.timeout, polls.at(-1)!.timeout]).toEqual([0, 20]);
  });

  it.each([
    ['from another chat', { chatId: -100999 }, 'belongs to another chat'],
    ['from a chat with a person', { chatId: 4711 }, 'belongs to another chat'],
    ['with data of another key', { data: `gwbtn_${'A'.repeat(55)}` }, 'does not work'],
    ['with the token of a link', { data: `gwact_${'A'.repeat(55)}` }, 'does not work'],
    ['with data that is too long', { data: 'x'.repeat(100_000) }, 'does not work'],
    ['without data', { data: '' }, 'does not work'],
  ])('does nothing when pressed %s', async (_, more, words) => {
    const data = await failedJob(scene, 'job-hostile');
    const before = await requested(scene);
    const answer = await scene.bot.answerTo(scene.bot.press({ data, ...more }));
    expect(answer).toMatchObject({ text: expect.stringContaining(words), show_alert: true });
    expect(answer.text).toContain('Nothing was done.');
    expect(await requested(scene)).toEqual(before);
  });

  it('survives updates of any shape', async () => {
    const data = await failedJob(scene, 'job-shapes');
    const before = await requested(scene);
    const message = { chat: { id: CHAT } };
    const hostile: readonly object[] = [
      {},
      { callback_query: null },
      { callback_query: [] },
      { callback_query: 'x'.repeat(50_000) },
      { callback_query: { id: 1, data, from: { id: 1 }, message } },
      { callback_query: { id: 'a', data: { a: 1 }, from: { id: 1 }, message } },
      { callback_query: { id: 'b', data, from: { id: '1' }, message } },
      { callback_query: { id: 'c', data, from: { id: 1.5 }, message } },
      { callback_query: { id: 'd', data, from: { id: 1 } } },
      { callback_query: { id: 'e', data, from: { id: 1 }, message: { chat: { id: String(CHAT) } } } },
      { callback_query: { id: 'f'.repeat(5_000), data, from: { id: 1 }, message } },
      { update_id: 'none', callback_query: { id: 'g', data, from: { id: 1 }, message } },
      { update_id: -1 },
    ];
    for (const update of hostile) scene.bot.tell(update);
    const named = {
      id: 99,
      first_name: '\u202e<b>@all</b>\n'.repeat(5_000),
      last_name: { a: 1 },
      username: [],
    };
    const answer = await scene.bot.answerTo(scene.bot.press({ data, from: named }));
    expect(answer.text).toContain('Done: Retry job');
    expect(await requested(scene)).toHaveLength(before.length + 1);
    const by = (await until('the request', () => told(scene, 'job-shapes')[0])).data.by as string;
    expect([by.length <= 60, by.includes('\u202e'), by.includes('\n')]).toEqual([true, false, false]);
  });

  it('holds against a flood of one person, while others are heard', async () => {
    const data = await failedJob(scene, 'job-flood');
    const queries = Array.from({ length: 60 }, () =>
      scene.bot.press({ data, from: { id: 666, first_name: 'Eve' } }),
    );
    const last = await scene.bot.answerTo(queries.at(-1)!);
    expect(last.text).toContain('You press too often.');
    const bea = await scene.bot.answerTo(scene.bot.press({ data, from: { id: 7, first_name: 'Bea' } }));
    expect(bea.text).toContain('Already done: Retry job. Eve pressed it');
    expect(told(scene, 'job-flood').length).toBeLessThanOrEqual(1);
  });

  it('tells in log, API and metrics whether it is heard', async () => {
    await listenerIn(scene, 'connected');
    expect(await listeners(scene.gateway)).toEqual([
      {
        adapter: 'telegram',
        webhook_ids: ['webhook_1'],
        state: 'connected',
        since: expect.stringMatching(/^20\d\d-/),
        last_error: null,
      },
    ]);
    await scene.gateway.logged(/🔘 Buttons are heard: telegram \(webhook_1\)/);
    const metrics = (await scene.gateway.get('/metrics')).body as string;
    expect(metrics).toContain('webhook_button_listener_state{endpoint="webhook_1",state="connected"} 1');
  });

  it('shows its token and the data of the buttons nowhere', async () => {
    const data = await failedJob(scene, 'job-secret');
    await scene.bot.answerTo(scene.bot.press({ data }));
    scene.bot.refuse(500, { description: `Internal: /bot${TOKEN}/getUpdates ${data}` });
    await scene.gateway.logged(/Buttons are not heard/);
    const { body } = await scene.gateway.get('/api/webhooks/deliveries?job_id=job-secret&limit=10');
    const shown: string[] = [
      JSON.stringify((await scene.gateway.get('/api/webhooks/audit')).body),
      JSON.stringify((await scene.gateway.get('/api/webhooks/actions')).body),
      JSON.stringify((await scene.gateway.get('/metrics')).body),
      scene.gateway.lines.join('\n'),
      scene.gateway.errors.join('\n'),
    ];
    for (const { id } of body.deliveries as Json[])
      shown.push(JSON.stringify((await scene.gateway.get(`/api/webhooks/deliveries/${id}`)).body));
    expect(shown.some((text) => text.includes('gwbtn_***'))).toBe(true);
    const secret = TOKEN.split(':')[1]!;
    for (const text of shown)
      expect([text.includes(secret), /gwbtn_[\w-]{20}/.test(text)]).toEqual([false, false]);
    for (const { name } of stage.rows<{ name: string }>(
      `select name from sqlite_master where type = 'table'`,
    )) {
      const rows = JSON.stringify(stage.rows(`select * from "${name}"`));
      expect([name, rows.includes(secret), rows.includes(data)]).toEqual([name, false, false]);
    }
  });
});

describe('Who may press a button in Telegram', () => {
  it('is nobody while pressing takes signing in: messages have links, or nothing', async () => {
    await using alone = new Stage();
    const own = await sceneOn(alone, {
      WEBHOOK_ACTIONS: '',
      WEBHOOK_PUBLIC_URL: 'https://hooks.example.test',
    });
    await own.gateway.trigger({ event: 'job.failed', data: { job_id: 'job-1' } });
    const { body } = await until('the message', () => own.bot.messages.at(-1));
    expect(body).not.toContain('callback_data');
    expect(body).toContain('https://hooks.example.test/a/gwact_');
  });

  it('is whom the operator names, also where others must sign in; a refusal is audited once a minute', async () => {
    await using alone = new Stage();
    const own = await sceneOn(alone, { WEBHOOK_ACTIONS: 'sign-in' }, { button_users: '4711, 4712' });
    const data = await failedJob(own, 'job-1');
    const eve = { id: 666, first_name: 'Eve' };
    for (let times = 0; times < 3; times++) {
      const refused = await own.bot.answerTo(own.bot.press({ data, from: eve }));
      expect(refused).toMatchObject({
        text: 'You may not press this button: whoever runs the gateway has not named you. Nothing was done.',
        show_alert: true,
      });
    }
    expect(await requested(own)).toEqual([]);
    expect(await audited(own, 'actions.not_allowed')).toEqual([
      expect.objectContaining({
        actor: 'telegram: Eve (666) at webhook_1',
        outcome: 'refused',
        detail: expect.objectContaining({ user: { id: '666', name: 'Eve' }, why: 'not_named' }) as unknown,
      }),
    ]);
    expect((await own.bot.answerTo(own.bot.press({ data }))).text).toContain('Done: Retry job');
  });

  it('changes with the endpoint: a button whose endpoint has links again does nothing', async () => {
    const own = await anotherBot();
    const data = await failedJob(own, 'job-changed');
    await own.gateway.post('/api/webhooks/endpoints', {
      url: own.bot.url(-100300),
      name: 'other',
      events: ['order.*'],
      options: { native_buttons: true },
    });
    const { status } = await own.gateway.request('PATCH', `/api/webhooks/endpoints/${own.webhookId}`, {
      body: JSON.stringify({ options: { native_buttons: false } }),
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(200);
    const answer = await own.bot.answerTo(own.bot.press({ data }));
    expect(answer.text).toContain('This action is no longer offered. Nothing was done.');
    expect(await requested(own, 'job-changed')).toEqual([]);
  });

  it('is nobody any more once the button has expired, or its job was erased', async () => {
    const own = await anotherBot();
    const data = await failedJob(own, 'job-expired');
    const deliveryId = await deliveryOf(own, 'job-expired');
    const secret = new SecretKey({
      secret: BUTTON_ENV.WEBHOOK_SECRET_KEY,
      origin: 'environment',
      file: null,
    });
    const tokens = new ActionTokens(secret, new SystemClock());
    const late = tokens.sealButton({ action: 'retry', deliveryId, expiresAt: Date.now() - 1_000 });
    const expired = await own.bot.answerTo(own.bot.press({ data: late }));
    expect(expired.text).toBe('This button has expired. Nothing was done.');
    const asked = await own.gateway.post('/api/webhooks/erasures', {
      job_id: 'job-expired',
      reason: 'asked for',
    });
    expect(asked.body).toMatchObject({ success: true });
    await until('the erasure', async () => {
      const { body: left } = await own.gateway.get('/api/webhooks/deliveries?job_id=job-expired');
      return (left.deliveries as Json[]).length === 0;
    });
    const erased = await own.bot.answerTo(own.bot.press({ data }));
    expect(erased.text).toBe('This message is no longer kept. Nothing was done.');
    expect(await requested(own, 'job-expired')).toEqual([]);
  });

  it('is checked when the endpoint is saved', async () => {
    const { gateway, bot } = scene;
    const refusals = async (options: object): Promise<string> =>
      JSON.stringify(
        (await gateway.post('/api/webhooks/endpoints', { url: bot.url(-1), events: ['x.*'], options })).body,
      );
    expect(await refusals({ button_users: '1' })).toContain('button_users needs native_buttons: true');
    expect(await refusals({ native_buttons: true, button_users: '@ana' })).toContain(
      'button_users must be 1 to 50 ids of users separated by commas',
    );
    expect(await refusals({ native_buttons: 'yes' })).toContain('native_buttons must be a boolean');
  });
});

describe('A gateway that listens to a bot', () => {
  const uses = (deliveryId: string): string[] =>
    stage
      .rows<{ state: string }>(`select state from action_uses where delivery_id = '${deliveryId}'`)
      .map(({ state }) => state);

  it('does a press once that it is told again after it was killed before the acknowledgement', async () => {
    const own = await anotherBot();
    const data = await failedJob(own, 'job-killed');
    const id = await deliveryOf(own, 'job-killed');
    own.bot.holdAnswers = true;
    const query = own.bot.press({ data });
    await until('the request', () => told(own, 'job-killed').length === 1);
    await until('the end of the press', () => uses(id).includes('done'));
    expect(own.bot.acknowledged).toBe(0);
    await own.gateway.end('SIGKILL');
    own.bot.holdAnswers = false;
    const next = await again(own);
    const answer = await own.bot.answerTo(query);
    expect(answer.text).toContain('Already done: Retry job. Ana Silva pressed it');
    await until('the acknowledgement', () => own.bot.acknowledged === 1);
    expect(await requested(next, 'job-killed')).toHaveLength(1);
    expect(told(next, 'job-killed')).toHaveLength(1);
  });

  it('carries out a press that a gateway began and did not complete, once its lease is over', async () => {
    const own = await anotherBot();
    const data = await failedJob(own, 'job-begun');
    const id = await deliveryOf(own, 'job-begun');
    expect(await own.gateway.end()).toBe(0);
    const before = own.bot.polls.length;
    stage.write(`insert into action_uses (delivery_id, action, actor, via, state, pressed_at, lease_until)
      values ('${id}', 'retry', 'Ana Silva', 'telegram', 'begun', ${Date.now()}, ${Date.now() + 1_000})`);
    const query = own.bot.press({ data });
    const next = await again(own);
    await until('the poll', () => own.bot.polls.length > before);
    expect((await own.bot.answerTo(query)).text).toContain('Done: Retry job');
    await until('the acknowledgement', () => own.bot.acknowledged === 1);
    expect(await requested(next, 'job-begun')).toHaveLength(1);
  });

  it('ends at once while it waits for presses, and hears after a restart what was pressed while it was away', async () => {
    const own = await anotherBot();
    const data = await failedJob(own, 'job-away');
    await until('a poll that waits', () => own.bot.waiting && own.bot.polls.at(-1)!.timeout > 0);
    expect(await own.gateway.end()).toBe(0);
    expect(own.bot.waiting).toBe(false);
    const query = own.bot.press({ data });
    await again(own);
    expect((await own.bot.answerTo(query)).text).toContain('Done: Retry job');
  });

  it('hears of presses that Telegram numbers anew, from below', async () => {
    const own = await anotherBot();
    const data = await failedJob(own, 'job-anew');
    await own.bot.answerTo(own.bot.press({ data }));
    await until('the acknowledgement', () => own.bot.acknowledged === 1);
    await until('an answer without updates', () => {
      own.bot.endPoll();
      return own.bot.polls.at(-1)!.offset === 0;
    });
    own.bot.renumber(5);
    const answer = await own.bot.answerTo(own.bot.press({ data, queryId: 'anew' }));
    expect(answer.text).toContain('Already done: Retry job');
  });

  it.each([
    [
      409,
      {
        description:
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      },
      'telegram_webhook_set',
      'remove it (deleteWebhook of the Bot API)',
    ],
    [
      409,
      {
        description:
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
      'telegram_other_poller',
      'Another program reads the updates of this bot',
    ],
    [401, { description: 'Unauthorized' }, 'telegram_token_refused', 'Ask @BotFather for the token'],
    [
      429,
      { description: 'Too Many Requests: retry after 3', parameters: { retry_after: 3 } },
      'telegram_rate_limited',
      'retry after 3',
    ],
  ])('tells of a %i (%o) what it is and what to do', async (status, body, code, words) => {
    const own = await anotherBot();
    await listenerIn(own, 'connected');
    own.bot.refuse(status, body);
    const listener = await listenerIn(own, 'failing');
    expect(listener.last_error).toMatchObject({ code, message: expect.stringContaining(words) });
    await own.gateway.logged(new RegExp(words.replaceAll(/[()]/g, '.')));
  });

  it('is heard again after a failure, and has lost no press', async () => {
    const own = await anotherBot();
    const data = await failedJob(own, 'job-again');
    await listenerIn(own, 'connected');
    const stream = await StreamListener.open(own.gateway, '?types=buttons');
    own.bot.refuse(502, {});
    const told = (state: string) =>
      until(`the stream tells that it is ${state}`, () =>
        stream.of('buttons').find((one) => one.state === state && one.webhook_ids.includes(own.webhookId)),
      );
    expect(await told('failing')).toEqual(await listenerIn(own, 'failing'));
    const query = own.bot.press({ data });
    expect((await own.bot.answerTo(query)).text).toContain('Done: Retry job');
    expect((await told('connected')).last_error).toBeNull();
    stream.close();
    expect((await listenerIn(own, 'connected')).last_error).toBeNull();
  });
});

describe('Two gateways of one PostgreSQL', () => {
  const nodes = Stage.forEachTest();
  let server: PostgresServer;
  // The tests above are over: the process of their gateway runs one of these.
  beforeAll(() => stage.clear());
  beforeAll(async () => void (server = await PostgresServer.start()), 60_000);
  afterAll(() => server?.stop(), 60_000);

  it('listen one at a time to one bot, and the other takes over', async () => {
    const database = await server.createDatabase();
    const env = { DATABASE_URL: `${database.url}?pool=4` };
    const own = await sceneOn(nodes, env);
    const other = await nodes.gateway({ ...BUTTON_ENV, ...env });
    await listenerIn(own, 'connected');
    await listenerIn({ ...own, gateway: other }, 'standby');
    const data = await failedJob(own, 'job-1');
    expect((await own.bot.answerTo(own.bot.press({ data }))).text).toContain('Done: Retry job');
    const late = await failedJob(own, 'job-2');
    expect(await own.gateway.end()).toBe(0);
    const query = own.bot.press({ data: late });
    expect((await own.bot.answerTo(query)).text).toContain('Done: Retry job');
    await listenerIn({ ...own, gateway: other }, 'connected');
    expect(await requested({ ...own, gateway: other })).toHaveLength(2);
    // No poller was sent away by another one.
    expect(other.lines.some((line) => line.includes('telegram_other_poller'))).toBe(false);
  });

  it('go on where the one that listened was killed', async () => {
    const database = await server.createDatabase();
    const env = { DATABASE_URL: `${database.url}?pool=4` };
    const own = await sceneOn(nodes, env);
    const other = await nodes.gateway({ ...BUTTON_ENV, ...env });
    await listenerIn(own, 'connected');
    const data = await failedJob(own, 'job-1');
    await own.gateway.end('SIGKILL');
    const query = own.bot.press({ data });
    expect((await own.bot.answerTo(query)).text).toContain('Done: Retry job');
    expect((await listenerIn({ ...own, gateway: other }, 'connected')).last_error).toBeNull();
  });

  it('do a press of an action that may be repeated once, though it is told again', async () => {
    const database = await server.createDatabase();
    const env = {
      DATABASE_URL: `${database.url}?pool=4`,
      WEBHOOK_MAX_RETRIES: '0',
      WEBHOOK_BREAKER_FAILURES: '0',
    };
    const own = await sceneOn(nodes, env);
    const broken = await nodes.receiver(() => ({ status: 400 }));
    await own.gateway.post('/api/webhooks/endpoints', {
      url: broken.url(),
      name: 'billing',
      events: ['order.*'],
    });
    await own.gateway.trigger({ event: 'order.paid', data: { job_id: 'order-1' } });
    const buttons = await own.bot.buttons('order.paid');
    const mute = buttons.at(-1)!;
    for (const queryId of ['same', 'same', 'other']) {
      const before = own.bot.answers.length;
      own.bot.press({ data: mute, queryId });
      await until('an answer', () => own.bot.answers.length === before + 1);
    }
    expect(own.bot.answers.map(({ text }) => text.split('.')[0])).toEqual([
      'Done: Mute 1 h',
      'Already done: Mute 1 h',
      'Done: Mute 1 h',
    ]);
    expect(await audited(own, 'actions.mute_1h')).toHaveLength(2);
  });
});
