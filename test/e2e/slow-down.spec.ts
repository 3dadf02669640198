import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Answer } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const EVENTS = 20;
let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await stage.gateway({ WEBHOOK_MAX_RETRIES: '1', WEBHOOK_RETRY_DELAY: '100' });
}, START_MS);

/** A receiver that gives this answer until the ban is lifted, and its endpoint with 20 events. */
async function banned(answer: Answer, prefix: string, path: string) {
  let bans = true;
  const receiver = await stage.receiver(() => (bans ? answer : { status: 200, body: 'ok' }));
  const endpoint = await OwnEndpoint.on(gateway, stage, `${prefix}${receiver.url(path)}`, {
    ordering: 'none',
  });
  await Promise.all(Array.from({ length: EVENTS }, (_, at) => endpoint.trigger({ at })));
  await gateway.said(
    new RegExp(`^⏳ Webhook ${endpoint.name} is rate-limited by its target: paused for \\d+ms`),
  );
  return { receiver, endpoint, lift: () => void (bans = false) };
}

describe('An endpoint that asks for fewer requests without saying for how long', () => {
  it.concurrent.each([
    ['an application', { status: 429 }, 'generic+', '/hook'],
    ['an overloaded application', { status: 503, body: '<html>busy</html>' }, 'generic+', '/hook'],
    [
      'Discord while it bans',
      {
        status: 429,
        body: '{"code":0,"message":"You are being blocked from accessing our API temporarily"}',
      },
      'discord+',
      '/api/webhooks/1/t',
    ],
    [
      'Slack behind a page',
      { status: 429, body: '<html>Too many requests</html>' },
      'slack+',
      '/services/T0/B0/x',
    ],
  ] as const)(
    'is paused as a whole, spends no retry, and is tried again with one request: %s',
    async (_, answer, prefix, path) => {
      const { receiver, endpoint, lift } = await banned(answer, prefix, path);
      const burst = await until('the attempts under way are over', () => {
        const sending = endpoint.deliveries().filter(({ state }) => state === 'sending');
        return sending.length === 0 && receiver.requests.length;
      });
      expect(burst).toBeLessThanOrEqual(EVENTS);
      // After the first pause comes one request, whose answer begins a longer pause.
      await receiver.count(burst + 1);
      await gateway.said(new RegExp(`^⏳ Webhook ${endpoint.name} .*paused for [4-5]\\d{3}ms`));
      expect(receiver.requests).toHaveLength(burst + 1);
      await until('all wait', () => endpoint.deliveries().every(({ state }) => state === 'pending'));
      lift();
      await endpoint.settled();
      expect(endpoint.deliveries().map(({ state }) => state)).toEqual(Array(EVENTS).fill('delivered'));
      expect(receiver.requests).toHaveLength(burst + 1 + EVENTS);
      expect(await endpoint.shown()).toMatchObject({ breaker: 'closed', consecutive_failures: 0 });
    },
    60_000,
  );
});

describe('An endpoint whose pause of 15 minutes ends early', () => {
  const quiet = { status: 429, headers: { 'retry-after': '900' } };
  const patch = async ({ name }: OwnEndpoint, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return gateway.request('PATCH', `/api/webhooks/endpoints/${name}`, {
      body: JSON.stringify(body),
      headers,
    });
  };

  it.concurrent(
    'gets all its deliveries soon after an operator probes it, also those that are being settled then',
    async () => {
      const { endpoint, lift } = await banned(quiet, 'generic+', '/probed');
      lift();
      const probe = await gateway.post(`/api/webhooks/endpoints/${endpoint.name}/probe`, {});
      expect(probe.status).toBe(202);
      await endpoint.settled();
      expect(endpoint.deliveries().map(({ state }) => state)).toEqual(Array(EVENTS).fill('delivered'));
    },
    60_000,
  );

  it.concurrent(
    'gets all its deliveries soon after its URL is changed',
    async () => {
      const { receiver, endpoint, lift } = await banned(quiet, 'generic+', '/moved');
      lift();
      expect(await patch(endpoint, { url: receiver.url('/moved-here') })).toMatchObject({ status: 200 });
      await endpoint.settled();
      expect(endpoint.deliveries().map(({ state }) => state)).toEqual(Array(EVENTS).fill('delivered'));
    },
    60_000,
  );
});

describe('An endpoint that has used up its rate limit of an hour', () => {
  it('gets the deliveries that wait for the next hour soon after its limit is raised', async () => {
    const receiver = await stage.receiver();
    const limit = (max: number) => ({ rate_limit: { max, window_ms: 3_600_000 } });
    const endpoint = await OwnEndpoint.on(gateway, stage, receiver.url('/limited'), limit(3));
    await Promise.all(Array.from({ length: EVENTS }, (_, at) => endpoint.trigger({ at })));
    await receiver.count(3);
    await until('the others wait', () => endpoint.deliveries().every(({ state }) => state !== 'sending'));
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(limit(100));
    const path = `/api/webhooks/endpoints/${endpoint.name}`;
    expect(await gateway.request('PATCH', path, { body, headers })).toMatchObject({ status: 200 });
    await endpoint.settled();
    expect(receiver.requests).toHaveLength(EVENTS);
  }, 60_000);
});

describe('A gateway killed while an endpoint asks for quiet', () => {
  it('sends that endpoint nothing after its restart until the pause is over', async () => {
    await using place = new Stage();
    const busy = await place.receiver(() => ({ status: 429, headers: { 'retry-after': '600' } }));
    const free = await place.receiver();
    const env = {
      WEBHOOK_URLS: [busy.url('/busy'), free.url('/free')].join(','),
      WEBHOOK_CONCURRENCY: '1',
    };
    const before = await place.gateway(env);
    for (let at = 0; at < 5; at++) await before.trigger({ event: 'job.completed', data: { at } });
    await before.said(/^⏳ Webhook webhook_1 is rate-limited by its target/);
    await until('the pause is stored', () =>
      place.deliveries().some(({ webhook_id: id, attempts }) => id === 'webhook_1' && attempts === 1),
    );
    await before.end('SIGKILL');
    const after = await place.gateway(env);
    await after.trigger({ event: 'job.completed', data: { at: 5 } });
    await free.count(6);
    expect(busy.requests).toHaveLength(1);
  }, 60_000);
});
