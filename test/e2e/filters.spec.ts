import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
/** JSON of the API. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

const API = '/api/webhooks';
/** Every entry has to be looked at to see that none matches. */
const COSTLY = { 'data.items.x': { $all: Array.from({ length: 96 }, (_, at) => at + 10) } };
const items = (count: number): object => ({ items: Array.from({ length: count }, () => ({ x: 2 })) });

let plain: Receiver;
let filtered: Receiver;
let gateway: GatewayProcess;
let endpoint = '';

const post = async (path: string, body: unknown): Promise<Json> =>
  (await gateway.post(API + path, body)).body;
const get = async (path: string): Promise<Json> => (await gateway.get(API + path)).body;
const deliveriesOf = async (event: string): Promise<Json[]> =>
  (await get(`/deliveries?event_id=${event}`)).deliveries;

beforeAll(async () => {
  [plain, filtered] = [await stage.receiver(), await stage.receiver()];
  gateway = await stage.gateway({
    WEBHOOK_URLS: plain.url(),
    WEBHOOK_EVENTS: 'job.completed',
    WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8',
    WEBHOOK_RATE_LIMIT_MAX: '100000',
  });
  const made = await post('/endpoints', { url: filtered.url(), events: ['job.*'], filter: COSTLY });
  endpoint = made.endpoint.id;
}, START_MS);

describe('A filter that exceeds its time on an event', () => {
  it('causes a failed delivery with that reason, and delays no other endpoint', async () => {
    const { results } = (
      await gateway.post(
        `${API}/trigger`,
        { event: 'job.completed', id: 'costly', data: items(100_000) },
        { prefer: 'wait=20' },
      )
    ).body;
    expect(results).toEqual({ total: 2, successful: 1, failed: 1, pending: 0 });
    const failed = (await deliveriesOf('costly')).find(({ state }) => state === 'failed');
    expect(failed).toMatchObject({ endpoint_id: endpoint, reason: 'filter_too_costly', attempts: 0 });
    const { delivery } = await get(`/deliveries/${failed.id}`);
    expect(delivery).toMatchObject({ will_retry: false, history: [] });
    expect(delivery.retry_reason).toContain('Simplify the filter, then redeliver');
    expect(await gateway.logged(/filter_too_costly/)).toContain('webhook_2');
    const { stats } = await get(`/stats?endpoint=${endpoint}`);
    expect(stats.totals.failed).toBe(1);
  });

  it('causes a delivery that can be redelivered once the filter is fixed', async () => {
    await gateway.request('PATCH', `${API}/endpoints/${endpoint}`, {
      body: JSON.stringify({ filter: { 'data.items.0.x': 2 } }),
      headers: { 'content-type': 'application/json' },
    });
    await post('/deliveries/redeliver', { filter: { error: 'filter_too_costly' } });
    await filtered.count(1);
    const delivered = await until('it is delivered', async () =>
      (await deliveriesOf('costly')).every(({ state }) => state === 'delivered'),
    );
    expect(delivered).toBe(true);
  });

  it('fails in a replay as it does for a new event', async () => {
    const { endpoint: other } = await post('/endpoints', {
      url: filtered.url('/replayed'),
      events: ['job.*'],
      filter: COSTLY,
    });
    const { operation } = await post(`/endpoints/${other.id}/replay`, { events: ['job.*'] });
    await until('the replay is over', async () =>
      (await get(`/operations/${operation.id}`)).operation.state === 'done' ? true : undefined,
    );
    const made = (await deliveriesOf('costly')).filter(({ endpoint_id: id }) => id === other.id);
    expect(made).toMatchObject([{ state: 'failed', reason: 'filter_too_costly' }]);
    await gateway.request('DELETE', `${API}/endpoints/${other.id}`);
  });

  it('delays the gateway only briefly, for any number of such events in one call', async () => {
    const { endpoint: other } = await post('/endpoints', {
      url: filtered.url('/batch'),
      events: ['batch.*'],
      filter: COSTLY,
    });
    const events = Array.from({ length: 15 }, () => ({ event: 'batch.large', data: items(100_000) }));
    const call: { over?: true } = {};
    const answer = gateway.post(`${API}/events`, { events }).then((answer) => {
      call.over = true;
      return answer;
    });
    // At any speed of the machine, others are served between the events, not only before and after all of them.
    let served = 0;
    while (!call.over) {
      expect((await gateway.get('/livez')).status).toBe(200);
      served += 1;
    }
    const { body } = await answer;
    expect(body).toMatchObject({ accepted: 15 });
    expect(served).toBeGreaterThan(3);
    const { deliveries } = await get(`/deliveries?endpoint=${other.id}&state=failed&error=filter_too_costly`);
    expect(deliveries).toHaveLength(15);
  }, 60_000);

  it('is reported by previews and by the check of a filter', async () => {
    const data = items(100_000);
    const { preview } = await post('/endpoints/preview', {
      endpoint: { url: filtered.url(), filter: COSTLY, events: ['job.*'] },
      event: 'job.completed',
      data,
    });
    expect(preview).toMatchObject({ matches: false, reason: expect.stringContaining('filter_too_costly') });
    const { filter_check: check } = await post('/endpoints/check-filter', {
      filter: COSTLY,
      events: ['job.*'],
    });
    expect(check).toMatchObject({ examined: 1, too_costly: 1 });
  });
});

describe('A filter that can never match', () => {
  const WRONG = { 'parameters.country': 'us' };
  const warning = expect.stringContaining('Did you mean data.parameters.country?');

  it('causes a warning when it is saved, changed and checked', async () => {
    const made = await post('/endpoints', {
      url: filtered.url('/a'),
      events: ['job.finished'],
      filter: WRONG,
    });
    expect(made.warnings).toEqual([expect.stringContaining('Did you mean job.completed?'), warning]);
    const path = `${API}/endpoints/${made.endpoint.id}`;
    const patch = async (body: object): Promise<Json> =>
      (
        await gateway.request('PATCH', path, {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        })
      ).body;
    expect((await patch({ filter: { country: 'us' } })).warnings).toContainEqual(
      expect.stringContaining('data.country'),
    );
    expect((await patch({ name: 'renamed' })).warnings).toEqual([]);
    const { check } = await post('/endpoints/check', { url: filtered.url(), filter: WRONG });
    expect(check.warnings).toContainEqual(warning);
    expect(check.filter_check.warnings).toContainEqual(warning);
  });

  it('is reported with the number of recent events that it matches', async () => {
    for (const country of ['us', 'fr', 'us'])
      await gateway.trigger({ event: 'job.timeout', data: { parameters: { country } } });
    const { filter_check: check } = await post('/endpoints/check-filter', {
      filter: { 'data.parameters.country': 'us' },
      events: ['job.timeout'],
    });
    expect(check).toEqual({
      matched: 2,
      examined: 3,
      too_costly: 0,
      summary: 'Matches 2 of the last 3 events.',
      warnings: [],
    });
  });

  it('is refused where it is not a valid filter', async () => {
    const { code, errors } = await post('/endpoints/check-filter', {
      filter: { $where: '1' },
      events: ['Job'],
    });
    expect([code, errors.map(({ field }: { field: string }) => field)]).toEqual([
      'invalid_request',
      ['filter', 'events'],
    ]);
  });
});
