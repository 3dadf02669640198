import { beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import type { Answer, Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const FAST = {
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_RATE_LIMIT_MAX: '100000',
  WEBHOOK_BREAKER_FAILURES: '0',
  WEBHOOK_URLS: '',
};
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const JSON_TYPE = { 'content-type': 'application/json' };
const json = (body: object, status = 200): Answer => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});

interface Item {
  readonly event_id: string;
  readonly delivery_id: string;
  readonly payload: {
    readonly event: string;
    readonly data: { readonly n: number; readonly job_id: string };
  };
}

const itemsOf = ({ body }: Received): Item[] => JSON.parse(body) as Item[];
const numbersOf = (request: Received): number[] => itemsOf(request).map(({ payload }) => payload.data.n);

/** An application with an endpoint of a test's own. */
class App {
  static #count = 0;

  private constructor(
    readonly gateway: GatewayProcess,
    readonly id: string,
    readonly receiver: Receiver,
    private readonly key: string,
  ) {}

  static async on(gateway: GatewayProcess, receiver: Receiver, settings: object): Promise<App> {
    const key = `batch-scene-${++App.#count}`;
    const endpoint = {
      url: receiver.url(),
      events: ['job.*'],
      filter: { 'data.scene': key },
      secret: SECRET,
      ...settings,
    };
    const { body } = await gateway.post('/api/webhooks/endpoints', endpoint);
    expect(body).toMatchObject({ success: true });
    return new App(gateway, body.endpoint.id as string, receiver, key);
  }

  /** Reports events in one request, so that they are accepted together. `more`: by the number of the event. */
  async report(from: number, to: number, more: (n: number) => object = () => ({})): Promise<void> {
    const events = Array.from({ length: to - from + 1 }, (_, at) => {
      const n = from + at;
      return {
        event: n % 2 === 0 ? 'job.completed' : 'job.failed',
        id: `${this.key}-${n}`,
        data: { job_id: `job-${n}`, scene: this.key, n, ...more(n) },
      };
    });
    const { status } = await this.gateway.post('/api/webhooks/events', { events });
    expect(status).toBe(202);
  }

  async deliveries(): Promise<Json[]> {
    const { body } = await this.gateway.get(`/api/webhooks/deliveries?endpoint=${this.id}&limit=200`);
    return (body.deliveries as Json[]).toReversed();
  }

  async detail(id: string): Promise<Json> {
    return (await this.gateway.get(`/api/webhooks/deliveries/${id}`)).body.delivery as Json;
  }

  /** Resolves once all deliveries are in one of the states of an end. */
  ended(count: number): Promise<Json[]> {
    return until(`${count} ended deliveries`, async () => {
      const all = await this.deliveries();
      const isOver =
        all.length === count && all.every(({ state }) => state !== 'pending' && state !== 'sending');
      return isOver && all;
    });
  }

  /** Numbers of the events that the application got, with repetitions, request by request. */
  get received(): number[][] {
    return this.receiver.requests.map(numbersOf);
  }
}

