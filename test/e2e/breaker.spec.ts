import { describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const ENV = {
  WEBHOOK_BREAKER_FAILURES: '5',
  WEBHOOK_BREAKER_PAUSE: '400ms',
  WEBHOOK_MAX_RETRIES: '100',
  WEBHOOK_RETRY_DELAY: '1',
  WEBHOOK_MAX_RETRY_DELAY: '1',
  WEBHOOK_CONCURRENCY: '4',
};

/** The most that were begun and not answered at any moment. */
function mostAtOnce(seen: readonly ('begun' | 'answered')[]): number {
  let flying = 0;
  return Math.max(...seen.map((what) => (flying += what === 'begun' ? 1 : -1)));
}

describe('An endpoint that only fails', () => {
  it('rests while its deliveries wait, is probed, and ramps up when it is back', async () => {
    let broken = true;
    /** What comes in after it was broken, and what is answered, in their order. */
    const seen: ('begun' | 'answered')[] = [];
    const sick = await stage.receiver(async () => {
      if (broken) return 500;
      seen.push('begun');
      await new Promise((resolve) => setTimeout(resolve, 50));
      seen.push('answered');
      return 200;
    });
    const well = await stage.receiver();
    const urls = { WEBHOOK_URLS: `${sick.url()},${well.url()}`, WEBHOOK_CONCURRENCY: '16' };
    const gateway = await stage.gateway({ ...ENV, ...urls });
    for (let i = 0; i < 40; i++) await gateway.trigger({ event: 'job.completed', data: { i } });
    await gateway.said(/webhook_1 only fails/);
    await well.count(40);
    // Those in flight when it opened, and a probe or two since: not forty deliveries with a hundred retries each.
    const whileOpen = sick.requests.length;
    expect(whileOpen).toBeLessThan(5 + 4 + 40);
    await sick.until((requests) => requests.length > whileOpen);
    expect((await gateway.status()).endpoints[0].breaker).toMatch(/^(open|half_open)$/);
    broken = false;
    await gateway.said(/webhook_1 has recovered/, 20_000);
    const delivered = (): Set<number> =>
      new Set(sick.requests.filter((_, n) => n >= whileOpen).map(({ body }) => JSON.parse(body).data.i));
    await sick.until(() => delivered().size === 40, 20_000);
    // The probe alone, then two at once until one of them is answered.
    expect(seen.slice(0, 2)).toEqual(['begun', 'answered']);
    const second = seen.indexOf('answered', 2);
    expect(seen.slice(2, second).length).toBeLessThanOrEqual(2);
    expect(mostAtOnce(seen)).toBeGreaterThan(2);
    expect((await gateway.status()).endpoints[0].breaker).toBe('closed');
  }, 60_000);

  it('spends no attempts of its deliveries while it rests', async () => {
    const sick = await stage.receiver(() => 500);
    const gateway = await stage.gateway({ WEBHOOK_URLS: sick.url(), ...ENV, WEBHOOK_BREAKER_PAUSE: '1h' });
    for (let i = 0; i < 20; i++) await gateway.trigger({ event: 'job.completed', data: { i } });
    await gateway.said(/only fails/);
    const { deliveries } = await gateway.status();
    expect(deliveries.failed).toBe(0);
    expect(deliveries.pending + deliveries.sending).toBe(20);
    expect(sick.requests.length).toBeLessThan(5 + 4 + 20);
  }, 60_000);

  it('keeps nothing that has become too old while it rests', async () => {
    const sick = await stage.receiver(() => 500);
    const env = { ...ENV, WEBHOOK_BREAKER_PAUSE: '1h', WEBHOOK_TTL: '2s' };
    const gateway = await stage.gateway({ WEBHOOK_URLS: sick.url(), ...env });
    for (let i = 0; i < 20; i++) await gateway.trigger({ event: 'job.completed', data: { i } });
    await gateway.said(/only fails/);
    const { deliveries } = await gateway.settled(15_000);
    expect(deliveries.failed).toBe(20);
    await gateway.said(/^❌ Webhook delivery failed after \d+ attempts: webhook_1 - expired$/);
  }, 60_000);

  it('is not counted as failing for refusals and rate limits', async () => {
    const answers = [429, 429];
    const busy = await stage.receiver(() => answers.pop() ?? 200);
    const gateway = await stage.gateway({ WEBHOOK_URLS: busy.url(), ...ENV });
    const { results } = await gateway.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=20' });
    expect(results.successful).toBe(1);
    expect(gateway.messages.filter((text) => text.includes('only fails'))).toEqual([]);
  }, 60_000);
});
