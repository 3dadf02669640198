import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TimeOfDay } from '../support/time-of-day.js';
import { DiscordChannel } from '../support/discord-channel.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import { PostgresServer } from '../support/postgres-server.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const FAST = {
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_RATE_LIMIT_MAX: '100000',
  WEBHOOK_BREAKER_FAILURES: '0',
  WEBHOOK_URLS: '',
};
const HOUR_MS = 3_600_000;

/** Two hours around now, as a time of `quiet`. */
function aroundNow(): string {
  const text = (at: number): string => new Date(at).toISOString().slice(11, 16);
  return `${text(Date.now() - HOUR_MS)}-${text(Date.now() + HOUR_MS)}`;
}

const quietNow = (more: object = {}) => ({ times: [aroundNow()], zone: 'UTC', ...more });

/** An endpoint of a test's own, which gets the events that name its scene. */
class Scene {
  static #count = 0;

  private constructor(
    public gateway: GatewayProcess,
    readonly id: string,
    private readonly key: string,
  ) {}

  static async on(gateway: GatewayProcess, url: string, settings: object): Promise<Scene> {
    const key = `quiet scene ${++Scene.#count}`;
    const filter = { 'data.scene': key };
    const endpoint = { url, events: ['job.*'], filter, ...settings };
    const { body } = await gateway.post('/api/webhooks/endpoints', endpoint);
    expect(body).toMatchObject({ success: true });
    return new Scene(gateway, body.endpoint.id as string, key);
  }

  trigger(type: string, job = 'j1', gateway = this.gateway) {
    return gateway.trigger({ event: `job.${type}`, data: { job_id: job, scene: this.key } });
  }

  /** Changes the endpoint. */
  async set(settings: object): Promise<void> {
    const { body } = await this.gateway.request('PATCH', `/api/webhooks/endpoints/${this.id}`, {
      body: JSON.stringify(settings),
      headers: { 'content-type': 'application/json' },
    });
    expect(body).toMatchObject({ success: true });
  }

  /** Its deliveries as the API lists them, oldest first. */
  async deliveries(): Promise<Json[]> {
    const { body } = await this.gateway.get(`/api/webhooks/deliveries?endpoint=${this.id}`);
    return (body.deliveries as Json[]).toReversed();
  }

  /** Resolves when the states of its deliveries, oldest first, are these. */
  async states(...wanted: readonly string[]): Promise<void> {
    await until(wanted.join(', '), async () => {
      const states = (await this.deliveries()).map(({ state, reason }) =>
        [state, reason].filter(Boolean).join(': '),
      );
      return JSON.stringify(states) === JSON.stringify(wanted);
    });
  }
}

const typesAt = ({ requests }: Receiver): string[] =>
  requests.map(({ body }) => (JSON.parse(body) as { event: string }).event);

