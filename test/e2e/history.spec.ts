import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();

/** JSON of the API. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

describe('The history', () => {
  let gateway: GatewayProcess;
  let good: Receiver;
  let bad: Receiver;

  beforeAll(async () => {
    good = await stage.receiver(() => ({
      status: 200,
      headers: { 'set-cookie': 'session=secret', 'x-said-back': 'Bearer very-secret', server: 'test' },
      body: 'thanks',
    }));
    bad = await stage.receiver(() => ({ status: 422, body: 'no such order' }));
    gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${bad.url()}`,
      WEBHOOK_EVENTS: 'job.*',
      WEBHOOK_HEADERS: 'X-Api-Key:Bearer very-secret',
      WEBHOOK_MAX_RETRIES: '1',
      WEBHOOK_RATE_LIMIT_MAX: '100000',
      WEBHOOK_BREAKER_FAILURES: '0',
    });
    for (let n = 0; n < 12; n++) {
      await gateway.trigger({
        event: n % 3 === 0 ? 'job.failed' : 'job.completed',
        data: { job_id: n % 4 === 0 ? n : `job-${n % 2}`, n },
        id: `event-${n}`,
      });
    }
    await gateway.trigger({ event: 'nobody.asked', data: { job_id: 'job-1' }, id: 'unwanted' });
    await gateway.settled();
  }, 60_000);

  const list = async (path: string): Promise<Json> => {
    const { status, body } = await gateway.get(`/api/webhooks/${path}`);
    expect([status, body.success]).toEqual([200, true]);
    return body;
  };

  const pages = async (path: string, plural: string): Promise<Json[]> => {
    const rows: Json[] = [];
    for (let cursor = ''; ;) {
      const body = await list(`${path}${cursor && `&cursor=${cursor}`}`);
      rows.push(...body[plural]);
      if (body.next_cursor === null) return rows;
      cursor = body.next_cursor;
    }
  };

  it('lists deliveries newest first, in pages without gaps or repeats', async () => {
    const rows = await pages('deliveries?limit=5', 'deliveries');
    expect(rows).toHaveLength(24);
    const ids = rows.map(({ id }: Json) => id as string);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(rows.slice(0, 2).find(({ webhook_id }: Json) => webhook_id === 'webhook_2')).toEqual({
      id: expect.any(String),
      event_id: 'event-11',
      event: 'job.completed',
      job_id: 'job-1',
      endpoint_id: expect.any(String),
      webhook_id: 'webhook_2',
      state: 'failed',
      attempts: 2,
      created_at: expect.stringMatching(/Z$/),
      next_attempt_at: null,
      settled_at: expect.stringMatching(/Z$/),
      reason: 'HTTP_422',
      last_status: 422,
      last_error: { code: 'HTTP_422', message: expect.any(String) },
      explanation: { summary: expect.any(String), next_step: expect.any(String) },
      replay_of: null,
      grouped_in: null,
      held_by: null,
      held_until: null,
      held_reason: null,
    });
  });

  it.each([
    ['state=failed', 12],
    ['state=delivered,failed', 24],
    ['state=pending', 0],
    ['endpoint=webhook_1', 12],
    ['event=job.failed', 8],
    ['event=job.*&state=delivered', 12],
    ['job_id=job-1', 12],
    ['job_id=4&endpoint=webhook_2', 1],
    ['event_id=event-3', 2],
    ['error=http_422', 12],
    ['error=nothing+like+it', 0],
    ['from=2020-01-01', 24],
    ['to=2020-01-01T00:00:00Z', 0],
  ])('lists by %s', async (query, count) => {
    expect(await pages(`deliveries?limit=7&${query}`, 'deliveries')).toHaveLength(count);
  });

  it('shows one delivery with its request and response, secrets masked', async () => {
    const [summary] = (await list('deliveries?event_id=event-5&endpoint=webhook_1')).deliveries;
    const { delivery } = await list(`deliveries/${summary.id}`);
    const sent = good.requests.find(({ body }) => JSON.parse(body).data.n === 5)!;
    expect(delivery).toMatchObject({
      ...summary,
      data: { job_id: 'job-1', n: 5 },
      will_retry: false,
      retry_reason: 'Delivered.',
    });
    expect(delivery.history).toHaveLength(1);
    expect(delivery.history[0]).toMatchObject({
      number: 1,
      status: 200,
      outcome: 'delivered',
      error: null,
      response: { headers: { 'set-cookie': '***', 'x-said-back': '***', server: 'test' }, body: 'thanks' },
      request: { method: 'POST', url: expect.stringContaining('127.0.0.1'), body: sent.body, exact: true },
    });
    const { headers } = delivery.history[0].request;
    expect(headers).toMatchObject({ 'X-Api-Key': '***', 'X-StreamGank-Delivery': summary.id });
    for (const name of ['X-StreamGank-Signature', 'webhook-signature', 'webhook-timestamp']) {
      expect(headers[name]).toBe(sent.headers[name.toLowerCase()]);
    }
    expect(JSON.stringify(delivery)).not.toContain('very-secret');
  });

  it('says why a delivery is not retried', async () => {
    const [failed] = (await list('deliveries?state=failed&limit=1')).deliveries;
    const { delivery } = await list(`deliveries/${failed.id}`);
    expect(delivery).toMatchObject({
      will_retry: false,
      retry_reason: 'All 2 attempts failed.',
    });
    expect(delivery.history[0].response.body).toBe('no such order');
  });

  it('lists events with the outcome of their deliveries', async () => {
    const rows = await pages('events?limit=4', 'events');
    expect(rows.map(({ id }: Json) => id)).toEqual([
      'unwanted',
      ...Array.from({ length: 12 }, (_, n) => `event-${11 - n}`),
    ]);
    expect(rows[1]).toEqual({
      id: 'event-11',
      type: 'job.completed',
      timestamp: expect.any(String),
      accepted_at: expect.stringMatching(/Z$/),
      job_id: 'job-1',
      mismatch: null,
      deliveries: { total: 2, delivered: 1, failed: 1, pending: 0, cancelled: 0 },
      unrouted: false,
      hint: null,
    });
    expect(rows[0]).toMatchObject({ unrouted: true });
    expect(await pages('events?type=job.failed&limit=2', 'events')).toHaveLength(4);
    expect(await pages('events?job_id=job-1', 'events')).toHaveLength(7);
  });

  it('shows one event with its data and deliveries, and a job with its events', async () => {
    const { event } = await list('events/event-5');
    expect(event).toMatchObject({ id: 'event-5', data: { job_id: 'job-1', n: 5 } });
    expect(event.deliveries_list.map(({ webhook_id }: Json) => webhook_id)).toEqual([
      'webhook_1',
      'webhook_2',
    ]);
    const { job } = await list('jobs/job-1');
    expect(job).toMatchObject({ job_id: 'job-1', first_at: expect.any(String), last_at: expect.any(String) });
    expect(job.events[0]).toMatchObject({ id: 'unwanted', deliveries_list: [] });
    expect(job.events).toHaveLength(7);
  });

  it('counts delivered, failed and retried by minute and hour', async () => {
    for (const step of ['minute', 'hour']) {
      const { stats } = await list(`stats?step=${step}`);
      expect(stats.totals).toMatchObject({ delivered: 12, failed: 12, retried: 12, cancelled: 0 });
      expect(stats.totals.p95_ms).toBeGreaterThanOrEqual(stats.totals.p50_ms);
      expect(stats.endpoints).toMatchObject([
        { webhook_id: 'webhook_1', delivered: 12, failed: 0, retried: 0 },
        { webhook_id: 'webhook_2', delivered: 0, failed: 12, retried: 12 },
      ]);
      const sum = stats.series.reduce((total: number, { delivered }: Json) => total + delivered, 0);
      expect(sum).toBe(12);
      expect(stats.backlog.map(({ at }: Json) => at)).toEqual(stats.series.map(({ at }: Json) => at));
      expect(stats.series.length).toBeGreaterThanOrEqual(step === 'minute' ? 60 : 1);
    }
    const { stats } = await list('stats?endpoint=webhook_2&from=2026-01-01&to=2026-01-02');
    expect(stats).toMatchObject({ step_ms: 60_000, totals: { failed: 0, p50_ms: null }, endpoints: [] });
    expect(stats.series).toHaveLength(1_440);
    expect(stats.queue).toHaveLength(1_440);
    expect((await list('stats')).stats.queue).toEqual([]);
  });

  it.each([
    ['stats?step=day', 'step', /minute or hour/],
    ['stats?endpoint=nobody', 'endpoint', /webhook_1/],
    ['stats?from=2020-01-01', 'step', /1500 steps/],
    ['stats?from=2999-01-01', 'from', /earlier/],
    ['deliveries?state=lost', 'state', /pending, sending, delivered, failed, cancelled/],
    ['deliveries?endpoint=webhook_9', 'endpoint', /webhook_1/],
    ['deliveries?event=Job!', 'event', /job\.\*/],
    ['deliveries?from=yesterday', 'from', /2026-01-01T12:00:00Z/],
    ['deliveries?from=2026-01-02&to=2026-01-01', 'to', /later than from/],
    ['deliveries?limit=0', 'limit', /1 to 200/],
    ['deliveries?limit=201', 'limit', /1 to 200/],
    ['deliveries?cursor=nonsense', 'cursor', /next_cursor/],
    ['deliveries?colour=red', 'colour', /no field colour/],
    [`deliveries?error=${'x'.repeat(201)}`, 'error', /200 characters/],
    ['deliveries?from=2026-01-01&from=2026-01-02', 'from', /one text/],
    ['events?type=*.x', 'type', /job\.\*/],
    ['events?state=failed', 'state', /no field state/],
  ])('refuses %s and names the field', async (path, field, message) => {
    const answer: ApiAnswer = await gateway.get(`/api/webhooks/${path}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ success: false, code: 'invalid_request' });
    expect(answer.body.errors).toContainEqual({ field, message: expect.stringMatching(message) });
  });

  it.each(['deliveries?event', 'deliveries?endpoint', 'events?type'])(
    'refuses a list of more than 100 values: %s',
    async (name) => {
      const listed = (n: number) => `/api/webhooks/${name}=${Array.from({ length: n }, () => '*').join()}`;
      expect((await gateway.get(listed(101))).body).toMatchObject({
        code: 'invalid_request',
        errors: [{ field: name.split('?')[1], message: expect.stringMatching(/at most 100/) }],
      });
    },
  );

  it('finds an event and a job by the longest possible ids', async () => {
    const [id, job] = ['i'.repeat(200), '→'.repeat(200)];
    await gateway.trigger({ event: 'nobody.asked', id, data: { job_id: job } });
    expect((await gateway.get(`/api/webhooks/events/${id}`)).body).toMatchObject({
      event: { id, job_id: job },
    });
    const { body } = await gateway.get(`/api/webhooks/jobs/${encodeURIComponent(job)}`);
    expect(body).toMatchObject({ job: { job_id: job, events: [{ id }] } });
  });

  it('shows the exact body that was sent, even after its endpoint was changed or deleted', async () => {
    const discord = await stage.receiver(() => ({ status: 200, body: '{}' }));
    const create = await gateway.post('/api/webhooks/endpoints', {
      url: `discord+${discord.url('/api/webhooks/7/token')}`,
      options: { username: 'Renders 🎬' },
      events: ['render.done'],
    });
    expect(create.status).toBe(201);
    const { id } = create.body.endpoint;
    await gateway.trigger(
      { event: 'render.done', data: { job_id: 'r1' }, id: 'rendered' },
      { prefer: 'wait=20' },
    );
    const { body } = discord.requests[0]!;
    expect(JSON.parse(body)).toMatchObject({ username: 'Renders 🎬' });

    const [summary] = (await list('deliveries?event_id=rendered')).deliveries;
    const request = async (): Promise<Json> => {
      const { delivery } = await list(`deliveries/${summary.id}`);
      const [{ request: shown, request_note: note }] = delivery.history;
      return { ...shown, note };
    };
    expect(await request()).toMatchObject({ body, exact: true, body_exact: true, note: null });
    const path = `/api/webhooks/endpoints/${id}`;
    const json = { headers: { 'content-type': 'application/json' } };
    const change = JSON.stringify({ options: { username: 'Somebody else' } });
    expect((await gateway.request('PATCH', path, { body: change, ...json })).status).toBe(200);
    expect(await request()).toMatchObject({
      body,
      exact: false,
      body_exact: true,
      note: expect.stringContaining('the body is what was sent'),
    });
    expect((await gateway.request('DELETE', path)).status).toBe(200);
    expect(await request()).toMatchObject({
      url: expect.not.stringContaining('token'),
      headers: {},
      body,
      exact: false,
      body_exact: true,
      note: expect.stringContaining('no longer configured'),
    });
  });

  it.each([
    'deliveries/nothing',
    'deliveries/00000000-0000-7000-8000-000000000000',
    'events/x%00y',
    'jobs/x',
  ])('knows no %s', async (path) => {
    expect(await gateway.get(`/api/webhooks/${path}`)).toMatchObject({
      status: 404,
      body: { success: false, code: 'not_found' },
    });
  });
});
