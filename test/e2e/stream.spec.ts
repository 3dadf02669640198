import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { StreamListener as Listener } from '../support/stream-listener.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
/** Of one gateway at once. */
const LISTENERS_MAX = 100;

describe('GET /api/webhooks/stream', () => {
  let gateway: GatewayProcess;

  beforeAll(async () => {
    const receiver = await stage.receiver(({ body }) => (body.includes('"bad"') ? 500 : 200));
    gateway = await stage.gateway({
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_EVENTS: '*',
      WEBHOOK_MAX_RETRIES: '0',
      WEBHOOK_BREAKER_FAILURES: '0',
    });
  }, 60_000);

  const trigger = (id: string): Promise<Json> =>
    gateway.trigger({ event: 'job.completed', id, data: { job_id: id } });

  it('sends events, attempts, deliveries, endpoints and operations, each once', async () => {
    const listener = await Listener.open(gateway);
    await trigger('good');
    await trigger('bad');
    await gateway.post('/api/webhooks/endpoints/webhook_1/pause', {});
    await gateway.post('/api/webhooks/endpoints/webhook_1/resume', {});
    await gateway.post('/api/webhooks/deliveries/cancel', { filter: {} });
    const settled = (state: string) => listener.of('delivery').filter((one) => one.state === state);
    await until('all is told', () => {
      const done = listener.of('operation').some(({ state }) => state === 'done');
      return done && settled('delivered').length > 0 && settled('failed').length > 0;
    });
    expect(listener.of('event').map(({ id }) => id)).toEqual(['good', 'bad']);
    expect(listener.of('attempt')).toEqual([
      expect.objectContaining({ webhook_id: 'webhook_1', number: 1, outcome: 'delivered', status: 200 }),
      expect.objectContaining({ event: 'job.completed', outcome: 'retry', status: 500 }),
    ]);
    expect(settled('failed')).toEqual([expect.objectContaining({ event_id: 'bad', job_id: 'bad' })]);
    expect(listener.of('endpoint').map(({ state }) => state)).toEqual(['paused', 'enabled']);
    listener.close();
  });

  it('tells when an endpoint is added, and when it is removed', async () => {
    const url = (await stage.receiver()).url();
    const listener = await Listener.open(gateway, '?types=endpoint');
    const { endpoint } = (await gateway.post('/api/webhooks/endpoints', { url })).body;
    await gateway.request('DELETE', `/api/webhooks/endpoints/${endpoint.id}`);
    await until('both are told', () => listener.of('endpoint').length === 2);
    const { id, webhook_id } = endpoint;
    const told = { id, webhook_id, breaker: 'closed', recovering: false };
    expect(listener.of('endpoint')).toEqual([
      { ...told, state: 'enabled' },
      { ...told, state: 'removed' },
    ]);
    listener.close();
  });

  it('continues after the last message that the client has', async () => {
    const first = await Listener.open(gateway, '?types=event');
    await trigger('before');
    await until('it is told', () => first.of('event').length === 1);
    first.close();
    await trigger('missed-1');
    await trigger('missed-2');
    const again = await Listener.open(gateway, '?types=event', first.heard.at(-1)!.id);
    await until('what was missed is told', () => again.of('event').length === 2);
    expect(again.heard.map(({ type, data }) => [type, data.id])).toEqual([
      ['event', 'missed-1'],
      ['event', 'missed-2'],
    ]);
    again.close();
  });

  it('asks the client to reload when missed messages are no longer known', async () => {
    const listener = await Listener.open(gateway, '?types=event', 'another-17');
    await until('it is told', () => listener.heard.length > 0);
    expect(listener.heard[0]!.type).toBe('reset');
    listener.close();
  });

  it('asks clients to reload once a job is erased, and gives none of its messages again', async () => {
    const [erase, keep] = [await Listener.open(gateway), await Listener.open(gateway)];
    await trigger('to-erase');
    await until('it is told', () => keep.of('delivery').some(({ job_id }) => job_id === 'to-erase'));
    const first = keep.heard[0]!.id;
    keep.close();
    await gateway.post('/api/webhooks/jobs/to-erase/erase', { reason: 'asked for' });
    await until('the erasure is told', () => erase.of('reset').length === 1);
    expect(erase.of('reset')).toEqual([{ reason: 'A job was erased.' }]);
    erase.close();
    const again = await Listener.open(gateway, '', first);
    await trigger('later');
    await until('the later event is told', () => again.of('event').length > 0);
    expect(again.heard[0]!.type).toBe('reset');
    expect(JSON.stringify(again.heard)).not.toContain('to-erase');
    again.close();
  });

  it.each([
    ['?types=weather', 'types', /event, attempt, delivery/],
    ['?colour=red', 'colour', /no field colour/],
  ])('refuses %s and names the field', async (query, field, message) => {
    const { status, body } = await gateway.get(`/api/webhooks/stream${query}`);
    expect([status, body.errors]).toEqual([400, [{ field, message: expect.stringMatching(message) }]]);
  });

  it('answers any number of HEAD requests at once, and still accepts listeners', async () => {
    for (let n = 0; n <= LISTENERS_MAX; n += 1) {
      const { status, headers } = await gateway.request('HEAD', '/api/webhooks/stream?types=event');
      expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    }
    expect((await gateway.request('HEAD', '/api/webhooks/stream?types=weather')).status).toBe(400);
    (await Listener.open(gateway)).close();
  });

  it('ends with the gateway, and does not delay its shutdown', async () => {
    const listener = await Listener.open(gateway);
    expect(await gateway.end('SIGTERM')).toBe(0);
    await until('the listener is told', () => listener.ended);
  });
});
