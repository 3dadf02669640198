import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DiscordChannel } from '../support/discord-channel.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const FAST = {
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_RATE_LIMIT_MAX: '100000',
  WEBHOOK_BREAKER_FAILURES: '0',
  WEBHOOK_URLS: '',
};

interface Deliveries {
  readonly reason: string | null;
  readonly state: string;
  readonly id: string;
}

/** An endpoint of a test's own: a Discord channel with live messages, which gets the events that name its scene. */
class Scene {
  static #count = 0;
  readonly #key = `scene ${++Scene.#count}`;
  readonly channel = new DiscordChannel();
  #name = '';

  private constructor(
    readonly stage: Stage,
    public gateway: GatewayProcess,
  ) {}

  static async on(stage: Stage, gateway: GatewayProcess, settings: object = {}): Promise<Scene> {
    const scene = new Scene(stage, gateway);
    const receiver = await stage.receiver(scene.channel.behaviour);
    const url = DiscordChannel.url(receiver.url(''));
    const filter = { 'data.scene': scene.#key };
    const endpoint = { url, events: ['job.*'], filter, conversation: 'live', ...settings };
    const { body } = await gateway.post('/api/webhooks/endpoints', endpoint);
    expect(body).toMatchObject({ success: true, endpoint: { conversation: 'live', ordering: 'job' } });
    scene.#name = body.endpoint.webhook_id as string;
    return scene;
  }

  event(type: string, { job = 'j1', ...data }: { job?: string | undefined; [name: string]: unknown } = {}) {
    return { event: `job.${type}`, data: { job_id: job, scene: this.#key, ...data } };
  }

  trigger(type: string, data: Parameters<Scene['event']>[1] = {}) {
    return this.gateway.trigger(this.event(type, data));
  }

  /** Redelivers all deliveries of the endpoint by one operation. */
  async redeliverAll(): Promise<void> {
    const filter = { endpoint: this.#name };
    const { status, body } = await this.gateway.post('/api/webhooks/deliveries/redeliver', { filter });
    expect([status, body.success]).toEqual([202, true]);
    await until(
      'the deliveries are open again',
      () =>
        this.rows('select 1 from deliveries').length ===
        this.rows('select revived_at from deliveries').filter(
          (row) => (row as { revived_at: number | null }).revived_at !== null,
        ).length,
    );
  }

  /** Posts to a path of its endpoint. */
  async ask(what: string, body: object = {}): Promise<Json> {
    const answer = await this.gateway.post(`/api/webhooks/endpoints/${this.#name}/${what}`, body);
    expect(answer.body).toMatchObject({ success: true });
    return answer.body;
  }

  /** Replays all events of the endpoint to it by one operation, which is over when it resolves. */
  async replayAll(): Promise<void> {
    const body = await this.ask('replay', { events: ['job.*'] });
    const operation = `/api/webhooks/operations/${body.operation.id}`;
    await until('the events are replayed', async () => {
      const { body } = await this.gateway.get(operation);
      return body.operation.state === 'done';
    });
  }

  deliveries(): Deliveries[] {
    return this.stage.deliveries().filter(({ webhook_id: name }) => name === this.#name);
  }

  /** Resolves with the states of its deliveries, oldest first, once all of them are settled. */
  async settled(): Promise<string[]> {
    const states = () =>
      this.stage
        .deliveries()
        .filter(({ webhook_id: name }) => name === this.#name)
        .map(({ state, reason }) => [state, reason].filter(Boolean).join(': '));
    const isSettled = (): boolean => states().every((state) => !/^(pending|sending)/.test(state));
    await until(`${this.#name} is settled`, isSettled);
    return states();
  }

  attempts(): number {
    return this.rows('select 1 from attempts a join deliveries d on d.id = a.delivery_id').length;
  }

  /** Rows of the endpoint; the statement has none of its conditions. */
  rows(select: string): object[] {
    const id = `(select endpoint_id from deliveries where webhook_id = '${this.#name}')`;
    return this.stage.rows(`${select} where endpoint_id in ${id}`);
  }

  /** The texts of each message, in the order of the posts. */
  get said(): readonly (readonly string[])[] {
    return this.channel.messages.map(({ said }) => said);
  }
}

describe('A live message', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => void (gateway = await stage.gateway(FAST)));
  const aScene = (settings: object = {}) => Scene.on(stage, gateway, settings);

  it.concurrent(
    'is told by the view of its job: what it shows, how it came to it, and whether it was deleted',
    async () => {
      const scene = await aScene();
      const job = randomUUID();
      await scene.trigger('extraction_completed', { job });
      await until('the message is posted', () => scene.said.length === 1);
      await scene.trigger('failed', { job, error: 'No space' });
      await scene.settled();
      const view = async () => (await gateway.get(`/api/webhooks/jobs/${job}`)).body.job;
      const before = await view();
      expect(before.messages).toEqual([
        {
          endpoint_id: before.events[0].deliveries_list[0].endpoint_id,
          webhook_id: before.events[0].deliveries_list[0].webhook_id,
          phase: 'final',
          summary: 'The message shows how the job ended.',
          shown_delivery_id: before.events[0].deliveries_list[0].id,
          first_posted_at: expect.stringMatching(/Z$/),
          edited_at: expect.stringMatching(/Z$/),
          steps: [
            expect.objectContaining({ event: 'job.extraction_completed', ok: true }),
            expect.objectContaining({ event: 'job.failed', label: 'Render failed', ok: false }),
          ],
          deleted: 0,
          possible_doubles: 0,
        },
      ]);
      const [{ first_posted_at: posted, edited_at: edited }] = before.messages;
      expect(Date.parse(posted)).toBeLessThan(Date.parse(edited));
      scene.channel.delete(scene.channel.posted[0]!);
      await scene.trigger('completed', { job });
      await scene.settled();
      const [message] = (await view()).messages;
      expect(message).toMatchObject({ phase: 'final', deleted: 1, first_posted_at: posted });
    },
  );

  it.concurrent('is posted once and edited until the job is done; what it shows is the newest', async () => {
    const scene = await aScene();
    await scene.trigger('extraction_completed');
    await until('the message is posted', () => scene.said.length === 1);
    await scene.trigger('completed');
    expect(await scene.settled()).toEqual(['delivered', 'delivered']);
    expect(scene.said).toEqual([['📦 Movies extracted: j1', '✅ Video ready: j1']]);
  });

  it.concurrent(
    'tells of a failure by an edit, and by a short new message that people are notified of',
    async () => {
      const scene = await aScene();
      await scene.trigger('extraction_completed');
      await scene.trigger('failed', { error: 'Out of memory' });
      expect(await scene.settled()).toEqual(['delivered', 'delivered']);
      expect(scene.said).toEqual([
        ['📦 Movies extracted: j1', '❌ Render failed: j1'],
        ['**❌ Render failed: j1**\n> Out of memory'],
      ]);
    },
  );

  it.concurrent('does not announce a failure that it begins with, or where nobody asks for it', async () => {
    const scene = await aScene({ announce: 'never' });
    await scene.trigger('failed');
    await scene.trigger('script_completed', { job: 'j2' });
    await scene.trigger('failed', { job: 'j2' });
    await scene.settled();
    expect(scene.said).toHaveLength(2);
  });

  it.concurrent('shows only the newest of the events that gathered while the target was down', async () => {
    const scene = await aScene({ max_retries: 50 });
    scene.channel.trouble = () => 503;
    await scene.trigger('extraction_completed');
    await until('an attempt has failed', () => scene.attempts() > 0);
    for (let n = 0; n < 5; n++) await scene.trigger('script_completed');
    await scene.trigger('completed');
    scene.channel.trouble = () => undefined;
    const states = await scene.settled();
    expect([states[0], states.at(-1)]).toEqual(['delivered: superseded', 'delivered']);
    // A job that has no message yet gets one at once, with the first event that arrives.
    expect(scene.said.map((said) => [said.length <= 2, said.at(-1)])).toEqual([[true, '✅ Video ready: j1']]);
  });

  it.concurrent(
    'takes a storm of progress under a rate limit, of which superseded events use nothing',
    async () => {
      const [max, window] = [5, 60_000];
      const scene = await aScene({ rate_limit: { max, window_ms: window } });
      const events = Array.from({ length: 300 }, () => scene.event('script_completed'));
      const { status } = await gateway.post('/api/webhooks/events', { events });
      expect(status).toBe(202);
      await scene.trigger('completed');
      const states = await scene.settled();
      expect(states).toHaveLength(301);
      expect(states.at(-1)).toBe('delivered');
      expect(states.slice(0, -1).filter((state) => state !== 'delivered: superseded').length).toBeLessThan(
        max,
      );
      expect(scene.said.map((said) => said.at(-1))).toEqual(['✅ Video ready: j1']);
      expect(scene.attempts()).toBeLessThanOrEqual(max);
    },
  );

  it.concurrent('waits between two edits while the job goes on, and shows the newest then', async () => {
    const scene = await aScene();
    await scene.trigger('extraction_completed');
    await until('the message is posted', () => scene.said.length === 1);
    for (let n = 1; n <= 4; n++) await scene.trigger('script_completed', { current_step: `step ${n}` });
    const states = await scene.settled();
    expect(scene.said.map((said) => said.length)).toEqual([2]);
    expect(states.filter((state) => state === 'delivered: superseded')).toHaveLength(3);
  });

  it.concurrent('shows the end of a job at once where progress waits for a retry', async () => {
    const scene = await aScene({ retry_schedule_ms: [600_000] });
    scene.channel.trouble = () => 500;
    await scene.trigger('extraction_completed');
    await until('the delivery waits for its retry', () => scene.deliveries()[0]?.state === 'pending');
    scene.channel.trouble = () => undefined;
    await scene.trigger('completed');
    expect(await scene.settled()).toEqual(['delivered: superseded', 'delivered']);
    expect(scene.said).toEqual([['✅ Video ready: j1']]);
  });

  it.concurrent(
    'shows the end of a job at once where it came while progress was being sent in vain',
    async () => {
      const scene = await aScene({ retry_schedule_ms: [600_000] });
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      let requests = 0;
      scene.channel.trouble = () => (++requests === 1 ? ended.then(() => 500) : undefined);
      await scene.trigger('extraction_completed');
      await until('the first request is there', () => requests === 1);
      await scene.trigger('completed');
      end();
      expect(await scene.settled()).toEqual(['delivered: superseded', 'delivered']);
      expect(scene.said).toEqual([['✅ Video ready: j1']]);
    },
  );

  it.concurrent('shows the newest of the events that are redelivered together', async () => {
    const scene = await aScene({ max_retries: 0 });
    scene.channel.trouble = () => 400;
    for (const type of ['extraction_completed', 'script_completed', 'completed']) await scene.trigger(type);
    expect(await scene.settled()).toEqual(['failed: HTTP_400', 'failed: HTTP_400', 'failed: HTTP_400']);
    scene.channel.trouble = () => undefined;
    await scene.redeliverAll();
    expect(await scene.settled()).toEqual(['delivered: superseded', 'delivered: superseded', 'delivered']);
    expect(scene.said).toEqual([['✅ Video ready: j1']]);
  });

  it.concurrent(
    'is not posted again after people delete it while the job goes on, but once for its end',
    async () => {
      const scene = await aScene();
      await scene.trigger('extraction_completed');
      await until('the message is posted', () => scene.said.length === 1);
      scene.channel.delete(scene.channel.posted[0]!);
      await scene.trigger('script_completed');
      await scene.settled();
      expect(scene.said).toEqual([]);
      await scene.trigger('completed');
      expect(await scene.settled()).toEqual(['delivered', 'cancelled: message_gone', 'delivered']);
      expect(scene.said).toEqual([['✅ Video ready: j1']]);
    },
  );

  it.concurrent(
    'is mended by a redelivery of its newest event, and left alone by that of an older one',
    async () => {
      const scene = await aScene({ max_retries: 0 });
      await scene.trigger('extraction_completed');
      await scene.settled();
      scene.channel.trouble = () => 400;
      await scene.trigger('completed');
      await scene.settled();
      scene.channel.trouble = () => undefined;
      const [first, last] = scene.deliveries();
      for (const { id } of [first!, last!, first!]) {
        expect((await gateway.post(`/api/webhooks/deliveries/${id}/redeliver`, {})).status).toBeLessThan(300);
        await scene.settled();
      }
      expect(await scene.settled()).toEqual(['delivered: superseded', 'delivered']);
      expect(scene.said).toEqual([
        ['📦 Movies extracted: j1', '📦 Movies extracted: j1', '✅ Video ready: j1'],
      ]);
    },
  );

  it.concurrent(
    'is edited and announced once by the redelivery of a failure that it did not show, and of one whose announcement was refused',
    async () => {
      const scene = await aScene({ max_retries: 0 });
      await scene.trigger('extraction_completed');
      await scene.settled();
      const card = ['📦 Movies extracted: j1', '❌ Render failed: j1'];
      const announcement = ['**❌ Render failed: j1**'];
      const redeliver = async () => {
        const { id } = scene.deliveries()[1]!;
        expect((await gateway.post(`/api/webhooks/deliveries/${id}/redeliver`, {})).status).toBe(200);
        return scene.settled();
      };
      scene.channel.trouble = () => 400;
      await scene.trigger('failed');
      expect(await scene.settled()).toEqual(['delivered', 'failed: HTTP_400']);
      scene.channel.trouble = ({ method }) => (method === 'POST' ? 400 : undefined);
      expect(await redeliver()).toEqual(['delivered', 'failed: HTTP_400']);
      expect(scene.said).toEqual([card]);
      scene.channel.trouble = () => undefined;
      expect(await redeliver()).toEqual(['delivered', 'delivered']);
      expect(scene.said).toEqual([card, announcement]);
      expect(await redeliver()).toEqual(['delivered', 'delivered']);
      expect(scene.said).toEqual([[...card, card[1]], announcement]);
    },
  );

  it.concurrent(
    'is edited and announced once by the replay of a failure that its endpoint missed',
    async () => {
      const scene = await aScene();
      await scene.trigger('extraction_completed');
      await scene.settled();
      await scene.ask('disable');
      await scene.trigger('failed');
      await scene.ask('enable');
      await scene.replayAll();
      expect(await scene.settled()).toEqual(['delivered', 'delivered']);
      expect(scene.said).toEqual([
        ['📦 Movies extracted: j1', '❌ Render failed: j1'],
        ['**❌ Render failed: j1**'],
      ]);
    },
  );

  const redelivered = async (scene: Scene) => {
    const { id } = scene.deliveries()[0]!;
    const answer = await gateway.post(`/api/webhooks/deliveries/${id}/redeliver`, {});
    expect(answer.body).toMatchObject({ success: true });
  };
  it.concurrent.each<
    [string, object, (scene: Scene) => Promise<unknown>, (scene: Scene) => Promise<unknown>]
  >([
    [
      'a mute dropped',
      {},
      (scene) => scene.ask('mute', { for: '1h', filter: { type: 'job.failed' } }),
      redelivered,
    ],
    ['its endpoint missed', {}, (scene) => scene.ask('disable'), (scene) => scene.replayAll()],
    [
      'waited in a digest',
      { digest: { every: '1d', at: '09:00', zone: 'UTC', types: ['job.failed'] } },
      async () => undefined,
      async (scene) => {
        const { id } = scene.deliveries()[0]!;
        const answer = await gateway.post(`/api/webhooks/deliveries/${id}/retry`, {});
        expect(answer.body).toMatchObject({ success: true });
      },
    ],
  ])(
    'has a failure that %s told beside it, once the job has gone on and an operator asks for the failure',
    async (_, settings, hide, ask) => {
      const scene = await aScene(settings);
      await hide(scene);
      await scene.trigger('failed');
      await until('nobody was told', () => {
        const [failure] = scene.deliveries();
        return failure === undefined || failure.state === 'cancelled' || failure.reason === 'grouped';
      });
      if (scene.deliveries().length === 0) await scene.ask('enable');
      await scene.trigger('script_completed');
      await until('the message is posted', () => scene.said.length === 1);
      await ask(scene);
      await until('the failure is told', () => scene.said.length === 2);
      expect(scene.said).toEqual([['📜 Script ready: j1'], ['**❌ Earlier: Render failed: j1**']]);
    },
  );

  it.concurrent(
    'whose first post got no answer is posted again, and counted as a possible double',
    async () => {
      const scene = await aScene({ timeout_ms: 300 });
      let lost = 0;
      scene.channel.trouble = (request) => {
        if (lost++ > 0) return undefined;
        scene.channel.answer(request);
        return 'handled';
      };
      await scene.trigger('completed');
      await scene.settled();
      expect(scene.said).toHaveLength(2);
      expect(scene.rows('select doubts from conversations')).toEqual([{ doubts: 1 }]);
    },
  );

  it.concurrent(
    'belongs to one job: others have theirs, and events without a job are messages of their own',
    async () => {
      const scene = await aScene();
      for (const job of ['a', 'b']) await scene.trigger('extraction_completed', { job });
      for (let n = 0; n < 2; n++) await scene.trigger('completed', { job: '', job_id: undefined });
      for (const job of ['a', 'b']) await scene.trigger('completed', { job });
      await scene.settled();
      expect(scene.said).toHaveLength(4);
    },
  );

  it.concurrent('is refused where the target or the ordering does not allow it', async () => {
    const refused = async (settings: object) =>
      (await gateway.post('/api/webhooks/endpoints', { events: ['x'], ...settings })).body.errors;
    expect(await refused({ url: 'https://app.test/hook', conversation: 'live' })).toEqual([
      { field: 'conversation', message: 'conversation is live, but Webhook takes each.' },
    ]);
    const channel = 'discord+http://127.0.0.1:9/api/webhooks/1/t';
    expect(await refused({ url: channel, conversation: 'live', ordering: 'none' })).toEqual([
      {
        field: 'conversation',
        message:
          'conversation is live, which needs ordering "job": the events of a job must come in order to share a message.',
      },
    ]);
  });
});

describe('A live message of a gateway that is killed', () => {
  it('keeps its place, and goes on there', async () => {
    await using stage = new Stage();
    const scene = await Scene.on(stage, await stage.gateway(FAST));
    await scene.trigger('extraction_completed');
    await scene.settled();
    await scene.gateway.end('SIGKILL');
    scene.gateway = await stage.gateway(FAST);
    await scene.trigger('completed');
    await scene.settled();
    expect(scene.said).toEqual([['📦 Movies extracted: j1', '✅ Video ready: j1']]);
    expect(stage.rows('select phase, doubts from conversations')).toEqual([{ phase: 'final', doubts: 0 }]);
  });
});
