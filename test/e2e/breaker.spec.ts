import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import { Stage } from '../support/stage.js';

const ENV = {
  WEBHOOK_BREAKER_FAILURES: '5',
  WEBHOOK_BREAKER_PAUSE: '400ms',
  WEBHOOK_MAX_RETRIES: '100',
  WEBHOOK_RETRY_DELAY: '1',
  WEBHOOK_MAX_RETRY_DELAY: '1',
  WEBHOOK_CONCURRENCY: '4',
};

/** The largest number of requests that were under way at one moment. */
function mostAtOnce(seen: readonly ('begun' | 'answered')[]): number {
  let flying = 0;
  return Math.max(...seen.map((what) => (flying += what === 'begun' ? 1 : -1)));
}

describe('The circuit breaker', () => {
  /** A gateway that lets circuits stay open for the time of the tests. */
  const shared = Stage.forFile();
  let patient: GatewayProcess;
  beforeAll(async () => {
    patient = await shared.gateway({ ...ENV, WEBHOOK_BREAKER_PAUSE: '1h' });
  }, START_MS);

  it.concurrent(
    'opens when all attempts fail, probes the endpoint, and ramps up once it has recovered',
    async () => {
      await using stage = new Stage();
      let broken = true;
      /** Requests that began and were answered after the receiver recovered, in their order. */
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
      await gateway.said(/webhook_1 is failing/);
      await well.count(40);
      // The attempts in flight when it opened, and a probe or two since: not 40 deliveries with 100 retries each.
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
    },
    60_000,
  );

  it.concurrent(
    'spends no attempts of deliveries while it is open',
    async () => {
      const sick = await shared.receiver(() => 500);
      const own = await OwnEndpoint.on(patient, shared, sick.url());
      for (let i = 0; i < 20; i++) await own.trigger({ i });
      await patient.said(new RegExp(`${own.name} is failing: circuit open`));
      expect(own.deliveries()).toHaveLength(20);
      expect(own.deliveries().filter(({ state }) => !/^(pending|sending)$/.test(state))).toEqual([]);
      expect(sick.requests.length).toBeLessThan(5 + 4 + 20);
    },
    60_000,
  );

  it.concurrent(
    'gives up deliveries older than their TTL while it is open',
    async () => {
      const sick = await shared.receiver(() => 500);
      const own = await OwnEndpoint.on(patient, shared, sick.url(), { ttl_ms: 2_000 });
      for (let i = 0; i < 20; i++) await own.trigger({ i });
      await patient.said(new RegExp(`${own.name} is failing: circuit open`));
      await own.settled(15_000);
      expect(own.deliveries().map(({ state }) => state)).toEqual(Array.from({ length: 20 }, () => 'failed'));
      await patient.said(
        new RegExp(`^❌ Webhook delivery failed after \\d+ attempts: ${own.name} - expired$`),
      );
    },
    60_000,
  );

  it.concurrent(
    'counts neither refusals nor rate limits of the target as failures',
    async () => {
      const answers = [429, 429];
      const busy = await shared.receiver(() => answers.pop() ?? 200);
      const own = await OwnEndpoint.on(patient, shared, busy.url());
      expect((await own.outcome()).successful).toBe(1);
      const opened = patient.messages.filter((text) => text.includes(`${own.name} is failing`));
      expect(opened).toEqual([]);
    },
    60_000,
  );
});
