import { describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();

describe('GET /api/webhooks/status', () => {
  it('has the shape of the contract before anything happened', async () => {
    const gateway = await stage.gateway({
      WEBHOOK_URLS: 'http://127.0.0.1:1/a,http://127.0.0.1:1/b',
      WEBHOOK_RETRY_DELAY: '1000',
      WEBHOOK_MAX_RETRY_DELAY: '30000',
    });
    const { status, body } = await gateway.get('/api/webhooks/status');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      webhooks: {
        active_webhooks: 2,
        total_webhooks: 2,
        total_errors: 0,
        rate_limits: { webhook_1: 0, webhook_2: 0 },
        error_counts: { webhook_1: 0, webhook_2: 0 },
        config: { max_retries: 3, retry_delay: 1000, rate_limit: '100/60000ms', secret_configured: true },
      },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it('counts sends, errors and what waits', async () => {
    const [good, bad] = [await stage.receiver(), await stage.receiver(() => 500)];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${bad.url()}`,
      WEBHOOK_MAX_RETRIES: '2',
    });
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
    const webhooks = await gateway.settled();
    expect(webhooks).toMatchObject({
      active_webhooks: 2,
      total_errors: 9,
      rate_limits: { webhook_1: 3, webhook_2: 9 },
      error_counts: { webhook_1: 0, webhook_2: 9 },
      deliveries: { pending: 0, sending: 0, failed: 3 },
    });
  });

  it('says what is past due, and when an endpoint that fails is tried again', async () => {
    const [good, bad] = [await stage.receiver(), await stage.receiver(() => 500)];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${bad.url()}`,
      WEBHOOK_RETRY_DELAY: '60000',
      WEBHOOK_MAX_RETRY_DELAY: '60000',
    });
    await gateway.post('/api/webhooks/endpoints/webhook_1/pause', {});
    const before = Date.now();
    for (let n = 0; n < 2; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
    const { deliveries, endpoints } = await until('what is past due', async () => {
      const status = await gateway.status();
      return status.deliveries.past_due === 2 && status.endpoints[1].next_attempt_at && status;
    });
    expect(deliveries.past_due_ms).toBeLessThanOrEqual(Date.now() - before);
    expect(endpoints[0].next_attempt_at).toBeNull();
    expect(Date.parse(endpoints[1].next_attempt_at)).toBeGreaterThanOrEqual(before + 60_000);
  });

  it('shows the one gateway there is on SQLite', async () => {
    const gateway = await stage.gateway({});
    const [node, ...others] = (await gateway.status()).nodes;
    expect(others).toEqual([]);
    expect(node).toMatchObject({ pid: gateway.child.pid, alive: true, this: true });
    expect(Date.parse(node.started_at)).toBeLessThanOrEqual(Date.parse(node.heartbeat_at));
  });

  it('is empty without endpoints', async () => {
    const gateway = await stage.gateway({});
    expect(await gateway.status()).toMatchObject({
      active_webhooks: 0,
      total_webhooks: 0,
      total_errors: 0,
      rate_limits: {},
      error_counts: {},
    });
  });
});

describe('The probes', () => {
  it.each(['/livez', '/readyz'])('%s answers', async (path) => {
    const gateway = await stage.gateway({});
    expect(await gateway.get(path)).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
