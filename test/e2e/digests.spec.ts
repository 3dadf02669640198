import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const FAST = {
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_RATE_LIMIT_MAX: '100000',
  WEBHOOK_BREAKER_FAILURES: '0',
  WEBHOOK_URLS: '',
};
const STORM = { over: 3, within: '1h', every: '2s' };
const DAILY = { every: '1d', at: '09:00', zone: 'UTC' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** A Slack-like channel with an endpoint of a test's own, which gets the events that name its scene. */
class Channel {
  static #count = 0;

  private constructor(
    public gateway: GatewayProcess,
    readonly id: string,
    readonly receiver: Receiver,
    private readonly key: string,
  ) {}

  static async on(gateway: GatewayProcess, receiver: Receiver, settings: object): Promise<Channel> {
    const key = `digest scene ${++Channel.#count}`;
    const url = `slack+${receiver.url('/services/T000/B000/digest')}`;
    const endpoint = { url, events: ['job.*'], filter: { 'data.scene': key }, ...settings };
    const { body } = await gateway.post('/api/webhooks/endpoints', endpoint);
    expect(body).toMatchObject({ success: true });
    return new Channel(gateway, body.endpoint.id as string, receiver, key);
  }

  async report(type: string, from: number, to: number): Promise<void> {
    for (let n = from; n <= to; n++) {
      const data = { job_id: `job-${n}`, scene: this.key, error: `no codec for "clip ${n}"` };
      await this.gateway.trigger({ event: `job.${type}`, data });
    }
  }

  async set(settings: object): Promise<void> {
    const body = JSON.stringify(settings);
    const answer = await this.gateway.request('PATCH', `/api/webhooks/endpoints/${this.id}`, {
      body,
      headers: JSON_TYPE,
    });
    expect(answer.body).toMatchObject({ success: true });
  }

  async deliveries(more = ''): Promise<Json[]> {
    const path = `/api/webhooks/deliveries?endpoint=${this.id}&limit=200${more}`;
    return ((await this.gateway.get(path)).body.deliveries as Json[]).toReversed();
  }

  /** Deliveries of events, without those of digests. */
  async ofEvents(): Promise<Json[]> {
    return (await this.deliveries()).filter(({ event }) => event !== 'webhook.digest');
  }

  async carriers(): Promise<Json[]> {
    return this.deliveries('&event=webhook.digest');
  }

  /** Resolves with the digest that gathers: it is shown as being sent for a moment, while its gateway decides that it waits. */
  gathering(): Promise<Json> {
    return until('a digest gathers', async () =>
      (await this.carriers()).find(({ state }) => state === 'pending'),
    );
  }

  /** Resolves once every delivery is in that state, the digests' own included. */
  settled(count: number): Promise<Json[]> {
    return until(`${count} delivered events`, async () => {
      const all = await this.deliveries();
      const events = all.filter(({ event }) => event !== 'webhook.digest');
      return events.length === count && all.every(({ state }) => state === 'delivered') && events;
    });
  }

  grouped(count: number): Promise<Json[]> {
    return until(`${count} grouped deliveries`, async () => {
      const all = (await this.deliveries()).filter(({ reason }) => reason === 'grouped');
      return all.length === count && all;
    });
  }

  /** Texts of the messages so far. */
  said(): string[] {
    return this.receiver.requests.map(({ body }) => (JSON.parse(body) as { text: string }).text);
  }

  summaries(): string[] {
    return this.said().filter((text) => /\d+ jobs? (failed|completed)/.test(text));
  }
}

describe('A digest', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => void (gateway = await stage.gateway(FAST)));

  const channel = async (settings: object) => Channel.on(gateway, await stage.receiver(), settings);
  const post = async (path: string, body: object = {}) => (await gateway.post(path, body)).body;

  it.concurrent('makes a handful of messages of a storm, and ends when it is calm', async () => {
    const slack = await channel({ digest: STORM });
    await slack.report('failed', 1, 40);
    const events = await slack.settled(40);
    const singles = slack.said().length - slack.summaries().length;
    expect(singles).toBe(3);
    expect(slack.summaries().length).toBeLessThanOrEqual(4);
    // Each event was told once: by itself, or by one digest.
    const told = slack.summaries().map((text) => Number(/(\d+) jobs? failed/.exec(text)![1]));
    expect(told.reduce((sum, count) => sum + count, 3)).toBe(40);
    const byDigest = events.filter(({ reason }) => reason === 'grouped');
    expect(byDigest).toHaveLength(37);
    const carriers = (await slack.carriers()).map(({ id }) => id);
    expect(new Set(byDigest.map(({ grouped_in: carrier }) => carrier))).toEqual(new Set(carriers));
    const { body } = await gateway.get(`/api/webhooks/deliveries/${carriers[0]}`);
    expect(body.delivery.data).toMatchObject({
      headline: expect.stringMatching(/^\d+ jobs? failed$/),
      tone: 'failure',
      errors: [{ error: 'no codec for …', count: expect.any(Number) }],
    });
    const members = await slack.deliveries(`&grouped_in=${carriers[0]}`);
    expect(members).toHaveLength(body.delivery.data.count as number);
  });

  it.concurrent('is brought to no other endpoint by a replay', async () => {
    const slack = await channel({ digest: STORM });
    await slack.report('failed', 1, 10);
    await slack.settled(10);
    expect((await slack.carriers()).length).toBeGreaterThan(0);
    const { endpoint } = await post('/api/webhooks/endpoints', {
      url: 'http://app.invalid/hook',
      events: ['webhook.*'],
    });
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const path = `/api/webhooks/endpoints/${endpoint.id}/replay`;
    expect(await post(path, { from, dry_run: true })).toMatchObject({ success: true, count: 0 });
  });

  it.concurrent('is on by default where people read along, and can be turned off', async () => {
    const { body } = await gateway.get(`/api/webhooks/endpoints/${(await channel({})).id}`);
    expect(body.endpoint.digest).toEqual({
      over: 30,
      within: '5m',
      every: '5m',
      types: null,
      except: null,
    });
    const off = await channel({ digest: 'off' });
    await off.report('failed', 1, 35);
    await off.settled(35);
    expect(off.said()).toHaveLength(35);
  });

  it.concurrent(
    'is refused where an application, an alert or a workflow takes each event by itself',
    async () => {
      const urls = [
        'http://127.0.0.1:9/hook',
        'https://events.pagerduty.com/integration/0123456789abcdef0123456789abcdef/enqueue',
      ];
      for (const url of urls) {
        const refused = await post('/api/webhooks/endpoints', { url, digest: STORM });
        expect(refused).toMatchObject({ success: false, errors: [{ field: 'digest' }] });
        const quiet = { times: ['22:00-07:00'], then: 'digest' };
        const quietly = await post('/api/webhooks/endpoints', { url, quiet });
        expect(quietly).toMatchObject({ success: false, errors: [{ field: 'quiet.then' }] });
      }
    },
  );

  it.concurrent('waits for its time, and shows what it gathers', async () => {
    const slack = await channel({ digest: { ...DAILY, except: ['job.cancelled'] } });
    await slack.report('completed', 1, 3);
    await slack.report('cancelled', 4, 4);
    const [first, second, third] = await slack.grouped(3);
    expect(slack.said()).toHaveLength(1);
    const carrier = await slack.gathering();
    expect(carrier).toMatchObject({ reason: 'gathering', held_by: 'digest' });
    expect(carrier.next_attempt_at).toMatch(/T09:00:00/);
    expect(first).toMatchObject({
      state: 'pending',
      grouped_in: carrier.id,
      held_by: 'digest',
      next_attempt_at: null,
    });
    // One is sent by itself, one is cancelled; the digest tells of the last one, now.
    await post(`/api/webhooks/deliveries/${first!.id}/retry`);
    await post(`/api/webhooks/deliveries/${second!.id}/cancel`);
    await until('the message of the first', () => slack.said().length === 2);
    await post(`/api/webhooks/deliveries/${carrier!.id}/retry`);
    await until('the digest', () => slack.summaries().length === 1);
    expect(slack.summaries()[0]).toContain('1 job completed');
    await until('the end of the third', async () => {
      const { body } = await gateway.get(`/api/webhooks/deliveries/${third!.id}`);
      return body.delivery.state === 'delivered' && body.delivery.reason === 'grouped';
    });
    expect((await slack.deliveries()).map(({ state }) => state).toSorted()).toEqual(
      ['cancelled', 'delivered', 'delivered', 'delivered', 'delivered'].toSorted(),
    );
  });

  it.concurrent(
    'is sent at once where it is turned off, and frees what it gathered where it is cancelled',
    async () => {
      const slack = await channel({ digest: DAILY });
      await slack.report('completed', 1, 2);
      await slack.grouped(2);
      await slack.set({ digest: 'off' });
      await slack.settled(2);
      expect(slack.summaries()).toHaveLength(1);

      const freed = await channel({ digest: DAILY });
      await freed.report('completed', 1, 2);
      await freed.grouped(2);
      await freed.set({ digest: { ...DAILY, except: ['job.completed'] } });
      await until('the digest of the change', () => freed.summaries().length === 1);
      await freed.set({ digest: DAILY });
      await freed.report('completed', 3, 4);
      await until('two more', async () => (await freed.carriers()).length === 2);
      await until('both gathered', async () => {
        const waiting = (await freed.ofEvents()).filter(
          ({ reason, state }) => reason === 'grouped' && state === 'pending',
        );
        return waiting.length === 2;
      });
      const gathering = await freed.gathering();
      await post(`/api/webhooks/deliveries/${gathering.id}/cancel`);
      // The freed deliveries fall under the next digest.
      await until('the next digest', async () => (await freed.carriers()).length === 3);
      const waiting = await until('both gathered anew', async () => {
        const all = (await freed.ofEvents()).filter(
          ({ state, reason }) => state === 'pending' && reason === 'grouped',
        );
        return all.length === 2 && all;
      });
      expect(waiting.every(({ grouped_in: carrier }) => carrier !== gathering.id)).toBe(true);
    },
  );

  it.concurrent(
    'gives way to its events where its endpoint becomes an application, which takes each by itself',
    async () => {
      const slack = await channel({ digest: DAILY });
      await slack.report('completed', 1, 3);
      await slack.grouped(3);
      await slack.set({ url: slack.receiver.url('/hook'), adapter: 'generic', digest: null });
      const events = await until('three events', async () => {
        const all = await slack.ofEvents();
        return all.every(({ state }) => state === 'delivered') && all;
      });
      expect(events.map(({ reason, grouped_in: carrier }) => [reason, carrier])).toEqual(
        Array.from({ length: 3 }, () => [null, null]),
      );
      const got = slack.receiver.requests.map(({ body }) => (JSON.parse(body) as { event: string }).event);
      expect(got).toEqual(['job.completed', 'job.completed', 'job.completed']);
      expect(await slack.carriers()).toMatchObject([{ state: 'cancelled', reason: 'digest_empty' }]);
    },
  );

  it.concurrent('tells what quiet hours held, when they end', async () => {
    const text = (at: number): string => new Date(at).toISOString().slice(11, 16);
    const times = [`${text(Date.now() - 3_600_000)}-${text(Date.now() + 3_600_000)}`];
    const slack = await channel({ digest: 'off', quiet: { times, zone: 'UTC', then: 'digest' } });
    await slack.report('failed', 1, 5);
    await slack.grouped(5);
    expect(slack.said()).toEqual([]);
    await slack.set({ quiet: null });
    await slack.settled(5);
    expect(slack.said()).toHaveLength(1);
    expect(slack.summaries()[0]).toContain('5 jobs failed');
  });

  it.concurrent(
    'fails what it gathered where its target refuses it, so that each can be redelivered',
    async () => {
      let refuses = true;
      const receiver = await stage.receiver(() =>
        refuses ? { status: 400, body: 'invalid_payload' } : { status: 200, body: 'ok' },
      );
      const slack = await Channel.on(gateway, receiver, { digest: { every: '1d' }, max_retries: 0 });
      await slack.report('failed', 1, 3);
      const [first] = await slack.grouped(3);
      await post(`/api/webhooks/deliveries/${first!.grouped_in}/retry`);
      await until('three failures', async () => {
        const all = await slack.deliveries();
        return all.length === 4 && all.every(({ state }) => state === 'failed');
      });
      refuses = false;
      await post(`/api/webhooks/deliveries/${first!.id}/redeliver`);
      await until('the message of the first', () => slack.said().length === 2);
      await post(`/api/webhooks/deliveries/${first!.grouped_in}/redeliver`);
      await slack.settled(3);
      expect(slack.said()).toHaveLength(3);
      expect(slack.said().at(-1)).toContain('3 jobs failed');
    },
  );
});

describe('A storm', () => {
  it('goes on over a restart: nothing is lost, and nothing is told twice', async () => {
    await using stage = new Stage();
    const env = { ...FAST, WEBHOOK_DATABASE: 'data/gateway.db' };
    const gateway = await stage.gateway(env);
    const receiver = await stage.receiver();
    const slack = await Channel.on(gateway, receiver, {
      digest: { over: 3, within: '1h', every: '3s' },
    });
    await slack.report('failed', 1, 20);
    await slack.grouped(17);
    await gateway.end('SIGKILL');
    slack.gateway = await stage.gateway(env);
    await slack.report('failed', 21, 40);
    await slack.settled(40);
    const told = slack.summaries().map((text) => Number(/(\d+) jobs? failed/.exec(text)![1]));
    const singles = slack.said().length - told.length;
    expect(told.reduce((sum, count) => sum + count, singles)).toBe(40);
    expect(slack.said().length).toBeLessThanOrEqual(8);
  });
});
