import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const HOUR = '3600000';

/** JSON of the API. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

/** Retries and probes that come by themselves are an hour away: whatever is sent again was asked for. */
describe('An operator', () => {
  let gateway: GatewayProcess;
  let receiver: Receiver;
  const broken = new Set<string>();
  const quiet = new Set<string>();
  let made = 0;

  beforeAll(async () => {
    receiver = await stage.receiver(({ path }) => {
      if (quiet.has(path)) return { status: 429, headers: { 'retry-after': '600' } };
      return broken.has(path) ? 500 : 200;
    });
    gateway = await stage.gateway({
      WEBHOOK_URLS: receiver.url('/first'),
      WEBHOOK_ALLOW_NETWORKS: 'loopback',
      WEBHOOK_MAX_RETRIES: '3',
      WEBHOOK_RETRY_DELAY: HOUR,
      WEBHOOK_MAX_RETRY_DELAY: HOUR,
      WEBHOOK_BREAKER_FAILURES: '3',
      WEBHOOK_BREAKER_PAUSE: '1h',
    });
  }, 60_000);

  const post = async (path: string, body: unknown = {}, status = 200): Promise<Json> => {
    const answer = await gateway.post(`/api/webhooks/${path}`, body);
    expect([answer.status, answer.body]).toEqual([status, expect.anything()]);
    return answer.body;
  };
  const get = async (path: string): Promise<Json> => (await gateway.get(`/api/webhooks/${path}`)).body;

  /** An endpoint of its own for events of a type of its own; its path answers 500 while `broken` holds it. */
  const endpointOf = async (over: object = {}) => {
    const name = `own.n${++made}`;
    const path = `/n${made}`;
    const { endpoint } = await post('endpoints', { url: receiver.url(path), events: [name], ...over }, 201);
    return {
      id: endpoint.id as string,
      webhookId: endpoint.webhook_id as string,
      path,
      received: () => receiver.requests.filter((one) => one.path === path).length,
      send: async (data: object = {}): Promise<string> => {
        const { deliveries } = await gateway.trigger({ event: name, data });
        return deliveries[0].delivery_id as string;
      },
    };
  };
  const deliveryWhere = (id: string, wanted: (delivery: Json) => boolean): Promise<Json> =>
    until(`delivery ${id}`, async () => {
      const { delivery } = await get(`deliveries/${id}`);
      return wanted(delivery) && delivery;
    });
  const endpointWhere = (id: string, wanted: (endpoint: Json) => boolean): Promise<Json> =>
    until(`endpoint ${id}`, async () => {
      const { endpoint } = await get(`endpoints/${id}`);
      return wanted(endpoint) && endpoint;
    });
  const waits = (delivery: Json): boolean => delivery.state === 'pending' && delivery.attempts === 1;

  /** Its circuit is open, and three deliveries wait for their retry. */
  const resting = async () => {
    const endpoint = await endpointOf();
    broken.add(endpoint.path);
    const ids = [await endpoint.send(), await endpoint.send(), await endpoint.send()];
    await endpointWhere(endpoint.id, ({ breaker }) => breaker === 'open');
    for (const id of ids) await deliveryWhere(id, waits);
    return { ...endpoint, ids };
  };

  it('can have a pending delivery retried now, without using up a retry', async () => {
    const endpoint = await endpointOf();
    broken.add(endpoint.path);
    const id = await endpoint.send();
    await deliveryWhere(id, waits);
    const answer = await post(`deliveries/${id}/retry`);
    expect(answer).toMatchObject({ message: 'Delivery is due now.', delivery: { id, held_by: null } });
    await deliveryWhere(id, ({ state, attempts }) => state === 'pending' && attempts === 2);
    broken.delete(endpoint.path);
    await post(`deliveries/${id}/retry`);
    await deliveryWhere(id, ({ state, attempts }) => state === 'delivered' && attempts === 3);
    expect(await post(`deliveries/${id}/retry`, {}, 409)).toMatchObject({ code: 'already_settled' });
    expect(await post('deliveries/01900000-0000-7000-8000-000000000000/retry', {}, 404)).toMatchObject({
      success: false,
    });
  });

  it('sees what holds a delivery that is due', async () => {
    const { ids, id, received } = await resting();
    const before = received();
    const held = { held_by: 'breaker', held_until: expect.stringMatching(/Z$/) };
    const answer = await post(`deliveries/${ids[1]}/retry`);
    expect(answer.message).toMatch(/first retry in line, but held\. The circuit/);
    expect(answer.delivery).toMatchObject(held);
    const { deliveries } = await get(`deliveries?endpoint=${id}&state=pending`);
    // Deliveries whose own retry is due after the probe wait for that alone.
    const shown = Object.fromEntries(deliveries.map((one: Json) => [one.id, one.held_by]));
    expect(shown[ids[1]!]).toBe('breaker');
    await post(`endpoints/${id}/pause`);
    expect((await post(`deliveries/${ids[0]}/retry`)).delivery).toMatchObject({ held_by: 'pause' });
    expect(received()).toBe(before);
  });

  it('sees that the target asked for a pause', async () => {
    const endpoint = await endpointOf();
    quiet.add(endpoint.path);
    await deliveryWhere(await endpoint.send(), waits);
    const id = await endpoint.send();
    const { held_until: end } = await deliveryWhere(id, ({ held_by: by }) => by === 'target_pause');
    expect(Date.parse(end)).toBeGreaterThan(Date.now());
    const { message } = await post(`deliveries/${id}/retry`);
    expect(message).toMatch(/held\. The target asked for quiet/);
    expect(await get(`endpoints/${endpoint.id}`)).toMatchObject({ endpoint: { health: 'degraded' } });
  });

  it.each(['delivery', 'test'])(
    'can end a pause that the target asked for with a probe by a %s, which releases the queue',
    async (kind) => {
      const endpoint = await endpointOf({ retry_schedule_ms: [1_000] });
      quiet.add(endpoint.path);
      await deliveryWhere(await endpoint.send(), waits);
      for (const id of [await endpoint.send(), await endpoint.send()])
        await deliveryWhere(id, ({ held_by: by }) => by === 'target_pause');
      await post(`endpoints/${endpoint.id}/pause`);
      const resumed = await post(`endpoints/${endpoint.id}/resume`);
      expect(resumed.message).toMatch(/^Resumed, but the target asked for a pause/);
      quiet.delete(endpoint.path);
      const { offer } = await post(`endpoints/${endpoint.id}/test`);
      expect(offer).toMatchObject({ action: 'probe', with: 'delivery' });
      await post(`endpoints/${endpoint.id}/probe`, { with: kind }, kind === 'test' ? 200 : 202);
      const working = await endpointWhere(endpoint.id, ({ activity }) => activity.queued === 0);
      expect(working).toMatchObject({ held_by: null, breaker: 'closed', activity: { failed: 0 } });
      expect(await post(`endpoints/${endpoint.id}/probe`, {}, 409)).toMatchObject({ code: 'not_resting' });
    },
  );

  it('closes the circuit by giving the endpoint another URL', async () => {
    const { id } = await resting();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ url: receiver.url(`/moved-${id}`) });
    expect(await gateway.request('PATCH', `/api/webhooks/endpoints/${id}`, { headers, body })).toMatchObject({
      status: 200,
    });
    expect(await endpointWhere(id, ({ held_by: by }) => by === null)).toMatchObject({
      failing_since: null,
      consecutive_failures: 0,
    });
  });

  it('sees which delivery of a job comes first', async () => {
    const endpoint = await endpointOf({ ordering: 'job' });
    broken.add(endpoint.path);
    const first = await endpoint.send({ job_id: 'j' });
    await deliveryWhere(first, waits);
    const second = await endpoint.send({ job_id: 'j' });
    const refusal = await post(`deliveries/${second}/retry`, {}, 409);
    expect(refusal).toMatchObject({
      code: 'waits_for_predecessor',
      message: expect.stringContaining(first),
    });
    expect((await get(`deliveries/${second}`)).delivery).toMatchObject({ held_by: 'order' });
    broken.delete(endpoint.path);
    await post(`deliveries/${first}/retry`);
    await deliveryWhere(second, ({ state }) => state === 'delivered');
  });

  it('can have all pending deliveries of a filter retried, and sees the outcome', async () => {
    const [one, other] = [await endpointOf(), await endpointOf()];
    const ids: string[] = [];
    for (const endpoint of [one, other]) {
      broken.add(endpoint.path);
      ids.push(await endpoint.send(), await endpoint.send());
    }
    for (const id of ids) await deliveryWhere(id, waits);
    broken.delete(one.path);
    await post(`endpoints/${other.id}/pause`);
    const filter = { endpoint: [one.id, other.id] };
    const dry = await post('deliveries/retry', { filter, dry_run: true });
    expect(dry).toMatchObject({ count: 4, complete: true });
    expect(dry.endpoints).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ endpoint_id: one.id, count: 2, state: 'enabled', held_by: null }),
        expect.objectContaining({ endpoint_id: other.id, count: 2, state: 'paused', held_by: 'pause' }),
      ]),
    );
    expect(dry.warnings).toEqual([expect.stringMatching(/^2 of 4 are for .* is paused/)]);
    const { operation } = await post('deliveries/retry', { filter, rate: 100 }, 202);
    expect(operation).toMatchObject({ kind: 'retry', filter: { state: ['pending'] } });
    const done = await until('what became of them', async () => {
      const { operation: now } = await get(`operations/${operation.id}`);
      return now.outcome.delivered === 2 && now;
    });
    expect(done.outcome).toMatchObject({ queued: 4, skipped: 0, held: 2, failed: 0, complete: true });
    expect(done.endpoints).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ webhook_id: one.webhookId, delivered: 2, held: 0 }),
        expect.objectContaining({ webhook_id: other.webhookId, delivered: 0, held: 2 }),
      ]),
    );
    const { operations } = await get('operations');
    expect(operations.find(({ id }: Json) => id === operation.id).outcome).toEqual(done.outcome);
    expect(await post('deliveries/retry', { filter: { state: 'failed' } }, 400)).toMatchObject({
      errors: [{ field: 'filter.state', message: expect.stringContaining('pending') }],
    });
  });

  it('can have an endpoint probed now with a queued delivery, after which deliveries resume', async () => {
    const { id, ids, path } = await resting();
    expect(await get(`endpoints/${id}`)).toMatchObject({
      endpoint: { breaker: 'open', recovering: false, health: 'failing', held_by: 'breaker' },
    });
    broken.delete(path);
    const answer = await post(`endpoints/${id}/probe`, {}, 202);
    expect(answer).toMatchObject({
      message: expect.stringMatching(/one queued delivery/),
      test_result: null,
    });
    await until('one is delivered', async () => {
      const { deliveries } = await get(`deliveries?endpoint=${id}&state=delivered`);
      return deliveries.length === 1;
    });
    await endpointWhere(id, ({ breaker, recovering }) => recovering || breaker === 'closed');
    await post('deliveries/retry', { filter: { endpoint: id } }, 202);
    for (const one of ids) await deliveryWhere(one, ({ state }) => state === 'delivered');
    expect(await post(`endpoints/${id}/probe`, {}, 409)).toMatchObject({ code: 'not_resting' });
  });

  it('finds the circuit open and the queue unchanged when the probe fails', async () => {
    const { id, received } = await resting();
    const before = received();
    await post(`endpoints/${id}/probe`, { with: 'delivery' }, 202);
    await until('the probe', async () => received() === before + 1);
    await endpointWhere(id, ({ breaker, consecutive_failures: n }) => breaker === 'open' && n === 4);
    expect(received()).toBe(before + 1);
  });

  it('is offered a probe after a successful test, also where nothing is queued', async () => {
    const { id, path } = await resting();
    expect((await post(`endpoints/${id}/test`)).offer).toBeNull();
    broken.delete(path);
    expect((await post(`endpoints/${id}/test`)).offer).toMatchObject({ action: 'probe', with: 'delivery' });
    await post('deliveries/cancel', { filter: { endpoint: id } }, 202);
    const { offer } = await until('nothing is queued', async () => {
      const answer = await post(`endpoints/${id}/test`);
      return answer.offer.with === 'test' && answer;
    });
    expect(await post(`endpoints/${id}/probe`, {}, 409)).toMatchObject({ code: 'nothing_waiting' });
    const answer = await post(`endpoints/${id}/probe`, { with: offer.with });
    expect(answer).toMatchObject({
      test_result: { success: true },
      endpoint: { breaker: 'half_open', recovering: true, health: 'degraded' },
    });
    await endpointWhere(id, ({ breaker }) => breaker === 'closed');
  }, 60_000);

  it('learns that pausing and resuming does not close the circuit, and what does', async () => {
    const { id, path } = await resting();
    await post(`endpoints/${id}/pause`);
    expect(await post(`endpoints/${id}/probe`, {}, 409)).toMatchObject({ code: 'endpoint_paused' });
    const { message, endpoint } = await post(`endpoints/${id}/resume`);
    expect([message, endpoint.breaker]).toEqual([expect.stringMatching(/circuit is still open/), 'open']);
    await post(`endpoints/${id}/disable`);
    expect(await post(`endpoints/${id}/probe`, {}, 409)).toMatchObject({ code: 'endpoint_disabled' });
    const failed = await post(`endpoints/${id}/test`);
    expect([failed.test_result.success, failed.offer]).toEqual([false, null]);
    broken.delete(path);
    expect((await post(`endpoints/${id}/test`)).offer).toBeNull();
    expect(await post(`endpoints/${id}/probe`, { with: 'prayer' }, 400)).toMatchObject({
      errors: [{ field: 'with', message: 'with is delivery or test.' }],
    });
  });

  it('sees in the statistics what failed, what was repaired, and what is still failed', async () => {
    const endpoint = await endpointOf({ max_retries: 0 });
    broken.add(endpoint.path);
    const ids = [await endpoint.send(), await endpoint.send()];
    for (const id of ids) await deliveryWhere(id, ({ state }) => state === 'failed');
    const totals = async (): Promise<Json> => (await get(`stats?endpoint=${endpoint.id}`)).stats.totals;
    expect(await totals()).toMatchObject({ failed: 2, repaired: 0, attempts: 2, error_rate: 1 });
    await endpointWhere(endpoint.id, ({ activity }) => activity?.failed === 2);
    broken.delete(endpoint.path);
    for (const id of ids) await post(`deliveries/${id}/redeliver`);
    for (const id of ids) await deliveryWhere(id, ({ state }) => state === 'delivered');
    expect(await totals()).toMatchObject({ failed: 2, repaired: 2, delivered: 2, failed_attempts: 2 });
    const { activity, health } = await endpointWhere(endpoint.id, (now) => now.activity?.failed === 0);
    expect([activity, health]).toEqual([
      expect.objectContaining({ attempts: 4, failed_attempts: 2, error_rate: 0.5, queued: 0 }),
      'degraded',
    ]);
  });

  it('finds an event that no endpoint received, and the reason', async () => {
    const endpoint = await endpointOf({ filter: { 'data.country': 'us' } });
    const type = `own.n${made}`;
    const { hint } = await gateway.trigger({ event: 'job.finished', id: 'lost' });
    expect(hint).toBe('No endpoint subscribes to job.finished. Did you mean job.completed?');
    const filtered = await gateway.trigger({ event: type, data: { country: 'fr' }, id: 'filtered' });
    expect(filtered.hint).toMatch(/its filter does not match this event/);
    const { results } = await post(
      'events',
      { events: [{ event: 'job.finished' }, { event: 'job.completed' }] },
      202,
    );
    expect([results[0].hint, 'hint' in results[1]]).toEqual([hint, false]);
    const { events } = await get('events?unrouted=true');
    expect(events.find(({ id }: Json) => id === 'lost')).toMatchObject({
      unrouted: true,
      hint: 'Did you mean job.completed?',
    });
    expect((await get('events?unrouted=false&limit=200')).events.map(({ id }: Json) => id)).not.toContain(
      'lost',
    );
    const { routing } = (await get('events/filtered')).event;
    const reasons = new Map(routing.map((one: Json) => [one.webhook_id, one.reason]));
    expect([reasons.get(endpoint.webhookId), reasons.get('webhook_1')]).toEqual(['filter', 'event_type']);
    expect((await gateway.status()).events.unrouted_24h).toBeGreaterThanOrEqual(3);
    expect((await get('stats')).stats.unrouted).toBeGreaterThanOrEqual(3);
  });

  it('sees no metrics of a removed endpoint', async () => {
    const endpoint = await endpointOf();
    const id = await endpoint.send();
    await deliveryWhere(id, ({ state }) => state === 'delivered');
    const label = `endpoint="${endpoint.webhookId}"`;
    expect((await gateway.get('/metrics')).body).toContain(label);
    await gateway.request('DELETE', `/api/webhooks/endpoints/${endpoint.id}`);
    expect((await gateway.get('/metrics')).body).not.toContain(label);
  });

  it('sees the same words in all metrics, and held deliveries apart from overdue ones', async () => {
    const { webhookId, ids } = await resting();
    await post(`deliveries/${ids[0]}/retry`);
    const { body } = await gateway.get('/metrics');
    const lines = body.split('\n').filter((line: string) => line.includes(`endpoint="${webhookId}"`));
    for (const [state, value] of Object.entries({ closed: 0, open: 1, half_open: 0 }))
      expect(lines).toContain(`webhook_breaker_state{endpoint="${webhookId}",state="${state}"} ${value}`);
    expect(lines).toContain(`webhook_deliveries_due{endpoint="${webhookId}"} 0`);
    expect(lines).toContain(`webhook_deliveries_held{endpoint="${webhookId}",by="breaker"} 1`);
    const { deliveries } = await gateway.status();
    expect([deliveries.past_due, deliveries.held_by.breaker >= 1]).toEqual([0, true]);
  });

  it('cannot set a number of retries that contradicts the retry schedule', async () => {
    const { id } = await endpointOf({ retry_schedule_ms: [1_000, 2_000] });
    const patch = async (body: object) =>
      (await gateway.request('PATCH', `/api/webhooks/endpoints/${id}`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })) as Json;
    const { body } = await patch({ max_retries: 7 });
    expect(body.endpoint).toMatchObject({ max_retries: 7, retry_schedule_ms: null });
    expect((await patch({ max_retries: 2, retry_schedule_ms: [5] })).body).toMatchObject({
      code: 'unprocessable',
      errors: [{ field: 'max_retries' }],
    });
  });
});
