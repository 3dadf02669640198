import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscordChannel } from '../support/discord-channel.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import { PostgresServer } from '../support/postgres-server.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const FAST = {
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_RATE_LIMIT_MAX: '100000',
  WEBHOOK_BREAKER_FAILURES: '0',
  WEBHOOK_URLS: '',
};
const HOUR_MS = 3_600_000;

/** The parts of an event beside its job, and the gateway that takes it. */
interface Told {
  readonly gateway?: GatewayProcess;
  readonly error?: string;
}

/** An endpoint of a test's own, which gets the events that name its scene. */
class Scene {
  static #count = 0;

  private constructor(
    readonly gateway: GatewayProcess,
    readonly id: string,
    private readonly key: string,
  ) {}

  static async on(gateway: GatewayProcess, url: string, settings: object = {}): Promise<Scene> {
    const key = `mute scene ${++Scene.#count}`;
    const endpoint = { url, events: ['job.*'], filter: { 'data.scene': key }, ...settings };
    const { body } = await gateway.post('/api/webhooks/endpoints', endpoint);
    expect(body).toMatchObject({ success: true });
    return new Scene(gateway, body.endpoint.id as string, key);
  }

  trigger(type: string, job = 'j1', { gateway = this.gateway, ...more }: Told = {}) {
    return gateway.trigger({ event: `job.${type}`, data: { job_id: job, scene: this.key, ...more } });
  }

  async mute(request: object): Promise<Json> {
    const { status, body } = await this.gateway.post(`/api/webhooks/endpoints/${this.id}/mute`, request);
    expect([status, body.success]).toEqual([201, true]);
    return body.mute;
  }

  async mutedUntil(gateway = this.gateway): Promise<string | null> {
    return (await gateway.get(`/api/webhooks/endpoints/${this.id}`)).body.endpoint.muted_until as string;
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

const unmute = (gateway: GatewayProcess, id: string) =>
  gateway.request('DELETE', `/api/webhooks/mutes/${id}`);

describe('A mute', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => void (gateway = await stage.gateway(FAST)));

  it('drops messages until it is ended, which is no failure; the endpoint tells its end', async () => {
    const receiver = await stage.receiver();
    const scene = await Scene.on(gateway, receiver.url());
    const mute = await scene.mute({ for: '1h', reason: 'maintenance' });
    expect(mute).toMatchObject({
      endpoint_id: scene.id,
      active: true,
      then: 'drop',
      reason: 'maintenance',
      actor: 'loopback',
    });
    expect(await scene.mutedUntil()).toBe(mute.until);
    await scene.trigger('completed');
    await scene.states('cancelled: muted');
    const { body } = await unmute(gateway, mute.id as string);
    expect(body.mute).toMatchObject({ active: false, ended_at: expect.any(String) });
    expect(await scene.mutedUntil()).toBeNull();
    await scene.trigger('failed');
    await scene.states('cancelled: muted', 'delivered');
    expect(receiver.requests).toHaveLength(1);
    expect(gateway.messages.filter((line) => line.includes('❌'))).toEqual([]);
    expect((await unmute(gateway, mute.id as string)).status).toBe(404);
    const { body: audit } = await gateway.get('/api/webhooks/audit');
    expect((audit.entries as Json[]).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['endpoints.mute', 'mutes.delete']),
    );
  });

  it('keeps messages until it is ended where it holds, and tells when that is', async () => {
    const receiver = await stage.receiver();
    const scene = await Scene.on(gateway, receiver.url());
    const mute = await scene.mute({ until: new Date(Date.now() + HOUR_MS).toISOString(), then: 'hold' });
    await scene.trigger('completed');
    await scene.states('pending: muted');
    const [held] = await scene.deliveries();
    expect(held).toMatchObject({ held_by: 'muted', held_until: held.next_attempt_at });
    await unmute(gateway, mute.id as string);
    await scene.states('delivered');
  });

  it('concerns no other job or type than its own', async () => {
    const receiver = await stage.receiver();
    const scene = await Scene.on(gateway, receiver.url());
    await scene.mute({ for: '1h', filter: { job_id: 'noisy' } });
    await scene.mute({ for: '1h', filter: { type: 'job.cancelled' } });
    await scene.trigger('completed', 'noisy');
    await scene.trigger('completed');
    await scene.trigger('cancelled');
    await scene.states('cancelled: muted', 'delivered', 'cancelled: muted');
    expect(await scene.mutedUntil()).toBeNull();
  });

