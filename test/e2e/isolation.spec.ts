import { describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const SLOW_TEST_MS = 60_000;

describe('A delivery', () => {
  it.concurrent(
    'is not held up by another endpoint that has large events pending and asks for an hour of quiet',
    async () => {
      await using stage = new Stage();
      const paused = await stage.receiver(() => ({ status: 503, headers: { 'retry-after': '3600' } }));
      const well = await stage.receiver();
      const gateway = await stage.gateway({
        WEBHOOK_URLS: `${paused.url()},${well.url()}`,
        WEBHOOK_RATE_LIMIT_MAX: '100000',
      });
      const large = 'x'.repeat(900_000);
      for (let n = 0; n < 90; n++) await gateway.trigger({ event: 'job.completed', data: { n, large } });
      for (let n = 90; n < 110; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
      await well.count(110, 30_000);
      await until('all deliveries of the paused endpoint are in the store', async () => {
        const { deliveries } = await gateway.status();
        return deliveries.pending === 110 && deliveries.sending === 0;
      });
      expect(paused.requests.length).toBeLessThan(20);
    },
    SLOW_TEST_MS,
  );

  it.concurrent(
    'is not held up by expired deliveries, which use up no rate limit and are logged',
    async () => {
      await using stage = new Stage();
      const receiver = await stage.receiver();
      const limits = { WEBHOOK_RATE_LIMIT_WINDOW: '1000', WEBHOOK_RATE_LIMIT_MAX: '5', WEBHOOK_TTL: '2s' };
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), ...limits });
      const events = Array.from({ length: 60 }, (_, n) => ({ event: 'job.completed', data: { n } }));
      expect((await gateway.post('/api/webhooks/events', { events })).status).toBe(202);
      await gateway.said(/^❌ Webhook delivery failed after 0 attempts: webhook_1 - expired$/);
      await gateway.settled();
      const before = receiver.requests.length;
      const { results } = await gateway.trigger(
        { event: 'job.completed', data: { late: true } },
        { prefer: 'wait=10' },
      );
      expect(results).toMatchObject({ successful: 1 });
      expect(receiver.requests).toHaveLength(before + 1);
      expect((await gateway.status()).deliveries.failed).toBe(60 - before);
    },
    SLOW_TEST_MS,
  );

  it.concurrent(
    'expires while its endpoint has an open circuit or is paused, and holds up no recovery',
    async () => {
      await using stage = new Stage();
      let down = true;
      const [sick, paused] = [await stage.receiver(() => (down ? 500 : 200)), await stage.receiver()];
      const gateway = await stage.gateway({
        WEBHOOK_URLS: `${sick.url()},${paused.url()}`,
        WEBHOOK_TTL: '4s',
        WEBHOOK_MAX_RETRIES: '50',
        WEBHOOK_RETRY_DELAY: '100',
        WEBHOOK_BREAKER_FAILURES: '2',
        // Between one TTL and two: the first deliveries expire before the first probe, the last one does not.
        WEBHOOK_BREAKER_PAUSE: '6s',
      });
      const pausing = '/api/webhooks/endpoints/webhook_2/pause';
      expect((await gateway.request('POST', pausing)).status).toBe(200);
      const events = Array.from({ length: 1_000 }, (_, n) => ({ event: 'job.completed', data: { n } }));
      expect((await gateway.post('/api/webhooks/events', { events })).status).toBe(202);
      await gateway.statusWhere(({ endpoints: [first] }) => first.breaker === 'open');
      await gateway.statusWhere(({ deliveries }) => deliveries.failed === 2_000 && deliveries.pending === 0);
      expect(paused.requests).toHaveLength(0);
      expect(sick.requests.length).toBeLessThan(60);
      down = false;
      const before = sick.requests.length;
      await gateway.trigger({ event: 'job.completed', data: {} });
      await sick.until((requests) => requests.length > before, 15_000);
      await gateway.statusWhere(({ since_start }) => since_start.delivered === 1);
    },
    SLOW_TEST_MS,
  );
});
