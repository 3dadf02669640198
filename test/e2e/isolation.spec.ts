import { describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const SLOW_TEST_MS = 60_000;

describe('What one endpoint holds up', () => {
  it(
    'takes nothing from another, though its events are large and it asks for an hour of quiet',
    async () => {
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
      await until('all of the paused endpoint in the store', async () => {
        const { deliveries } = await gateway.status();
        return deliveries.pending === 110 && deliveries.sending === 0;
      });
      expect(paused.requests.length).toBeLessThan(20);
    },
    SLOW_TEST_MS,
  );

  it(
    'is not made worse by what has become too old: that uses up no sends, and is said',
    async () => {
      const receiver = await stage.receiver();
      const limits = { WEBHOOK_RATE_LIMIT_WINDOW: '1000', WEBHOOK_RATE_LIMIT_MAX: '5', WEBHOOK_TTL: '2s' };
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), ...limits });
      for (let n = 0; n < 60; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
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
});
