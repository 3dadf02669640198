import type { ApiAnswer, GatewayProcess, Json } from '../support/gateway-process.ts';
import type { Receiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import { ADMIN, HOSTS, JSON_BY_ADMIN, KEYS, OWN_SECRET, sentTo } from './scene.ts';

/** Endpoints of the API, by the name that they get: several adapters, and one endpoint for each way in which a delivery may stand. */
const ENDPOINTS: Readonly<Record<string, object>> = {
  application: {
    url: `http://${HOSTS.app}/own?token=kept-in-the-query`,
    events: ['job.*'],
    secret: OWN_SECRET,
    headers: { 'X-Kept': 'kept in a header' },
    filter: { 'data.country': { $ne: 'nowhere' } },
  },
  slack: {
    url: 'slack+http://chat.test/services/T000/B000/keptkeptkeptkeptkept',
    events: ['job.completed'],
    message: { detail: 'full', title: 'Done: {{ data.title }}' },
  },
  discord: {
    url: 'discord+http://chat.test/api/webhooks/1/kept-token',
    events: ['job.completed'],
    conversation: 'live',
  },
  alerts: {
    url: 'slack+http://chat.test/services/T000/B000/kepttookepttookepttook',
    events: ['webhook.delivery_exhausted'],
  },
  telegram: {
    url: 'telegram+http://chat.test/bot123456:keptkeptkeptkeptkeptkeptkeptkeptkep/sendMessage?chat_id=42',
    events: ['job.completed'],
  },
  refusing: { url: `http://${HOSTS.refusing}/hook`, events: ['job.failed'], max_retries: 0 },
  later: { url: `http://${HOSTS.later}/hook`, events: ['job.timeout'], ordering: 'job' },
  silent: { url: `http://${HOSTS.silent}/hook`, events: ['job.script_completed'], timeout_ms: 60_000 },
  paused: { url: `http://${HOSTS.paused}/hook`, events: ['job.cancelled'] },
  gone: { url: `http://${HOSTS.gone}/hook`, events: ['job.deleted'] },
  limited: {
    url: `http://${HOSTS.limited}/hook`,
    events: ['job.render_timeout'],
    rate_limit: { max: 5, window_ms: 60_000 },
  },
  broken: { url: `http://${HOSTS.broken}/hook`, events: ['job.failed_no_retry'] },
  batches: {
    url: `http://${HOSTS.batches}/hook`,
    events: ['kept.batched'],
    batch: { max: 10, within: '1s' },
  },
};

/** Fills a new database through the API, so that every table has rows and deliveries stand in every state. */
export class Filling {
  readonly #gateway: GatewayProcess;
  readonly #world: Receiver;

  constructor(gateway: GatewayProcess, world: Receiver) {
    this.#gateway = gateway;
    this.#world = world;
  }

  /** Resolves when all stands as it will be kept, and nothing changes by itself any more. */
  async run(): Promise<void> {
    await this.#declare();
    await this.#report();
    await this.#wait();
    await this.#repair();
  }

  /** Begins an operation that goes on for minutes: the last thing before the end of the gateway. */
  async beginOperation(): Promise<void> {
    const filter = { endpoint: await this.#idOf('refusing'), state: 'failed' };
    await this.#call('POST', '/api/webhooks/deliveries/redeliver', { filter, rate: 1 });
  }

  async #declare(): Promise<void> {
    for (const [name, endpoint] of Object.entries(ENDPOINTS))
      await this.#call('POST', '/api/webhooks/endpoints', { name, ...endpoint });
    await this.#call('POST', `/api/webhooks/endpoints/${await this.#idOf('paused')}/pause`, {});
    await this.#call('PUT', '/api/webhooks/event-types/job.reviewed', {
      headline: 'Reviewed',
      tone: 'success',
      schema: { type: 'object', required: ['reviewer'] },
      on_mismatch: 'warn',
    });
    await this.#call('POST', '/api/webhooks/views', {
      page: 'deliveries',
      name: 'kept',
      q: 'state:failed',
    });
    await this.#call('POST', '/api/webhooks/mutes', {
      for: '1d',
      filter: { type: 'job.muted' },
      reason: 'kept',
    });
    await this.#call('POST', '/api/webhooks/keys', { name: 'kept', role: 'viewer' });
    await this.#session();
    await this.#gateway.get('/api/webhooks/audit', { authorization: 'Bearer wrong' });
  }

  /** Signs in to the console, and out again. */
  async #session(): Promise<void> {
    const signedIn = await this.#gateway.post('/api/console/login', { key: KEYS.WEBHOOK_ADMIN_KEYS });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((text) => text.split(';', 1)[0])
      .join('; ');
    const headers = { cookie, 'x-csrf-token': signedIn.body.csrf_token as string };
    const out = await this.#gateway.post('/api/console/logout', {}, headers);
    if (out.status >= 300) throw new Error(`signing out answered ${out.status}`);
  }

  async #report(): Promise<void> {
    const job = (id: string) => ({ job_id: id, title: 'Ünïcode 🎬 "quoted"', country: 'de' });
    for (let n = 1; n <= 3; n++) await this.#event('job.completed', job(`done-${n}`), `kept-${n}`);
    for (let n = 1; n <= 2; n++)
      await this.#event('job.failed', { job_id: `failed-${n}`, error: 'no codec' });
    for (let n = 1; n <= 2; n++) await this.#event('job.timeout', job('timed-out'));
    for (let n = 1; n <= 2; n++) await this.#event('job.script_completed', job(`script-${n}`));
    for (let n = 1; n <= 3; n++) await this.#event('job.cancelled', job(`cancelled-${n}`));
    for (let n = 1; n <= 2; n++) await this.#event('job.deleted', job(`deleted-${n}`));
    for (let n = 1; n <= 2; n++) await this.#event('job.render_timeout', job(`rendered-${n}`));
    for (let n = 1; n <= 5; n++) await this.#event('job.failed_no_retry', job(`broken-${n}`));
    await this.#event('job.reviewed', { job_id: 'mismatched' });
    await this.#event('unrouted.type', { job_id: 'unrouted' });
    await this.#event('unrouted.type', { job_id: 'erased' });
    const events = [1, 2, 3].map((n) => ({ event: 'kept.batched', data: { job_id: `batched-${n}` } }));
    await this.#call('POST', '/api/webhooks/events', { events });
    const cloudEvent = {
      specversion: '1.0',
      type: 'job.completed',
      id: 'kept-cloud-event',
      source: '/jobs',
      data: job('cloud'),
    };
    await this.#call('POST', '/api/webhooks/events', cloudEvent, {
      'content-type': 'application/cloudevents+json',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
  }

  async #event(event: string, data: object, id?: string): Promise<void> {
    await this.#call('POST', '/api/webhooks/trigger', { event, data, ...(id && { id }) });
  }

  async #wait(): Promise<void> {
    const counts = {
      app: 8,
      chat: 12,
      refusing: 2,
      later: 1,
      silent: 2,
      gone: 1,
      limited: 1,
      broken: 3,
      batches: 1,
    };
    const hosts: Record<string, string> = { ...HOSTS, chat: 'chat.test' };
    await until(
      () => `the world got ${this.#world.requests.map(({ path }) => path).join(' ')}`,
      () =>
        Object.entries(counts).every(([name, count]) => sentTo(this.#world, hosts[name]!).length >= count),
    );
    await until('the deliveries are settled', async () => {
      const { deliveries } = await this.#gateway.status(ADMIN);
      return deliveries.sending === counts.silent;
    });
    await until('what has failed belongs to incidents', async () => {
      const { incidents } = (await this.#gateway.get('/api/webhooks/incidents', ADMIN)).body as Json;
      return incidents.some(({ failed }: Json) => failed > 0);
    });
    await until('the backlog of a minute is recorded', async () => {
      const { stats } = (await this.#gateway.get('/api/webhooks/stats', ADMIN)).body as Json;
      return stats.backlog.some(({ waiting }: Json) => waiting > 0);
    });
    await until('the queue of an endpoint is recorded', async () => {
      const path = `/api/webhooks/stats?endpoint=${await this.#idOf('paused')}`;
      const { stats } = (await this.#gateway.get(path, ADMIN)).body as Json;
      return stats.queue.some(({ queued }: Json) => queued > 0);
    });
  }

  /** Redelivers a delivered one, cancels a pending one, and makes two operations that end. */
  async #repair(): Promise<void> {
    const { deliveries } = (await this.#gateway.get('/api/webhooks/deliveries?limit=200', ADMIN))
      .body as Json;
    const one = (state: string, event: string): string =>
      deliveries.find((row: Json) => row.state === state && row.event === event).id as string;
    await this.#call('POST', `/api/webhooks/deliveries/${one('pending', 'job.cancelled')}/cancel`, {});
    await this.#call('POST', `/api/webhooks/deliveries/${one('delivered', 'job.completed')}/redeliver`, {});
    await this.#press();
    await this.#erase('erased');
    await this.#operation(`endpoints/${await this.#idOf('discord')}/replay`, {
      events: ['job.reviewed'],
      from: new Date(Date.now() - 3_600_000).toISOString(),
    });
    await this.#operation('deliveries/cancel', {
      filter: { event: 'job.failed_no_retry', state: 'pending' },
    });
    await until('the redelivered one is settled again', async () => {
      const status = await this.#gateway.status(ADMIN);
      return status.deliveries.sending === 2;
    });
  }

  /** Presses the button of a message that redelivers what has failed. */
  async #press(): Promise<void> {
    const path = await until('a message with an action', () => {
      const bodies = sentTo(this.#world, 'chat.test').map(({ body }) => body);
      return bodies.flatMap((body) => /\/a\/gwact_[\w-]+/.exec(body) ?? [])[0];
    });
    await this.#call('POST', path, {});
  }

  async #erase(jobId: string): Promise<void> {
    await this.#call('POST', '/api/webhooks/erasures', { job_id: jobId, reason: 'kept' });
    await until('the job is erased', async () => {
      const { erasures } = (await this.#gateway.get('/api/webhooks/erasures', ADMIN)).body as Json;
      return erasures.every(({ state }: Json) => state === 'done');
    });
  }

  async #operation(path: string, body: object): Promise<void> {
    const { operation } = (await this.#call('POST', `/api/webhooks/${path}`, body)).body as Json;
    await until('the operation is done', async () => {
      const answer = await this.#gateway.get(`/api/webhooks/operations/${operation.id}`, ADMIN);
      return answer.body.operation.state === 'done';
    });
  }

  async #idOf(name: string): Promise<string> {
    const { endpoints } = (await this.#gateway.get('/api/webhooks/endpoints', ADMIN)).body as Json;
    return endpoints.find((one: Json) => one.name === name).id as string;
  }

  async #call(method: string, path: string, body: object, headers: object = {}): Promise<ApiAnswer> {
    const answer = await this.#gateway.request(method, path, {
      body: JSON.stringify(body),
      headers: { ...JSON_BY_ADMIN, ...headers },
    });
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