describe('A batch', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => void (gateway = await stage.gateway(FAST)));

  const app = async (settings: object, answer?: (request: Received, nth: number) => Answer): Promise<App> =>
    App.on(gateway, await stage.receiver(answer ? (request, _, nth) => answer(request, nth) : () => 200), {
      max_retries: 5,
      ...settings,
    });
  const create = (settings: object) =>
    gateway.post('/api/webhooks/endpoints', { events: ['x.y'], ...settings });

  it.concurrent(
    'carries many events in one signed request, in the order of acceptance, each with its ids',
    async () => {
      const target = await app({ batch: { max: 100, within: '1s' } });
      await target.report(1, 40);
      const ended = await target.ended(40);
      expect(target.received).toEqual([Array.from({ length: 40 }, (_, at) => at + 1)]);
      const [request] = target.receiver.requests as [Received];
      expect(() =>
        new Webhook(SECRET).verify(request.body, request.headers as Record<string, string>),
      ).not.toThrow();
      expect(request.headers).toMatchObject({
        'content-type': 'application/json',
        'x-streamgank-event': 'webhook.batch',
        'x-streamgank-batch': '40',
      });
      expect(itemsOf(request).map(({ delivery_id: id }) => id)).toEqual(ended.map(({ id }) => id));
      expect(itemsOf(request).map(({ event_id: id }) => id)).toEqual(ended.map(({ event_id: id }) => id));
      expect(ended.every(({ state, attempts }) => state === 'delivered' && attempts === 1)).toBe(true);
      const { history } = await target.detail(ended[0]!.id as string);
      expect(history).toEqual([
        expect.objectContaining({
          outcome: 'delivered',
          batch: { id: request.headers['webhook-id'], size: 40 },
          request_note: expect.stringContaining('40 events in a batch'),
          request: expect.objectContaining({ exact: false, body_exact: false }),
        }),
      ]);
    },
  );

  it.concurrent('never carries more than its endpoint says, and one event in the same form', async () => {
    const target = await app({ batch: { max: 10 } });
    await target.report(1, 25);
    await target.ended(25);
    await target.report(26, 26);
    const ended = await target.ended(26);
    expect(Math.max(...target.received.map(({ length }) => length))).toBe(10);
    expect(target.received.flat().toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 26 }, (_, at) => at + 1),
    );
    const last = target.receiver.requests.at(-1)!;
    expect(itemsOf(last)).toHaveLength(1);
    expect(last.headers['webhook-id']).toBe(ended.at(-1)!.id);
    expect((await target.detail(ended.at(-1)!.id as string))['history']).toEqual([
      expect.objectContaining({
        batch: null,
        request: expect.objectContaining({ exact: true, body: last.body }),
      }),
    ]);
  });

  it.concurrent('waits for others no longer than its endpoint says', async () => {
    const target = await app({ batch: { max: 1_000, within: '300ms' } });
    await target.report(1, 1);
    await target.ended(1);
    expect(target.received).toEqual([[1]]);
  });

  it.concurrent('settles each event by its own result', async () => {
    const told = new Set<string>();
    const target = await app(
      { batch: { max: 100, within: '500ms' }, retry_schedule_ms: [100, 100], max_retries: undefined },
      (request) =>
        json(
          {
            results: itemsOf(request).map(({ delivery_id: id, payload: { data } }) => {
              if (data.n === 3) return { id, status: 'failed', error: 'no such account' };
              if (data.n !== 5 || told.has(id)) return { id, status: 'ok' };
              told.add(id);
              return { id, status: 'retry', error: 'locked' };
            }),
          },
          207,
        ),
    );
    await target.report(1, 8);
    const ended = await target.ended(8);
    expect(ended.map(({ state }) => state)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => (n === 3 ? 'failed' : 'delivered')),
    );
    expect(target.received).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [5]]);
    const refused = await target.detail(ended[2]!.id as string);
    expect(refused).toMatchObject({
      reason: 'batch_failed',
      history: [
        {
          status: 207,
          outcome: 'rejected',
          error: { code: 'batch_failed', message: 'HTTP 207 response, event failed: no such account' },
          response: { body: expect.stringContaining('no such account') },
        },
      ],
    });
    expect(await target.detail(ended[4]!.id as string)).toMatchObject({
      history: [
        { outcome: 'retry', error: { code: 'batch_retry' }, batch: { size: 8 } },
        { outcome: 'delivered', batch: null },
      ],
    });
    // The refusal of one event stands with no other.
    expect(JSON.stringify(await target.detail(ended[0]!.id as string))).not.toContain('no such account');
  });

  it.concurrent(
    'is sent again as a whole where the answer does not tell what became of its events',
    async () => {
      const target = await app(
        { batch: { max: 100, within: '500ms' }, retry_schedule_ms: [50, 50], max_retries: undefined },
        (_, nth) => (nth === 1 ? json({ ok: true }, 207) : json({ anything: 'else' })),
      );
      await target.report(1, 4);
      const [first] = await target.ended(4);
      expect(target.received[0]).toEqual([1, 2, 3, 4]);
      expect(target.received.slice(1).flat().toSorted()).toEqual([1, 2, 3, 4]);
      expect((await target.detail(first!.id as string))['history']).toMatchObject([
        { outcome: 'retry', error: { code: 'batch_unreadable' } },
        { outcome: 'delivered' },
      ]);
    },
  );

  it.concurrent('keeps the same id where the same events are sent again', async () => {
    const target = await app({ batch: { max: 5, within: '500ms' }, max_retries: 0 }, (_, nth) =>
      nth === 1 ? 500 : 200,
    );
    await target.report(1, 5);
    expect((await target.ended(5)).every(({ state }) => state === 'failed')).toBe(true);
    const filter = { endpoint: target.id, state: 'failed' };
    await gateway.post('/api/webhooks/deliveries/redeliver', { filter });
    await until('the redeliveries', async () =>
      (await target.deliveries()).every(({ state }) => state === 'delivered'),
    );
    expect(target.received).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5],
    ]);
    const [one, other] = target.receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(other).toBe(one);
  });

  it.concurrent('is halved where it is too large, without spending a retry', async () => {
    const target = await app({ batch: { max: 64, within: '1s' }, max_retries: 0 }, ({ body }) =>
      body.length > 8_000 ? 413 : 200,
    );
    await target.report(1, 64, () => ({ text: 'x'.repeat(300) }));
    const ended = await target.ended(64);
    expect(ended.every(({ state }) => state === 'delivered')).toBe(true);
    expect(target.received[0]).toHaveLength(64);
    const taken = target.receiver.requests.filter(({ body }) => body.length <= 8_000).flatMap(numbersOf);
    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, at) => at + 1));
    // Known by then: the next ones are small at once.
    const before = target.receiver.requests.length;
    await target.report(65, 128, () => ({ text: 'x'.repeat(300) }));
    await target.ended(128);
    expect(target.receiver.requests.slice(before).every(({ body }) => body.length <= 8_000)).toBe(true);
  });

  it.concurrent(
    'keeps no event from being delivered because of one that the application cannot take',
    async () => {
      const target = await app(
        { batch: { max: 16, within: '500ms' }, retry_schedule_ms: [20, 20, 20, 20], max_retries: undefined },
        (request) => (numbersOf(request).includes(7) ? 500 : 200),
      );
      await target.report(1, 16);
      const ended = await target.ended(16);
      expect(ended.filter(({ state }) => state === 'failed')).toHaveLength(1);
      expect(ended[6]).toMatchObject({ state: 'failed', reason: 'HTTP_500', attempts: 5 });
    },
  );

  it.concurrent('holds one event of a job at a time where their order matters', async () => {
    const target = await app({ batch: { max: 100, within: '200ms' }, ordering: 'job' });
    await target.report(1, 30, (n) => ({ job_id: `job-${n % 10}` }));
    await target.ended(30);
    for (const numbers of target.received)
      expect(new Set(numbers.map((n) => n % 10)).size).toBe(numbers.length);
    for (let job = 0; job < 10; job++) {
      const order = target.received.flat().filter((n) => n % 10 === job);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
    expect(target.received.length).toBeLessThan(10);
  });

  it.concurrent('is written line by line, and as CloudEvents', async () => {
    const lines = await app({ batch: { max: 10, within: '500ms', format: 'ndjson' }, payload: 'standard' });
    await lines.report(1, 2);
    await lines.ended(2);
    const [ndjson] = lines.receiver.requests as [Received];
    expect(ndjson.headers['content-type']).toBe('application/x-ndjson');
    const parsed = ndjson.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(parsed).toMatchObject([
      { payload: { type: 'job.failed' } },
      { payload: { type: 'job.completed' } },
    ]);

    const events = await app({ batch: { max: 10, within: '500ms' }, payload: 'cloudevents' });
    await events.report(1, 2);
    const ended = await events.ended(2);
    const [batch] = events.receiver.requests as [Received];
    expect(batch.headers['content-type']).toBe('application/cloudevents-batch+json; charset=utf-8');
    expect(JSON.parse(batch.body)).toMatchObject(
      ended.map(({ id, event_id: eventId }) => ({ specversion: '1.0', id: eventId, deliveryid: id })),
    );
  });

  it.concurrent('lets a member be redelivered by itself', async () => {
    const target = await app({ batch: { max: 10, within: '60s' } });
    await target.report(1, 10);
    const ended = await target.ended(10);
    await gateway.post(`/api/webhooks/deliveries/${ended[3]!.id}/redeliver`, {});
    await until('the redelivery', () => target.received.length === 2);
    expect(target.received[1]).toEqual([4]);
    await target.ended(10);
  });

  it.concurrent('counts as one request of the rate limit', async () => {
    const target = await app({
      batch: { max: 10, within: '300ms' },
      rate_limit: { max: 2, window_ms: 600_000 },
    });
    await target.report(1, 20);
    await target.ended(20);
    expect(target.received.map(({ length }) => length)).toEqual([10, 10]);
  });

  it.concurrent('is refused where it cannot be sent, naming the field', async () => {
    const faultsOf = async (settings: object) => {
      const { status, body } = await create(settings);
      expect(status).toBeGreaterThanOrEqual(400);
      return (body.errors as { field: string; message: string }[]).map(
        ({ field, message }) => `${field}: ${message}`,
      );
    };
    const url = 'http://app.invalid/hook';
    const chat = 'slack+http://chat.invalid/services/T000/B000/xxxx';
    expect(await faultsOf({ url: chat, batch: { max: 5 } })).toEqual([
      expect.stringMatching(/^batch: batch: Slack takes one event in each request/),
    ]);
    expect(await faultsOf({ url, batch: { max: 1 } })).toEqual([
      'batch.max: batch.max is a whole number from 2 to 1000.',
    ]);
    expect(await faultsOf({ url, batch: {} })).toEqual([
      'batch: batch needs a max that is a whole number from 2 to 1000.',
    ]);
    expect(await faultsOf({ url, batch: { max: 5, within: '61s' } })).toEqual([
      'batch.within: batch.within is a length of time from 0s to 60s, such as 250ms or 1s.',
    ]);
    expect(await faultsOf({ url, batch: { max: 5, format: 'xml' } })).toEqual([
      'batch.format: batch.format is one of json, ndjson, cloudevents.',
    ]);
    expect(await faultsOf({ url, batch: { max: 5, waits: 3 } })).toEqual([
      'batch.waits: There is no field batch.waits.',
    ]);
    expect(await faultsOf({ url, batch: { max: 5, format: 'cloudevents' }, payload: 'thin' })).toEqual([
      expect.stringMatching(/^batch\.format: /),
    ]);
    const headers = { 'X-Job': '{{ data.job_id }}' };
    expect(await faultsOf({ url, batch: { max: 5 }, payload: { headers, body: {} } })).toEqual([
      expect.stringMatching(/^batch: .*X-Job/),
    ]);
    const sink = `cloudevents+${url}`;
    expect(await faultsOf({ url: sink, batch: { max: 5, format: 'json' } })).toEqual([
      expect.stringMatching(/^batch\.format: .*takes cloudevents/),
    ]);
    expect(await faultsOf({ url: sink, batch: { max: 5 }, options: { mode: 'binary' } })).toEqual([
      expect.stringMatching(/^batch: .*mode is binary/),
    ]);
  });

  it.concurrent('is shown complete, and warns of a TTL that it would outlast', async () => {
    const { body } = await create({
      url: 'http://app.invalid/hook',
      batch: { max: 5, within: '9s' },
      ttl_ms: 5_000,
    });
    expect(body.endpoint.batch).toEqual({ max: 5, within: '9s', format: 'json' });
    expect(body.warnings ?? []).toEqual(expect.arrayContaining([expect.stringMatching(/^batch: .* TTL/)]));
  });
});

describe('A gateway that is killed while a batch is on its way', () => {
  const stage = Stage.forFile();

  it('loses no event, and repeats those of the batch alone', async () => {
    const gateway = await stage.gateway(FAST);
    const receiver = await stage.receiver(async (_request, response, nth) => {
      if (nth !== 1) return 200;
      await gateway.end('SIGKILL');
      response.destroy();
      return 'handled';
    });
    const target = await App.on(gateway, receiver, {
      batch: { max: 20, within: '300ms' },
      concurrency: 1,
    });
    await target.report(1, 30);
    await until('the kill', () => receiver.requests.length > 0);
    const again = await stage.gateway(FAST);
    const revived = Object.assign(Object.create(App.prototype) as App, target, { gateway: again });
    const ended = await revived.ended(30);
    expect(ended.every(({ state }) => state === 'delivered')).toBe(true);
    const counts = new Map<number, number>();
    for (const n of target.received.flat()) counts.set(n, (counts.get(n) ?? 0) + 1);
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, at) => at + 1),
    );
    const repeated = [...counts].filter(([, count]) => count > 1).map(([n]) => n);
    expect(repeated.every((n) => target.received[0]!.includes(n))).toBe(true);
  });
});
