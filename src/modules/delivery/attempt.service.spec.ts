import { describe, expect, it } from '@jest/globals';
import { builtInTypes } from '../../../test/support/built-in-types.js';
import { firstValueFrom, of } from 'rxjs';
import type { Attempt, LeasedDelivery } from '../model/delivery.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import type { Endpoint } from '../model/endpoint.js';
import { Redactor } from '../model/redactor.js';
import { steadyNow } from '../timing/steady-now.js';
import { Attempts } from './attempt.service.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { decide } from './decide.js';
import type { DeliveryEvents } from './events/delivery-events.service.js';
import { Learning } from './learn.service.js';
import type { Throttles } from './rate-limit/throttles.service.js';
import type { Report } from './report.js';
import type { EventCatalogue } from '../event-types/event-catalogue.service.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { fingerprintOf } from './request/fingerprint.js';
import { Judging } from './request/judging.service.js';
import { Identity } from './request/identity.service.js';
import type { Answer, NoAnswer, SignedRequest } from './sender/sender.service.js';
import type { Transports } from './sender/transports.service.js';
import { NO_NAMES } from '../model/value-names.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';

const event = {
  id: 'evt',
  type: 'job.completed',
  data: '{"job_id":"j1"}',
  timestamp: '2024-01-01T00:00:00.000Z',
  acceptedAt: 0,
};
const delivery: LeasedDelivery = {
  id: '0b8d7a52-0000-4000-8000-000000000000',
  event,
  endpointId: 'e1',
  webhookId: 'webhook_1',
  attempts: 1,
  createdAt: 0,
  leaseToken: 't',
};
const endpoint = anEndpoint({
  webhookId: 'webhook_9',
  headers: { Authorization: 'Bearer a:b' },
  timeoutMs: 4321,
});

function tools(result: Partial<Answer> | NoAnswer, types = builtInTypes) {
  const sent: { request: SignedRequest; timeoutMs: number }[] = [];
  const paused: [string, number][] = [];
  const slowed: [string, number | null][] = [];
  const answer = {
    kind: 'answer',
    status: 200,
    headers: {},
    body: '',
    keptBody: null,
    note: null,
    durationMs: 12,
    ...result,
  } as Answer;
  const sender = {
    send(request: SignedRequest, timeoutMs: number) {
      sent.push({ request, timeoutMs });
      return of(answer);
    },
  } as unknown as Transports;
  const throttles = {
    pause: (id: string, until: number) => paused.push([id, until]),
    slowDown: (id: string, { hintMs }: { readonly hintMs: number | null }) => {
      slowed.push([id, hintMs]);
      return hintMs ?? 2_500;
    },
  } as unknown as Throttles;
  const judging = new Judging({ now: () => 1_700_000_000_000 }, new Redactor(['data.secret']));
  const identity = new Identity({ source: 'streamgank', brand: 'StreamGank' } as GatewayConfig, types);
  const breakers = { begin: () => () => undefined } as unknown as CircuitBreakers;
  /** Makes one attempt at `target` and decides what follows, without jitter. */
  const run = async (leased: LeasedDelivery, target: Endpoint): Promise<Report> => {
    const catalogue = { find: () => target } as unknown as EndpointCatalogue;
    const learning = new Learning(catalogue, breakers, throttles, {} as DeliveryEvents);
    const attempts = new Attempts(catalogue, breakers, sender, judging, identity);
    const attempted = await firstValueFrom(attempts.make(leased));
    return decide(attempted, learning.pause(attempted).pausedMs, 0);
  };
  return { run, sent, paused, slowed, identity };
}

