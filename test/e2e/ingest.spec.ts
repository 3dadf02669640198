import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TRIGGER = '/api/webhooks/trigger';
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
let one: Receiver;
let two: Receiver;
let gateway: GatewayProcess;

beforeAll(async () => {
  [one, two] = [await stage.receiver(), await stage.receiver()];
  gateway = await stage.gateway({
    WEBHOOK_URLS: `${one.url()},${two.url()}`,
    WEBHOOK_EVENTS: 'job.*,render.queue_full',
    WEBHOOK_RATE_LIMIT_MAX: '10000',
  });
});

describe('An accepted event', () => {
  it('is answered with 202 and its deliveries', async () => {
    const { status, headers, body } = await gateway.post(TRIGGER, {
      event: 'job.completed',
      data: { job_id: 'j', a: 1 },
    });
    expect(status).toBe(202);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toEqual({
      success: true,
      message: expect.any(String),
      event_id: expect.stringMatching(UUID),
      duplicate: false,
      results: { total: 2 },
      deliveries: [
        { delivery_id: expect.stringMatching(UUID), webhook_id: 'webhook_1' },
        { delivery_id: expect.stringMatching(UUID), webhook_id: 'webhook_2' },
      ],
      timestamp: expect.stringMatching(ISO),
    });
  });

  it('is stored before the answer leaves', async () => {
    const { deliveries } = await gateway.trigger({ event: 'job.completed' });
    const stored = stage.deliveries().map(({ id }) => id);
    expect(stored).toEqual(
      expect.arrayContaining(deliveries.map((d: { delivery_id: string }) => d.delivery_id)),
    );
  });

  it('has no deliveries when no endpoint subscribes to it', async () => {
    const { status, body } = await gateway.post(TRIGGER, { event: 'other.thing', data: {} });
    expect(status).toBe(202);
    expect(body).toMatchObject({ success: true, duplicate: false, results: { total: 0 }, deliveries: [] });
  });

  it.each([
    'job.completed',
    'job.failed',
    'job.cancelled',
    'job.extraction_completed',
    'job.script_completed',
    'job.completed_with_issues',
    'job.failed_no_retry',
    'job.timeout',
    'job.workflow_incomplete',
    'job.render_timeout',
    'job.deleted',
    'job.a.b.c.d',
    'render.queue_full',
    `job.${'x'.repeat(124)}`,
  ])('can have the type %s', async (event) => {
    expect((await gateway.trigger({ event, data: {} })).results).toEqual({ total: 2 });
  });

  it.each(['2024-01-01T12:05:30.123Z', '2024-01-01T12:05:30Z', '2024-02-29T23:59:59+05:30'])(
    'keeps its timestamp %s as it was written',
    async (timestamp) => {
      const { deliveries } = await gateway.trigger({ event: 'job.completed', data: {}, timestamp });
      const [{ delivery_id: id }] = deliveries;
      const requests = await one.until((all) => all.some(({ headers }) => headers['webhook-id'] === id));
      const request = requests.find(({ headers }) => headers['webhook-id'] === id)!;
      expect(JSON.parse(request.body).timestamp).toBe(timestamp);
    },
  );

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'can have the content type %s',
    async (type) => {
      const { status } = await gateway.post(TRIGGER, { event: 'job.completed' }, { 'content-type': type });
      expect(status).toBe(202);
    },
  );

  it('can be exactly 1 MiB', async () => {
    const head = '{"event":"job.completed","data":{"t":"';
    const body = `${head}${'x'.repeat(1024 * 1024 - head.length - 3)}"}}`;
    expect(body).toHaveLength(1024 * 1024);
    expect((await gateway.post(TRIGGER, body)).status).toBe(202);
  });

  it('goes to the endpoints that subscribe to its type, and to no other', async () => {
    const marked = { marker: 'job.deleted only' };
    await gateway.trigger({ event: 'job.deleted', data: marked });
    await gateway.trigger({ event: 'jobs.deleted', data: marked });
    await gateway.trigger({ event: 'job', data: marked });
    const done = await gateway.trigger({ event: 'job.completed', data: { last: true } });
    const last = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
      headers['webhook-id'] === done.deliveries[1].delivery_id;
    const requests = await two.until((all) => all.some(last));
    expect(requests.filter(({ body }) => body.includes('job.deleted only'))).toHaveLength(1);
  });
});

describe('A gateway', () => {
  const alone = Stage.forEachTest();

  it('sends job.completed and job.failed to its endpoints without WEBHOOK_EVENTS', async () => {
    const receiver = await alone.receiver();
    const gateway = await alone.gateway({ WEBHOOK_URLS: receiver.url() });
    const totals = [];
    for (const event of ['job.completed', 'job.failed', 'job.cancelled', 'job.timeout'])
      totals.push((await gateway.trigger({ event })).results.total);
    expect(totals).toEqual([1, 1, 0, 0]);
  });

  it('accepts events without WEBHOOK_URLS, and delivers them to no endpoint', async () => {
    const gateway = await alone.gateway({ DATABASE_URL: 'sqlite:./other/gateway.db' });
    await gateway.said(/^🔗 Webhook Manager initialized with 0 configured endpoints$/);
    expect((await gateway.trigger({ event: 'job.completed' })).results).toEqual({ total: 0 });
  });
});
