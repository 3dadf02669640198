import { beforeAll, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { arrivals } from '../support/arrivals.js';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();

/** JSON of the API. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

const BACKLOG = 10_000;
/** Events that nobody wanted when they came. */
const PAST = 30;

/** Failed deliveries as many days of trouble leave them, written while no gateway runs. */
const FILL = `
  with recursive n (i) as (select 1 union all select i + 1 from n where i < ${BACKLOG})
  insert into events (id, type, size, timestamp, accepted_at, bare, data)
  select 'old-' || i, 'job.failed', 9, 'then', @now, 0, json_object('old', i) from n;`;
const FILL_DELIVERIES = `
  insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, created_at, settled_at, reason)
  select printf('019b0000-0000-7000-8000-%012d', substr(id, 5)), id, @endpoint, 'webhook_1', 0, 'failed', 1,
    @now, @now, 'HTTP_500' from events where id like 'old-%'`;

describe('Repair', () => {
  let gateway: GatewayProcess;
  let receiver: Receiver;
  let other: Receiver;
  let answer = 500;

  const env = (urls: string): Record<string, string> => ({
    WEBHOOK_URLS: urls,
    WEBHOOK_MAX_RETRIES: '1',
    WEBHOOK_RATE_LIMIT_MAX: '1000000',
    WEBHOOK_BREAKER_FAILURES: '0',
  });

  beforeAll(async () => {
    receiver = await stage.receiver(() => answer);
    other = await stage.receiver();
    gateway = await stage.gateway(env(receiver.url()));
  }, 60_000);

  const post = async (path: string, body: unknown = {}, status = 200): Promise<Json> => {
    const given: ApiAnswer = await gateway.post(`/api/webhooks/${path}`, body);
    expect([given.status, given.body]).toEqual([status, expect.anything()]);
    return given.body;
  };
  const get = async (path: string): Promise<Json> => (await gateway.get(`/api/webhooks/${path}`)).body;

  const trigger = async (n: number): Promise<string> => {
    const { deliveries } = await gateway.trigger({ event: 'job.failed', data: { n }, id: `e${n}` });
    return deliveries[0].delivery_id as string;
  };
  const reaches = (id: string, state: string): Promise<Json> =>
    until(`${id} is ${state}`, async () => {
      const { delivery } = await get(`deliveries/${id}`);
      return delivery.state === state && delivery;
    });
  const over = (id: string): Promise<Json> =>
    until(`${id} is over`, async () => {
      const { operation } = await get(`operations/${id}`);
      return operation.state !== 'running' && operation;
    });

  const countedAsCancelled = async (): Promise<number> => {
    const { body } = await gateway.get('/metrics');
    const counted = /^webhook_deliveries_settled_total\{endpoint="webhook_1",outcome="cancelled"\} (\d+)$/m;
    return Number(counted.exec(body)?.[1] ?? 0);
  };

  it('sends a failed delivery again under its old id, with new retries', async () => {
    answer = 500;
    const id = await trigger(1);
    await reaches(id, 'failed');
    receiver.requests.splice(0);
    const { delivery } = await post(`deliveries/${id}/redeliver`);
    expect(delivery).toMatchObject({ id, settled_at: null, reason: null });
    const again = await until('it has failed again', async () => {
      const { delivery: now } = await get(`deliveries/${id}`);
      return now.attempts === 4 && now.state === 'failed' && now;
    });
    expect(again.history.map(({ number }: Json) => number)).toEqual([1, 2, 3, 4]);
    answer = 200;
    await post(`deliveries/${id}/redeliver`);
    expect(await reaches(id, 'delivered')).toMatchObject({ attempts: 5, will_retry: false });
    const ids = receiver.requests.map(({ headers }) => headers['x-streamgank-delivery']);
    expect(ids).toEqual([id, id, id]);
  });

  it('keeps what is for a paused endpoint, and brings it when it is resumed', async () => {
    answer = 200;
    receiver.requests.splice(0);
    const { endpoint } = await post('endpoints/webhook_1/pause');
    expect(endpoint).toMatchObject({ state: 'paused', paused_at: expect.stringMatching(/Z$/) });
    const [kept, cancelled] = [await trigger(2), await trigger(3)];
    const { delivery } = await post(`deliveries/${cancelled}/cancel`);
    expect(delivery).toMatchObject({ state: 'cancelled', reason: 'cancelled_by_operator' });
    await post(`deliveries/${cancelled}/cancel`, {}, 409);
    expect(await countedAsCancelled()).toBe(1);
    expect(await post(`deliveries/${kept}/redeliver`, {}, 409)).toMatchObject({ code: 'not_settled' });
    expect(await get(`deliveries/${kept}`)).toMatchObject({
      delivery: {
        state: 'pending',
        attempts: 0,
        will_retry: true,
        retry_reason: expect.stringMatching(/resumed/),
      },
    });
    expect((await gateway.status()).endpoints[0].state).toBe('paused');
    expect(receiver.requests).toEqual([]);
    await post('endpoints/webhook_1/resume');
    await reaches(kept, 'delivered');
    expect(receiver.requests).toHaveLength(1);
  });

  it('stays paused over a restart', async () => {
    await post('endpoints/webhook_1/pause');
    await gateway.end();
    gateway = await stage.gateway(env(receiver.url()));
    const id = await trigger(4);
    expect((await get('endpoints')).endpoints[0].state).toBe('paused');
    const { operation } = await post('deliveries/cancel', { filter: { event_id: 'e4' } }, 202);
    expect(await over(operation.id)).toMatchObject({ kind: 'cancel', state: 'done', succeeded: 1 });
    await reaches(id, 'cancelled');
    expect(await countedAsCancelled()).toBe(1);
    await post('endpoints/webhook_1/resume');
  });

  it('redelivers ten thousand, each once, though the gateway is killed midway', async () => {
    await gateway.settled();
    await gateway.end();
    const database = new SqliteDatabase(stage.databaseFile);
    const [{ id: endpoint }] = database.prepare<[], { id: string }>('select id from endpoints').all() as [
      { id: string },
    ];
    const now = Date.now();
    database.prepare(FILL.trim().replace(/;$/, '')).run({ now });
    database.prepare(FILL_DELIVERIES).run({ now, endpoint });
    database.close();
    answer = 200;
    receiver.requests.splice(0);
    gateway = await stage.gateway(env(receiver.url()));
    const filter = { state: 'failed', endpoint: 'webhook_1', event: 'job.failed', error: 'http_500' };
    const dry = await post('deliveries/redeliver', { filter, dry_run: true });
    expect(dry).toMatchObject({ dry_run: true, count: BACKLOG, complete: true });
    expect(dry.sample).toHaveLength(10);
    expect(receiver.requests).toEqual([]);
    const { operation } = await post('deliveries/redeliver', { filter, rate: 4_000 }, 202);
    expect(operation).toMatchObject({ kind: 'redeliver', state: 'running', total: BACKLOG, rate: 4_000 });
    await until(
      'it is under way',
      async () => (await get(`operations/${operation.id}`)).operation.processed > 500,
    );
    await gateway.end('SIGKILL');
    gateway = await stage.gateway(env(receiver.url()));
    // Asking how far it is takes the gateway longer than the request of a delivery.
    await receiver.count(BACKLOG, 60_000);
    expect(await over(operation.id)).toMatchObject({ state: 'done', processed: BACKLOG, succeeded: BACKLOG });
    await gateway.settled(60_000);
    const arrived = receiver.requests.map(({ body }) => JSON.parse(body).data.old as number);
    expect(new Set(arrived).size).toBe(BACKLOG);
    expect((await get('deliveries?state=failed')).deliveries).toEqual([]);
    expect((await get('operations')).operations[0]).toMatchObject({ id: operation.id, state: 'done' });
  }, 120_000);

  it('ends an operation that is cancelled, and leaves the rest as it was', async () => {
    const filter = { state: 'delivered', event: 'job.*' };
    const { operation } = await post('deliveries/redeliver', { filter, rate: 1 }, 202);
    const cancelled = await post(`operations/${operation.id}/cancel`);
    expect(cancelled.operation).toMatchObject({ state: 'cancelled', finished_at: expect.any(String) });
    expect(await post(`operations/${operation.id}/cancel`, {}, 409)).toMatchObject({ code: 'not_running' });
    expect(cancelled.operation.processed).toBeLessThan(5);
  });

  it('replays the past to an endpoint that was added, once', async () => {
    for (let n = 0; n < PAST; n++) await gateway.trigger({ event: 'job.timeout', data: { n } });
    await gateway.settled(60_000);
    await gateway.end();
    gateway = await stage.gateway({ ...env(`${receiver.url()},${other.url()}`), WEBHOOK_EVENTS: 'job.*' });
    const since = { events: 'job.timeout', from: '2020-01-01' };
    const dry = await post('endpoints/webhook_2/replay', { ...since, dry_run: true });
    expect(dry).toMatchObject({ dry_run: true, count: PAST, there_already: 0, complete: true });
    expect(dry.sample[0]).toMatchObject({ type: 'job.timeout' });
    const { operation } = await post('endpoints/webhook_2/replay', since, 202);
    expect(await over(operation.id)).toMatchObject({ kind: 'replay', succeeded: PAST, failed: 0 });
    await other.count(PAST);
    await gateway.settled();
    const counted = await post('endpoints/webhook_2/replay', { ...since, dry_run: true });
    expect(counted).toMatchObject({ count: PAST, there_already: PAST });
    const again = await post('endpoints/webhook_2/replay', since, 202);
    expect(await over(again.operation.id)).toMatchObject({ succeeded: 0, failed: PAST });
    expect(other.requests).toHaveLength(PAST);
    const { deliveries } = await get('deliveries?endpoint=webhook_2&limit=1');
    expect(deliveries[0]).toMatchObject({ replay_of: operation.id, state: 'delivered' });
  }, 120_000);

  it('brings the events of a job in their order where that is asked for, replayed and redelivered', async () => {
    let status = 400;
    const ordered = await stage.receiver(() => status);
    const [jobs, each] = [3, 10];
    const events = Array.from({ length: jobs * each }, (_, n) => ({
      event: 'order.step',
      id: `o${n}`,
      data: { job_id: `o${n % jobs}`, n },
    }));
    await post('events', { events }, 202);
    const request = { url: ordered.url(), events: ['order.*'], ordering: 'job', max_retries: 0 };
    const { endpoint } = await post('endpoints', request, 201);
    const inOrder = Array.from({ length: jobs }, (_, job) =>
      events.map(({ data }) => data.n).filter((n) => n % jobs === job),
    );
    const arrived = async () => {
      await ordered.count(events.length);
      return [...arrivals(ordered.requests.splice(0))].toSorted().map(([, numbers]) => numbers);
    };
    const replay = await post(`endpoints/${endpoint.id}/replay`, {}, 202);
    expect(await arrived()).toEqual(inOrder);
    expect(await over(replay.operation.id)).toMatchObject({ succeeded: events.length });
    await gateway.settled();
    status = 200;
    await post('deliveries/redeliver', { filter: { endpoint: endpoint.id } }, 202);
    expect(await arrived()).toEqual(inOrder);
  }, 60_000);

  it.each([
    ['deliveries/redeliver', {}, 'filter', /required/],
    ['deliveries/redeliver', { filter: [] }, 'filter', /JSON object/],
    [
      'deliveries/redeliver',
      { filter: { state: 'pending' } },
      'filter.state',
      /failed, cancelled, delivered/,
    ],
    ['deliveries/redeliver', { filter: { colour: 'red' } }, 'filter.colour', /no field filter.colour/],
    ['deliveries/redeliver', { filter: {}, rate: 0 }, 'rate', /1 to 10000/],
    ['deliveries/redeliver', { filter: {}, dry_run: 'yes' }, 'dry_run', /true or false/],
    ['deliveries/redeliver', { filter: { endpoint: 'webhook_9' } }, 'filter.endpoint', /webhook_1/],
    ['deliveries/cancel', { filter: { state: 'failed' } }, 'filter.state', /pending/],
    ['endpoints/webhook_1/replay', { from: 'soon' }, 'from', /2026-01-01/],
    ['endpoints/webhook_1/replay', { events: 'Job' }, 'events', /job\.completed/],
  ])('refuses %s with %j and names the field', async (path, body, field, message) => {
    const { errors, code } = await post(path, body, 400);
    expect(code).toBe('invalid_request');
    expect(errors).toContainEqual({ field, message: expect.stringMatching(message) });
  });

  it.each(['deliveries/x/redeliver', 'deliveries/x/cancel', 'operations/x/cancel', 'endpoints/x/pause'])(
    'knows no %s',
    async (path) => {
      expect(await post(path, {}, 404)).toMatchObject({ success: false, code: 'not_found' });
    },
  );
});