describe(Attempts.name, () => {
  it('sends the signed message with the timeout of the endpoint', async () => {
    const { run, sent } = tools({});
    await run(delivery, endpoint);
    const { request, timeoutMs } = sent[0]!;
    expect(timeoutMs).toBe(4321);
    expect(request.url).toBe(endpoint.url);
    expect(JSON.parse(request.body)).toMatchObject({
      event: 'job.completed',
      webhook_id: 'webhook_1',
      source: 'streamgank',
    });
    expect(request.headers).toMatchObject({
      Authorization: 'Bearer a:b',
      'X-StreamGank-Event': 'job.completed',
      'X-StreamGank-Delivery': delivery.id,
      'X-StreamGank-Signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
      'webhook-timestamp': '1700000000',
    });
  });

  it('records no masked value that the target repeats in its error', async () => {
    const secretive = {
      ...delivery,
      event: { ...event, data: '{"job_id":"j1","secret":"ana@mail.invalid"}' },
    };
    const { run } = tools({ status: 400, body: 'no_such_user: ana@mail.invalid' });
    const report = await run(
      secretive,
      anEndpoint({ adapter: 'slack', url: 'https://hooks.slack.com/services/T0/B0/x' }),
    );
    expect(report.attempt!.errorMessage).toContain('no_such_user: ***');
  });

  it('signs nothing and sends no custom header to chat targets', async () => {
    const { run, sent } = tools({ body: 'ok' });
    await run(delivery, { ...endpoint, adapter: 'slack' });
    const names = Object.keys(sent[0]!.request.headers).map((name) => name.toLowerCase());
    expect(names.filter((name) => /signature|authorization|webhook-id/.test(name))).toEqual([]);
    expect(names).toContain('x-streamgank-delivery');
  });

  it('makes no request where the adapter has nothing to tell, and says why', async () => {
    const { run, sent } = tools({});
    const progress = { ...delivery, event: { ...event, type: 'job.script_completed' } };
    const { attempt, outcome, next } = await run(progress, { ...endpoint, adapter: 'pagerduty' });
    expect(sent).toEqual([]);
    expect([outcome, next]).toEqual([{ kind: 'delivered' }, { state: 'delivered' }]);
    expect(attempt).toMatchObject({
      number: 2,
      status: null,
      outcome: 'delivered',
      errorCode: null,
      note: expect.stringContaining('PagerDuty gets no job.script_completed'),
    });
    expect(attempt).not.toHaveProperty('form');
  });

  it('learns nothing of a target that got no request', () => {
    const breakers = {
      record: () => {
        throw new Error('was counted');
      },
    } as unknown as CircuitBreakers;
    const learning = new Learning({} as EndpointCatalogue, breakers, {} as Throttles, {} as DeliveryEvents);
    const attempt = { number: 1, startedAt: 0, durationMs: 0, status: null, outcome: 'delivered' } as Attempt;
    const report = {
      delivery,
      attempt,
      outcome: { kind: 'delivered' },
      next: { state: 'delivered' },
      maxRetries: 0,
    };
    expect(() => learning.learn(report as Report)).not.toThrow();
  });

  it('passes the event’s trace context to applications unchanged, and none to chat targets', async () => {
    const { run, sent } = tools({});
    const trace = {
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
      tracestate: 'a=b',
    };
    const traced = { ...delivery, event: { ...event, trace } };
    await run(traced, endpoint);
    await run(traced, { ...endpoint, adapter: 'slack' });
    expect(sent[0]!.request.headers).toMatchObject(trace);
    expect(Object.keys(sent[1]!.request.headers)).not.toContain('traceparent');
  });

  it('records the event type that formed the message, where the catalogue changes before the answer', async () => {
    const [before, after] = ['Before', 'After'].map((headline) => ({
      ...builtInTypes.typeOf(event.type),
      headline,
    }));
    const chat = { ...endpoint, adapter: 'slack' };
    const types = {
      names: NO_NAMES,
      typeOf: () => (sent.length === 0 ? before : after),
    } as unknown as EventCatalogue;
    const { run, sent, identity } = tools({ body: 'ok' }, types);
    const { attempt } = await run(delivery, chat);
    expect(sent[0]!.request.body).toContain('Before');
    expect(attempt!.form).toBe(fingerprintOf(chat, before!, identity));
  });

  it('reports the target’s answer and the next state', async () => {
    const { run } = tools({ status: 500, keptBody: 'oops' });
    const report = await run(delivery, endpoint);
    expect(report.attempt).toEqual({
      number: 2,
      startedAt: 1_700_000_000_000,
      durationMs: 12,
      status: 500,
      outcome: 'retry',
      errorCode: 'HTTP_500',
      errorMessage: 'HTTP 500 response',
      responseBody: 'oops',
      responseHeaders: '{}',
      note: null,
      form: expect.stringMatching(/^[\w-]{12}\[1,"generic",/),
    });
    expect(report.next).toEqual({ state: 'pending', dueAt: 1_700_000_002_000, inMs: 2_000 });
  });

  it('retries when no answer came', async () => {
    const fault = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' };
    const { run } = tools({ kind: 'no-answer', fault, durationMs: 1 });
    const report = await run(delivery, endpoint);
    expect(report.attempt).toMatchObject({
      status: null,
      outcome: 'retry',
      errorCode: 'ECONNREFUSED',
      responseBody: null,
    });
    expect(report.next).toMatchObject({ state: 'pending' });
  });

  it('pauses the lane when the target asks for it', async () => {
    const before = steadyNow();
    const { run, paused } = tools({ status: 504, headers: { 'retry-after': '7' } });
    const report = await run(delivery, endpoint);
    const [[id, until]] = paused as [[string, number]];
    expect(id).toBe('e1');
    expect(until).toBeGreaterThanOrEqual(before + 7_000);
    expect(until).toBeLessThanOrEqual(steadyNow() + 7_000);
    expect(report).toMatchObject({ spared: false, next: { state: 'pending', inMs: 7_000 } });
  });

  it.each([
    [429, { 'retry-after': '7' }, 7_000],
    [429, {}, null],
    [503, {}, null],
    [420, {}, null],
    [529, {}, null],
  ])('spends no retry on a %i, and pauses the whole endpoint', async (status, headers, hintMs) => {
    const last = { ...delivery, attempts: 3, retryBase: 0 };
    const { run, slowed } = tools({ status, headers });
    const report = await run(last, endpoint);
    expect(slowed).toEqual([['e1', hintMs]]);
    expect(report).toMatchObject({
      spared: true,
      attempt: { number: 4, outcome: 'retry', errorCode: `HTTP_${status}` },
      next: { state: 'pending' },
    });
    expect(report.next).toMatchObject({ inMs: Math.max(4_000, hintMs ?? 2_500) });
  });

  it('makes one attempt where no retries are allowed, even when the target limits the rate', async () => {
    const { run } = tools({ status: 429 });
    const retry = { ...endpoint.retry, maxRetries: 0 };
    const report = await run({ ...delivery, attempts: 0 }, { ...endpoint, retry });
    expect(report).toMatchObject({ spared: false, next: { state: 'failed', reason: 'HTTP_429' } });
  });

  it('judges the answer of an application by its status line, and notes why the body is incomplete', async () => {
    const note = 'The response body broke off after 2 bytes (ECONNRESET).';
    const { run } = tools({ status: 200, body: 'hi', keptBody: 'hi', note });
    const report = await run(delivery, endpoint);
    expect(report.next).toEqual({ state: 'delivered' });
    expect(report.attempt).toMatchObject({ status: 200, responseBody: 'hi', note });
  });

  it('judges the answer of a chat platform by the part of the body that was read', async () => {
    const half = { status: 200, body: '', note: 'The response body broke off after 0 bytes (ECONNRESET).' };
    const url = 'https://hooks.slack.com/services/T0/B0/x';
    const { run } = tools(half);
    const report = await run(delivery, { ...endpoint, adapter: 'slack', url });
    expect(report.outcome).toMatchObject({ kind: 'retry', code: 'unexpected_answer' });
    expect(report.attempt).toMatchObject({ status: 200, note: half.note });
  });

  it('masks the endpoint’s secrets in the target’s answer', async () => {
    const { run } = tools({
      status: 400,
      body: '{"code":50035,"message":"No hook at /webhooks/42/TOKEN-0123"}',
    });
    const url = 'https://proxy.example.com/webhooks/42/TOKEN-0123';
    const maskedUrl = 'https://proxy.example.com/webhooks/42/***';
    const report = await run(delivery, { ...endpoint, adapter: 'discord', url, maskedUrl });
    const message = 'HTTP 400 response: No hook at /webhooks/42/*** (50035)';
    expect(report.outcome).toEqual({ kind: 'rejected', code: 'DISCORD_50035', message });
    expect(report.attempt).toMatchObject({ errorMessage: message });
  });

  it('fails the delivery and keeps the lane running when an adapter throws', async () => {
    const { run } = tools({});
    const report = await run(delivery, { ...endpoint, adapter: 'none' });
    expect(report.next).toEqual({ state: 'failed', reason: 'internal_error' });
    expect(report.attempt).toMatchObject({
      number: 2,
      errorCode: 'internal_error',
      errorMessage: 'There is no adapter none.',
    });
  });
});
