import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { guideExamples } from '../support/guide-examples.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Answer, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const EVENT = { event: 'job.completed', data: guideExamples.completedJob };
const OK = { status: 200, body: 'ok' };
const SLACK_PATH = '/services/T0/B0/XXXX';
const DISCORD_PATH = '/api/webhooks/1234567890/a-token';

const json = (status: number, body: object, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** A receiver that gives these answers in turn, and repeats the last one. */
async function answering(...answers: readonly Answer[]) {
  return stage.receiver((_, __, nth) => answers[Math.min(nth, answers.length) - 1]!);
}

/** Sends one event to an endpoint of the test's own; resolves with the outcome. */
async function delivered(url: string) {
  const endpoint = await OwnEndpoint.on(gateway, stage, url);
  return { endpoint, results: await endpoint.outcome() };
}

let gateway: GatewayProcess;
/** The receivers of the endpoints in `WEBHOOK_URLS`, with the custom headers; each gets one event. */
let configured: Readonly<Record<'slack' | 'discord' | 'generic', Receiver>>;

beforeAll(async () => {
  const [slack, discord, generic] = [await answering(OK), await answering(204), await answering(200)];
  configured = { slack, discord, generic };
  const discordUrl = discord.url(`${DISCORD_PATH}?thread_id=77`);
  gateway = await stage.gateway({
    WEBHOOK_URLS: `slack+${slack.url(SLACK_PATH)},discord+${discordUrl},${generic.url()}`,
    WEBHOOK_HEADERS: 'Authorization:Bearer for-generic-only,X-Custom:c',
  });
  const { results } = await gateway.trigger(EVENT, { prefer: 'wait=30' });
  expect(results).toMatchObject({ total: 3, successful: 3 });
}, START_MS);

describe('A Slack endpoint', () => {
  it('gets a message, not the JSON of generic endpoints', () => {
    const { headers, body, path } = configured.slack.requests[0]!;
    expect(path).toBe(SLACK_PATH);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(body).text).toContain('✅ StreamGank Job Completed');
    for (const part of ['job_1704123456789_abc123', 'abc123-video.mp4', '5m 30s'])
      expect(body).toContain(part);
    expect(JSON.parse(body)).not.toHaveProperty('webhook_id');
  });

  it('gets neither custom headers nor signatures', () => {
    const { slack, discord, generic } = configured;
    expect(generic.requests[0]!.headers).toMatchObject({
      authorization: 'Bearer for-generic-only',
      'x-custom': 'c',
      'webhook-signature': expect.any(String),
    });
    for (const { requests } of [slack, discord]) {
      const names = Object.keys(requests[0]!.headers);
      expect(names.filter((name) => /authorization|x-custom|signature/.test(name))).toEqual([]);
    }
  });

  it.concurrent.each([
    ['200 that tells of an error', json(200, { ok: false, error: 'busy' })],
    ['rollup_error', { status: 500, body: 'rollup_error' }],
    ['a rate limit', json(429, { ok: false, error: 'rate_limited', retry_after: 0 })],
    ['503', 503],
    ['an error page of a proxy', { status: 403, body: '<html>Forbidden</html>' }],
  ])('is sent a retry after %s', async (_, answer) => {
    const receiver = await answering(answer, OK);
    const { results } = await delivered(`slack+${receiver.url(SLACK_PATH)}`);
    expect(results.successful).toBe(1);
    expect(receiver.requests).toHaveLength(2);
  });

  it.concurrent.each([
    [400, 'invalid_payload'],
    [400, 'invalid_blocks'],
    [400, 'no_text'],
    [400, 'user_not_found'],
    [403, 'action_prohibited'],
    [404, 'channel_not_found'],
    [200, 'invalid_blocks'],
  ])('is sent no retry after %i %s, and stays enabled', async (status, body) => {
    const receiver = await answering({ status, body });
    const { endpoint, results } = await delivered(`slack+${receiver.url(SLACK_PATH)}`);
    expect(results.failed).toBe(1);
    await gateway.said(
      new RegExp(`^❌ Webhook delivery failed after 1 attempts: ${endpoint.name} - .*${body}`),
    );
    expect(receiver.requests).toHaveLength(1);
    expect(await endpoint.shown()).toMatchObject({ adapter: 'slack', state: 'enabled' });
    expect(endpoint.deliveries()).toMatchObject([{ state: 'failed', reason: body }]);
  });

  it.concurrent('is sent nothing until the Retry-After has passed', async () => {
    const limited = {
      status: 429,
      headers: { 'retry-after': '1' },
      body: '{"ok":false,"error":"rate_limited"}',
    };
    const receiver = await answering(limited, OK);
    const { results } = await delivered(`slack+${receiver.url(SLACK_PATH)}`);
    expect(results.successful).toBe(1);
    const [first, second] = receiver.requests;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(998);
  });
});

describe('A Discord endpoint', () => {
  it('gets an embed that mentions nobody, with wait=true in the URL', () => {
    const { path, body } = configured.discord.requests[0]!;
    expect(new URL(path, 'http://x').pathname).toBe(DISCORD_PATH);
    expect(Object.fromEntries(new URL(path, 'http://x').searchParams)).toEqual({
      thread_id: '77',
      wait: 'true',
    });
    expect(JSON.parse(body)).toMatchObject({ allowed_mentions: { parse: [] }, embeds: [expect.anything()] });
  });

  it.concurrent('is paused for the retry_after of a 429, which spends no retry', async () => {
    const limited = json(429, { message: 'You are being rate limited.', retry_after: 0.7, global: false });
    const receiver = await answering(limited, 204);
    const { results } = await delivered(`discord+${receiver.url(DISCORD_PATH)}`);
    expect(results.successful).toBe(1);
    const [first, second] = receiver.requests;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(698);
  });

  it.concurrent('is paused when its answer says that the rate limit is used up', async () => {
    const last = { status: 204, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.2' } };
    const receiver = await answering(last, 204);
    const { endpoint } = await delivered(`discord+${receiver.url(DISCORD_PATH)}`);
    await endpoint.trigger();
    const [first, second] = await receiver.count(2);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(1_198);
    await endpoint.settled();
    expect(endpoint.deliveries().map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  it.concurrent('is not paused while its rate limit has requests left', async () => {
    const more = { status: 204, headers: { 'x-ratelimit-remaining': '4', 'x-ratelimit-reset-after': '600' } };
    const receiver = await answering(more);
    const { endpoint } = await delivered(`discord+${receiver.url(DISCORD_PATH)}`);
    expect(await endpoint.outcome()).toMatchObject({ successful: 1 });
  });

  it.concurrent.each([50006, 50035, 50109, 40005, 200000, 220001])(
    'is sent no retry after error code %i',
    async (code) => {
      const receiver = await answering(json(400, { code, message: 'Refused' }));
      const { endpoint, results } = await delivered(`discord+${receiver.url(DISCORD_PATH)}`);
      expect(results.failed).toBe(1);
      expect(receiver.requests).toHaveLength(1);
      expect(await endpoint.shown()).toMatchObject({ adapter: 'discord', state: 'enabled' });
    },
  );

  it.concurrent.each([500, 502, 403])(
    'is sent a retry after a %i without an error code of Discord',
    async (status) => {
      const receiver = await answering(status, 204);
      const { results } = await delivered(`discord+${receiver.url(DISCORD_PATH)}`);
      expect(results.successful).toBe(1);
      expect(receiver.requests).toHaveLength(2);
    },
  );
});