describe('In quiet hours', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => void (gateway = await stage.gateway(FAST)));

  async function application(settings: object) {
    const receiver = await stage.receiver();
    return { receiver, scene: await Scene.on(gateway, receiver.url(), settings) };
  }
  async function channel(settings: object = {}) {
    const discord = new DiscordChannel();
    const receiver = await stage.receiver(discord.behaviour);
    const url = DiscordChannel.url(receiver.url(''));
    const scene = await Scene.on(gateway, url, { conversation: 'live', ...settings });
    return { discord, scene, said: () => discord.messages.map(({ said }) => said) };
  }

  it.concurrent('an endpoint holds messages, and tells until when; excepted types are sent', async () => {
    const { receiver, scene } = await application({ quiet: quietNow({ except: ['job.failed'] }) });
    await scene.trigger('completed');
    await scene.trigger('failed', 'j2');
    await scene.states('pending: quiet_hours', 'delivered');
    expect(typesAt(receiver)).toEqual(['job.failed']);
    const [held] = await scene.deliveries();
    expect(held).toMatchObject({ attempts: 0, held_by: 'quiet_hours', held_until: held.next_attempt_at });
    const { body } = await gateway.get(`/api/webhooks/deliveries/${held.id}`);
    expect(body.delivery).toMatchObject({
      will_retry: true,
      retry_reason: 'The endpoint is in its quiet hours; the delivery is sent when they end.',
    });
    const { body: shown } = await gateway.get(`/api/webhooks/endpoints/${scene.id}`);
    expect(shown.endpoint.quiet_window).toMatchObject({
      active: true,
      until: held.held_until.replace(/:\d\d\.\d+Z$/, ':00.000Z'),
      sentence: expect.stringMatching(
        /^Holds messages now, until \d\d:\d\d \(UTC\); job\.failed is still sent\.$/,
      ),
    });
  });

  it.concurrent('a delivery that an operator retries is sent at once', async () => {
    const { receiver, scene } = await application({ quiet: quietNow() });
    await scene.trigger('completed');
    await scene.states('pending: quiet_hours');
    const [{ id }] = await scene.deliveries();
    await gateway.post(`/api/webhooks/deliveries/${id}/retry`, {});
    await scene.states('delivered');
    expect(receiver.requests).toHaveLength(1);
  });

  it.concurrent(
    'an endpoint that drops messages cancels them, which is no failure; a redelivery is sent',
    async () => {
      const { receiver, scene } = await application({ quiet: quietNow({ then: 'drop' }) });
      await scene.trigger('completed');
      await scene.states('cancelled: quiet_hours');
      const [{ id, webhook_id: name }] = await scene.deliveries();
      expect(gateway.messages.filter((line) => line.includes('❌') && line.includes(name as string))).toEqual(
        [],
      );
      await gateway.post(`/api/webhooks/deliveries/${id}/redeliver`, {});
      await scene.states('delivered');
      expect(receiver.requests).toHaveLength(1);
    },
  );

  it.concurrent('held messages are sent as soon as the quiet hours are changed', async () => {
    const { receiver, scene } = await application({ quiet: quietNow() });
    await scene.trigger('completed');
    await scene.states('pending: quiet_hours');
    await scene.set({ quiet: quietNow({ except: ['job.completed'] }) });
    await scene.states('delivered');
    await scene.trigger('cancelled', 'j2');
    await scene.states('delivered', 'pending: quiet_hours');
    await scene.set({ quiet: null });
    await scene.states('delivered', 'delivered');
    expect(receiver.requests).toHaveLength(2);
  });

  it.concurrent(
    'an excepted event takes what is held of its job with it, in order; other jobs wait',
    async () => {
      const { receiver, scene } = await application({
        ordering: 'job',
        quiet: quietNow({ except: ['job.failed'] }),
      });
      await scene.trigger('extraction_completed');
      await scene.trigger('script_completed');
      await scene.trigger('completed', 'j2');
      await scene.states('pending: quiet_hours', 'pending', 'pending: quiet_hours');
      await scene.trigger('failed');
      await scene.states('delivered', 'delivered', 'pending: quiet_hours', 'delivered');
      expect(typesAt(receiver)).toEqual(['job.extraction_completed', 'job.script_completed', 'job.failed']);
    },
  );

  it.concurrent('a live message that is there is edited; the announcement of a failure is held', async () => {
    const { scene, said } = await channel();
    await scene.trigger('extraction_completed');
    await scene.states('delivered');
    await scene.set({ quiet: quietNow() });
    await scene.trigger('failed');
    await scene.states('delivered', 'pending: quiet_hours');
    expect(said()).toEqual([['📦 Movies extracted: j1', '❌ Render failed: j1']]);
    await scene.set({ quiet: null });
    await scene.states('delivered', 'delivered');
    expect(said()).toHaveLength(2);
  });

  it.concurrent(
    'a live message goes on although an announcement is held, which is given up then',
    async () => {
      const { scene, said } = await channel();
      await scene.trigger('extraction_completed');
      await scene.states('delivered');
      await scene.set({ quiet: quietNow() });
      await scene.trigger('failed');
      await scene.states('delivered', 'pending: quiet_hours');
      await scene.trigger('completed');
      await scene.states('delivered', 'delivered', 'delivered');
      expect(said()).toEqual([['📦 Movies extracted: j1', '❌ Render failed: j1', '✅ Video ready: j1']]);
    },
  );

  it.concurrent(
    'a live message that is not there yet is posted with the excepted end of its job',
    async () => {
      const { scene, said } = await channel({ quiet: quietNow({ except: ['job.failed'] }) });
      await scene.trigger('extraction_completed');
      await scene.states('pending: quiet_hours');
      await scene.trigger('failed');
      await until('the failure is shown', () => said()[0]?.at(-1) === '❌ Render failed: j1');
      await until('nothing waits', async () =>
        (await scene.deliveries()).every(({ state }) => state === 'delivered'),
      );
      expect(said()).toHaveLength(said()[0]!.length === 1 ? 1 : 2);
    },
  );

  it.concurrent(
    'an endpoint that drops messages keeps the edit of a failure, and not its announcement',
    async () => {
      const { scene, said } = await channel();
      await scene.trigger('extraction_completed');
      await scene.states('delivered');
      await scene.set({ quiet: quietNow({ then: 'drop' }) });
      await scene.trigger('failed');
      await scene.states('delivered', 'delivered');
      expect(said()).toEqual([['📦 Movies extracted: j1', '❌ Render failed: j1']]);
    },
  );

  it.concurrent('quiet hours that cannot be meant are refused, each fault under its field', async () => {
    const faults = async (quiet: object): Promise<string[]> => {
      const { status, body } = await gateway.post('/api/webhooks/endpoints', {
        url: 'https://app.example.test/hook',
        quiet,
      });
      expect(status).toBe(422);
      return (body.errors as { field: string; message: string }[]).map(({ message }) => message);
    };
    expect(await faults({ times: ['22:00-07:00', '9-17'], weekdays: ['mon-xyz'], months: ['july'] })).toEqual(
      [
        'quiet.times[1] is a span of two different times of day, such as 22:00-07:00 or 12:00-13:30; 00:00-24:00 is a whole day.',
        'quiet.weekdays[0] is a weekday or a range: mon, tue, wed, thu, fri, sat, sun, mon-fri.',
        'quiet.months[0] is a month or a range: jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec, jul-aug.',
      ],
    );
    expect(await faults({ times: ['22:00-07:00', '07:00-22:00'] })).toEqual([
      'quiet covers every minute of every day, so nothing would ever be sent. Pause or disable the endpoint instead.',
    ]);
    expect(await faults({ times: ['00:00-24:00'], days_of_month: [30], months: ['feb'] })).toEqual([
      'quiet never begins: no day of the calendar is in weekdays, days_of_month and months.',
    ]);
    expect(await faults({ then: 'drop' })).toEqual([
      'quiet.times is required, such as ["22:00-07:00"]; ["00:00-24:00"] for whole days.',
    ]);
    expect(await faults({ times: ['22:00-07:00'], zone: 'Berlin', than: 'hold' })).toEqual([
      expect.stringContaining('quiet.zone is an IANA time zone'),
      expect.stringContaining('quiet.than'),
    ]);
  });

  it.concurrent('messages that would outlive the TTL are warned about', async () => {
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      url: 'https://app.example.test/hook',
      ttl_ms: HOUR_MS,
      quiet: { times: ['22:00-07:00'], zone: 'Europe/Berlin' },
    });
    expect(body.warnings).toEqual([
      'quiet: a quiet time may last 9h, but the TTL is 1h: messages that are held for longer than that fail as expired.',
    ]);
    expect(body.endpoint.quiet).toEqual({
      times: ['22:00-07:00'],
      weekdays: null,
      days_of_month: null,
      months: null,
      zone: 'Europe/Berlin',
      then: 'hold',
      except: null,
    });
  });
});

