import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();

describe('GET /api/webhooks/status', () => {
  let good: Receiver;
  let bad: Receiver;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    [good, bad] = [await stage.receiver(), await stage.receiver(() => 500)];
    gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${bad.url()}`,
      WEBHOOK_MAX_RETRIES: '2',
      WEBHOOK_RETRY_DELAY: '100',
      WEBHOOK_MAX_RETRY_DELAY: '30000',
    });
  }, START_MS);

  it('has the shape of the contract before the first event', async () => {
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
        config: { max_retries: 2, retry_delay: 100, rate_limit: '100/60000ms', secret_configured: true },
      },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it('counts sends, errors and open deliveries', async () => {
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

  it('shows what is held and by what, and the next attempt at a failing endpoint', async () => {
    const slow = await stage.gateway({
      DATABASE_URL: 'sqlite:./slow.db',
      WEBHOOK_URLS: `${good.url()},${bad.url()}`,
      WEBHOOK_RETRY_DELAY: '60000',
      WEBHOOK_MAX_RETRY_DELAY: '60000',
    });
    await slow.post('/api/webhooks/endpoints/webhook_1/pause', {});
    const before = Date.now();
    for (let n = 0; n < 2; n++) await slow.trigger({ event: 'job.completed', data: { n } });
    const { deliveries, endpoints } = await until('what is held', async () => {
      const status = await slow.status();
      return status.deliveries.held === 2 && status.endpoints[1].next_attempt_at && status;
    });
    expect(deliveries).toMatchObject({ past_due: 0, past_due_ms: null, held_by: { pause: 2, breaker: 0 } });
    expect(endpoints[0]).toMatchObject({ next_attempt_at: null, health: 'paused', held_by: 'pause' });
    expect(Date.parse(endpoints[1].next_attempt_at)).toBeGreaterThanOrEqual(before + 60_000);
    expect(endpoints[1]).toMatchObject({ health: 'degraded', held_by: null, breaker: 'closed' });
  });
});

describe('A gateway without endpoints', () => {
  const empty = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await empty.gateway({});
  }, START_MS);

  it('shows itself as the only node in its status', async () => {
    const [node, ...others] = (await gateway.status()).nodes;
    expect(others).toEqual([]);
    expect(node).toMatchObject({ pid: gateway.child.pid, alive: true, this: true });
    expect(Date.parse(node.started_at)).toBeLessThanOrEqual(Date.parse(node.heartbeat_at));
  });

  it('has an empty status', async () => {
    expect(await gateway.status()).toMatchObject({
      active_webhooks: 0,
      total_webhooks: 0,
      total_errors: 0,
      rate_limits: {},
      error_counts: {},
      config: { max_retries: 3 },
    });
  });

  it.each(['/livez', '/readyz'])('answers %s', async (path) => {
    expect(await gateway.get(path)).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
