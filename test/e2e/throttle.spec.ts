import { describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { mostInAnyWindow } from '../support/windows.js';

const stage = Stage.forEachTest();
const WINDOW_MS = 1_000;
const MAX = 20;
const EVENTS = 100;
const LIMITS = { WEBHOOK_RATE_LIMIT_WINDOW: String(WINDOW_MS), WEBHOOK_RATE_LIMIT_MAX: String(MAX) };
const SLOW_TEST_MS = 120_000;

async function postAll(gateway: GatewayProcess, count = EVENTS): Promise<void> {
  const post = (n: number) => gateway.trigger({ event: 'job.completed', data: { n }, id: `event-${n}` });
  await Promise.all(Array.from({ length: count }, (_, n) => post(n)));
}

const distinct = (requests: readonly Received[]) => new Set(requests.map(({ body }) => body)).size;

describe('The rate limit', () => {
  it(
    'holds in every window, delays without a retry, and says so',
    async () => {
      const receiver = await stage.receiver();
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), ...LIMITS });
      await postAll(gateway);
      await gateway.said(/^⚠️ Rate limit exceeded for webhook webhook_1: \d+\/20$/);
      expect((await gateway.status()).rate_limits.webhook_1).toBeLessThanOrEqual(MAX);
      await receiver.count(EVENTS, 60_000);
      await gateway.settled();
      expect(mostInAnyWindow(receiver.requests, WINDOW_MS)).toBe(MAX);
      expect(receiver.requests).toHaveLength(EVENTS);
      expect(distinct(receiver.requests)).toBe(EVENTS);
      expect(new Set(stage.deliveries().map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(
        new Set(['delivered 1']),
      );
      expect(await gateway.status()).toMatchObject({ total_errors: 0, since_start: { retries: 0 } });
      expect(gateway.messages.filter((text) => /Retrying|failed/.test(text))).toEqual([]);
    },
    SLOW_TEST_MS,
  );

  it(
    'is said to be exceeded with the first send over it, once for the window',
    async () => {
      const receiver = await stage.receiver();
      const env = { WEBHOOK_RATE_LIMIT_WINDOW: '20000', WEBHOOK_RATE_LIMIT_MAX: '20' };
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), ...env });
      for (let n = 0; n < 25; n++) {
        // From here on the lane rests, and what comes goes to the store.
        if (n === MAX) await gateway.settled();
        await gateway.trigger({ event: 'job.completed', data: { n } });
        await receiver.count(Math.min(n + 1, MAX));
      }
      await gateway.said(/^⚠️ Rate limit exceeded for webhook webhook_1: 21\/20$/, 5_000);
      expect(gateway.messages.filter((text) => text.includes('Rate limit exceeded'))).toHaveLength(1);
      expect(receiver.requests).toHaveLength(MAX);
      expect(await gateway.status()).toMatchObject({ rate_limits: { webhook_1: MAX } });
    },
    SLOW_TEST_MS,
  );

  it(
    'holds for each endpoint by itself',
    async () => {
      const [one, two] = [await stage.receiver(), await stage.receiver()];
      const gateway = await stage.gateway({ WEBHOOK_URLS: `${one.url()},${two.url()}`, ...LIMITS });
      await postAll(gateway, 50);
      await Promise.all([one.count(50, 60_000), two.count(50, 60_000)]);
      for (const { requests } of [one, two]) expect(mostInAnyWindow(requests, WINDOW_MS)).toBe(MAX);
    },
    SLOW_TEST_MS,
  );

  it(
    'counts retries too, and holds when answers are slow',
    async () => {
      const receiver = await stage.receiver(async (_, __, nth) => {
        await new Promise((wake) => setTimeout(wake, 30 * (nth % 7)));
        return nth % 3 === 0 ? 500 : 200;
      });
      const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_MAX_RETRIES: '20', ...LIMITS };
      const gateway = await stage.gateway(env);
      await postAll(gateway, 60);
      await gateway.settled(60_000);
      expect(distinct(receiver.requests)).toBe(60);
      expect(receiver.requests.length).toBeGreaterThan(60);
      expect(mostInAnyWindow(receiver.requests, WINDOW_MS)).toBeLessThanOrEqual(MAX);
    },
    SLOW_TEST_MS,
  );

  it(
    'of one a window holds',
    async () => {
      const receiver = await stage.receiver();
      const env = { WEBHOOK_RATE_LIMIT_WINDOW: '200', WEBHOOK_RATE_LIMIT_MAX: '1' };
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), ...env });
      await postAll(gateway, 8);
      await receiver.count(8);
      expect(mostInAnyWindow(receiver.requests, 200)).toBe(1);
    },
    SLOW_TEST_MS,
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'holds across a restart in the middle by %s, and everything arrives',
    async (signal) => {
      const receiver = await stage.receiver();
      const env = { WEBHOOK_URLS: receiver.url(), ...LIMITS };
      const first = await stage.gateway(env);
      await postAll(first);
      await receiver.count(MAX + 5);
      await first.end(signal);
      const before = receiver.requests.length;
      expect(before).toBeLessThan(EVENTS);
      const second = await stage.gateway(env);
      await receiver.until((requests) => distinct(requests) === EVENTS, 90_000);
      await second.settled(60_000);
      expect(mostInAnyWindow(receiver.requests, WINDOW_MS)).toBeLessThanOrEqual(MAX);
      // Only what was in flight when it was killed may come twice.
      expect(receiver.requests.length - EVENTS).toBeLessThanOrEqual(signal === 'SIGTERM' ? 0 : 16);
    },
    SLOW_TEST_MS,
  );
});