describe('Held messages', () => {
  const stage = Stage.forEachTest();

  it('are sent when the quiet hours end, also after a restart', async () => {
    const time = new TimeOfDay(stage.folder);
    const gateway = await stage.gateway({ ...FAST, ...time.env });
    const receiver = await stage.receiver();
    const scene = await Scene.on(gateway, receiver.url(), { quiet: quietNow() });
    await scene.trigger('completed');
    await scene.states('pending: quiet_hours');
    await gateway.end('SIGKILL');
    scene.gateway = await stage.gateway({ ...FAST, ...time.env });
    await scene.states('pending: quiet_hours');
    expect(receiver.requests).toHaveLength(0);
    time.set(2 * HOUR_MS);
    await until('the message is sent', () => receiver.requests.length === 1);
  });
});

describe('Quiet hours of two nodes', () => {
  const stage = Stage.forFile();
  let server: PostgresServer;
  beforeAll(async () => void (server = await PostgresServer.start()), 60_000);
  afterAll(() => server?.stop(), 60_000);

  it('hold on either, and a change on one sends what the other holds', async () => {
    const database = await server.createDatabase();
    const env = { ...FAST, DATABASE_URL: `${database.url}?pool=4`, WEBHOOK_SECRET_KEY: 'secret-of-the-test' };
    const [one, other] = [await stage.gateway(env), await stage.gateway(env)];
    const receiver = await stage.receiver();
    const scene = await Scene.on(one, receiver.url(), {
      ordering: 'job',
      quiet: quietNow({ except: ['job.failed'] }),
    });
    await until(
      'the other node knows the endpoint',
      async () => (await other.get(`/api/webhooks/endpoints/${scene.id}`)).status === 200,
    );
    await scene.trigger('completed', 'j1', other);
    await scene.trigger('completed', 'j2', one);
    await scene.states('pending: quiet_hours', 'pending: quiet_hours');
    // A message that one node holds goes out with an excepted event that the other accepts.
    await scene.trigger('failed', 'j1', one);
    await scene.states('delivered', 'pending: quiet_hours', 'delivered');
    await scene.set({ quiet: null });
    await scene.states('delivered', 'delivered', 'delivered');
    expect(typesAt(receiver)).toEqual(['job.completed', 'job.failed', 'job.completed']);
  }, 60_000);
});