  it('concerns all errors of the kind that it names, whatever their ids and numbers, and no others', async () => {
    const receiver = await stage.receiver();
    const scene = await Scene.on(gateway, receiver.url());
    const wanted = { for: '1h', filter: { error: 'Render node 17 does not answer' } };
    expect(await scene.mute(wanted)).toMatchObject({ error: 'Render node … does not answer', type: null });
    for (const error of ['Render node 4 does not answer', 'Render node 4 is full'])
      await scene.trigger('failed', `job of ${error}`, { error });
    await scene.trigger('completed');
    await scene.states('cancelled: muted', 'delivered', 'delivered');
    expect(await scene.mutedUntil()).toBeNull();
    const refused = await gateway.post('/api/webhooks/mutes', { for: '1h', filter: { error: '4711' } });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'filter.error' }] } });
  });

  it('leaves the edits of a live message alone', async () => {
    const discord = new DiscordChannel();
    const receiver = await stage.receiver(discord.behaviour);
    const url = DiscordChannel.url(receiver.url(''));
    const scene = await Scene.on(gateway, url, { conversation: 'live' });
    await scene.trigger('extraction_completed');
    await scene.states('delivered');
    await scene.mute({ for: '1h' });
    await scene.trigger('failed');
    await scene.states('delivered', 'delivered');
    expect(discord.messages.map(({ said }) => said)).toEqual([
      ['📦 Movies extracted: j1', '❌ Render failed: j1'],
    ]);
  });

  it('applies to each of all endpoints, ends by itself, and is listed', async () => {
    const receiver = await stage.receiver();
    const scene = await Scene.on(gateway, receiver.url());
    const { body } = await gateway.post('/api/webhooks/mutes', { for: '2s', then: 'hold' });
    await scene.trigger('completed');
    await scene.states('pending: muted');
    await scene.states('delivered');
    const { body: listed } = await gateway.get('/api/webhooks/mutes');
    expect(listed.mutes[0]).toMatchObject({
      id: body.mute.id,
      endpoint_id: null,
      active: false,
      ended_at: null,
    });
  });

  it('does not hold any more once its endpoint was removed', async () => {
    const receiver = await stage.receiver();
    const scene = await Scene.on(gateway, receiver.url());
    const { id } = await scene.mute({ for: '1h' });
    const listed = async () => {
      const { body } = await gateway.get('/api/webhooks/mutes');
      return (body.mutes as Json[]).find((mute) => mute.id === id);
    };
    expect(await listed()).toMatchObject({ active: true });
    await gateway.request('DELETE', `/api/webhooks/endpoints/${scene.id}`);
    expect(await listed()).toMatchObject({ active: false, ended_at: null });
  });

  it('needs an end, one, not too far ahead', async () => {
    const fault = async (request: object) => {
      const { status, body } = await gateway.post('/api/webhooks/mutes', request);
      return [status, ...(body.errors as Json[]).map(({ field }) => field as string)];
    };
    expect(await fault({})).toEqual([422, 'for']);
    expect(await fault({ for: '1s', until: '2030-01-01T00:00:00Z' })).toEqual([422, 'until']);
    expect(await fault({ until: '2020-01-01T00:00:00Z' })).toEqual([422, 'until']);
    for (const length of ['91d', '999999d', '0s', '1w', 60_000, ''])
      expect(await fault({ for: length })).toEqual([400, 'for']);
    expect(await fault({ for_ms: 60_000 })).toEqual([400, 'for_ms']);
    expect(await fault({ until: 'tomorrow' })).toEqual([400, 'until']);
    expect(await fault({ for: '1s', filter: { type: 'Job' } })).toEqual([400, 'filter.type']);
    expect(await fault({ for: '1s', filter: { jobb: 'x' } })).toEqual([400, 'filter.jobb']);
    expect(await fault({ for: '1s', filter: [] })).toEqual([400, 'filter']);
  });
});

describe('A mute on one of two nodes', () => {
  const stage = Stage.forFile();
  let server: PostgresServer;
  beforeAll(async () => void (server = await PostgresServer.start()), 60_000);
  afterAll(() => server?.stop(), 60_000);

  it('holds on both, and its end on one sends what the other holds', async () => {
    const database = await server.createDatabase();
    const env = {
      ...FAST,
      DATABASE_URL: `${database.url}?pool=4`,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
    };
    const [one, other] = [await stage.gateway(env), await stage.gateway(env)];
    const receiver = await stage.receiver();
    const scene = await Scene.on(one, receiver.url());
    const mute = await scene.mute({ for: '1h', then: 'hold' });
    await until(
      'the other node knows the mute',
      async () =>
        (await other.get(`/api/webhooks/endpoints/${scene.id}`)).status === 200 &&
        (await scene.mutedUntil(other)) === mute.until,
    );
    await scene.trigger('completed', 'j1', { gateway: other });
    await scene.states('pending: muted');
    await unmute(one, mute.id as string);
    await scene.states('delivered');
    expect(receiver.requests).toHaveLength(1);
  }, 60_000);
});
