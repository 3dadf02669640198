import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Behaviour, Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { mostInAnyWindow } from '../support/windows.js';

const WINDOW_MS = 1_000;
const MAX = 20;
const EVENTS = 100;
const LIMITS = { WEBHOOK_RATE_LIMIT_WINDOW: String(WINDOW_MS), WEBHOOK_RATE_LIMIT_MAX: String(MAX) };
const SLOW_TEST_MS = 120_000;

async function postAll(gateway: GatewayProcess, count = EVENTS, event = 'job.completed'): Promise<void> {
  const post = (n: number) => gateway.trigger({ event, data: { n }, id: `${event}-${n}` });
  await Promise.all(Array.from({ length: count }, (_, n) => post(n)));
}

const distinct = (requests: readonly Received[]) => new Set(requests.map(({ body }) => body)).size;

describe('The rate limit', () => {
  const shared = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await shared.gateway(LIMITS);
  }, START_MS);

  async function own(behaviour?: Behaviour, settings: object = {}) {
    const receiver = await shared.receiver(behaviour);
    const endpoint = await OwnEndpoint.on(gateway, shared, receiver.url(), settings);
    return { receiver, endpoint, name: endpoint.name, type: endpoint.type };
  }
  const about = (name: string): string[] => gateway.messages.filter((text) => text.includes(` ${name}`));

  it.concurrent(
    'holds in every window, delays without spending a retry, and is logged',
    async () => {
      // A gateway of its own, whose figures hold no other endpoint.
      await using stage = new Stage();
      const receiver = await stage.receiver();
      const gateway = await stage.gateway({ ...LIMITS, WEBHOOK_URLS: receiver.url() });
      const name = 'webhook_1';
      await postAll(gateway);
      await gateway.said(new RegExp(`^⚠️ Rate limit exceeded for webhook ${name}: \\d+/20$`));
      expect((await gateway.status()).rate_limits[name]).toBeLessThanOrEqual(MAX);
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

  it.concurrent(
    'is logged as exceeded at the first send beyond it, once for the window',
    async () => {
      const limit = { rate_limit: { max: MAX, window_ms: 20_000 } };
      const { receiver, endpoint, name } = await own(undefined, limit);
      for (let n = 0; n < 25; n++) {
        // From here on the rate limit holds the endpoint, and new events go to the store.
        if (n === MAX) await endpoint.settled();
        await endpoint.trigger({ n });
        await receiver.count(Math.min(n + 1, MAX));
      }
      await gateway.said(new RegExp(`^⚠️ Rate limit exceeded for webhook ${name}: 21/20$`), 5_000);
      expect(about(name).filter((text) => text.includes('Rate limit exceeded'))).toHaveLength(1);
      expect(receiver.requests).toHaveLength(MAX);
      expect((await gateway.status()).rate_limits[name]).toBe(MAX);
    },
    SLOW_TEST_MS,
  );

  it.concurrent(
    'holds for each endpoint on its own',
    async () => {
      const { receiver: one, type } = await own();
      const { receiver: two } = await own(undefined, { events: [type] });
      await postAll(gateway, 50, type);
      await Promise.all([one.count(50, 60_000), two.count(50, 60_000)]);
      for (const { requests } of [one, two]) expect(mostInAnyWindow(requests, WINDOW_MS)).toBe(MAX);
    },
    SLOW_TEST_MS,
  );

  it.concurrent(
    'counts retries too, and holds when answers are slow',
    async () => {
      const answerSlowly: Behaviour = async (_, __, nth) => {
        await new Promise((wake) => setTimeout(wake, 30 * (nth % 7)));
        return nth % 3 === 0 ? 500 : 200;
      };
      const { receiver, endpoint, type } = await own(answerSlowly, { max_retries: 20 });
      await postAll(gateway, 60, type);
      await endpoint.settled(60_000);
      expect(distinct(receiver.requests)).toBe(60);
      expect(receiver.requests.length).toBeGreaterThan(60);
      expect(mostInAnyWindow(receiver.requests, WINDOW_MS)).toBeLessThanOrEqual(MAX);
    },
    SLOW_TEST_MS,
  );

  it.concurrent(
    'holds when it allows one request in a window',
    async () => {
      const { receiver, type } = await own(undefined, { rate_limit: { max: 1, window_ms: 200 } });
      await postAll(gateway, 8, type);
      await receiver.count(8);
      expect(mostInAnyWindow(receiver.requests, 200)).toBe(1);
    },
    SLOW_TEST_MS,
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'holds across a restart by %s, and everything arrives',
    async (signal) => {
      await using stage = new Stage();
      const receiver = await stage.receiver();
      const env = { WEBHOOK_URLS: receiver.url(), ...LIMITS };
      const first = await stage.gateway(env);
      await postAll(first);
      await receiver.count(MAX + 5);
      await first.end(signal);
      const before = receiver.requests.length;
      expect(before).toBeLessThan(EVENTS);
      const stored = stage.deliveries().filter(({ state }) => state === 'delivered').length;
      const second = await stage.gateway(env);
      await receiver.until((requests) => distinct(requests) === EVENTS, 90_000);
      await second.settled(60_000);
      expect(mostInAnyWindow(receiver.requests, WINDOW_MS)).toBeLessThanOrEqual(MAX);
      // Only what had arrived at the kill, and was not stored as delivered, may arrive twice.
      expect(receiver.requests.length - EVENTS).toBeLessThanOrEqual(
        signal === 'SIGTERM' ? 0 : before - stored,
      );
    },
    SLOW_TEST_MS,
  );
});
