import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { firstValueFrom, of } from 'rxjs';
import { aDelivery } from '../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import { builtInTypes } from '../../../test/support/built-in-types.js';
import { generic } from '../../adapters/generic/generic.adapter.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import type { LeasedDelivery } from '../model/delivery.js';
import { Redactor } from '../model/redactor.js';
import { BatchAttempts } from './batch-attempts.service.js';
import { BatchSizes } from './batch/batch-sizes.service.js';
import type { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { decide } from './decide.js';
import { Identity } from './request/identity.service.js';
import { Judging } from './request/judging.service.js';
import type { Answer, NoAnswer, SignedRequest } from './sender/sender.service.js';
import type { Transports } from './sender/transports.service.js';

const endpoint = anEndpoint({
  batch: { max: 10, withinMs: 0, format: 'json' },
  headers: { Authorization: 'Bearer token-of-the-app' },
  retry: { maxRetries: 0, delayMs: 1_000, maxDelayMs: 1_000, schedule: null, ttlMs: 60_000 },
});
const deliveryOf = (id: string, data = '{}'): LeasedDelivery => {
  const { event, ...rest } = aDelivery({ id });
  return { ...rest, event: { ...event, data } };
};
const [a, b, c] = ['a', 'b', 'c'].map((id) => deliveryOf(id)) as [
  LeasedDelivery,
  LeasedDelivery,
  LeasedDelivery,
];

function tools(result: Partial<Answer> | NoAnswer, masked: readonly string[] = []) {
  const sent: SignedRequest[] = [];
  const answer = {
    kind: 'answer',
    status: 200,
    headers: {},
    note: null,
    durationMs: 12,
    ...result,
  } as Answer;
  const body = answer.body ?? '';
  const complete = { ...answer, body, keptBody: body === '' ? null : body };
  const transports = {
    send: (request: SignedRequest) => {
      sent.push(request);
      return of(answer.kind === 'answer' ? complete : answer);
    },
  } as unknown as Transports;
  let inFlight = 0;
  const breakers = { begin: () => (inFlight++, () => void inFlight--) } as unknown as CircuitBreakers;
  const judging = new Judging({ now: () => 1_000 }, new Redactor(masked));
  const identity = new Identity({ source: 'streamgank', brand: 'StreamGank' } as GatewayConfig, builtInTypes);
  const sizes = new BatchSizes();
  const attempts = new BatchAttempts(breakers, transports, judging, identity, sizes);
  const make = (deliveries: readonly LeasedDelivery[]) => firstValueFrom(attempts.make(deliveries, endpoint));
  return { make, sent, sizes, inFlight: () => inFlight };
}

describe(BatchAttempts.name, () => {
  afterEach(() => void jest.restoreAllMocks());

  it('records one attempt for each event, all of one request', async () => {
    const { make, sent, inFlight } = tools({ headers: { server: 'app' }, body: 'thanks' });
    const { attempted, ofRequest, left } = await make([a, b, c]);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ needsBody: true, bodyLimit: 64 * 1024 + 3 * 1024 });
    const batch = { id: expect.stringMatching(/-8[0-9a-f]{3}-/), size: 3 };
    expect(attempted.map(({ delivery, attempt }) => [delivery.id, attempt.batch])).toEqual([
      ['a', batch],
      ['b', batch],
      ['c', batch],
    ]);
    expect(attempted[0]!.attempt).toMatchObject({
      status: 200,
      outcome: 'delivered',
      responseBody: 'thanks',
    });
    expect([ofRequest?.outcome.kind, left, inFlight()]).toEqual(['delivered', [], 0]);
  });

  it('gives all events of a batch without an answer its fault', async () => {
    const fault = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' };
    const { make } = tools({ kind: 'no-answer', fault, durationMs: 3 });
    const { attempted, ofRequest } = await make([a, b]);
    for (const { outcome } of [...attempted, ofRequest!])
      expect(outcome).toEqual({ kind: 'retry', ...fault });
  });

  it('learns from a refused size, and decides to send at once again whatever the retries say', async () => {
    const { make, sent, sizes } = tools({ status: 413 });
    const { attempted, ofRequest } = await make([a, b]);
    expect(sizes.maxBytes(endpoint)).toBe(Buffer.byteLength(sent[0]!.body) >> 1);
    // The target is healthy: nothing counts against it.
    expect(ofRequest!.outcome).toMatchObject({ kind: 'rejected', code: 'HTTP_413' });
    expect(decide(attempted[0]!, 0, 0)).toMatchObject({
      next: { state: 'pending', dueAt: 1_000, inMs: 0 },
      spared: true,
      attempt: { outcome: 'retry', errorCode: 'HTTP_413' },
    });
    const late = { ...attempted[0]!, endedAt: 100_000 };
    expect(decide(late, 0, 0).next).toEqual({ state: 'failed', reason: 'expired' });
  });

  it('takes a single event that is too large for what it is', async () => {
    const { make, sizes } = tools({ status: 413 });
    const { attempted } = await make([a]);
    expect(attempted[0]!.isResized).toBeUndefined();
    expect(decide(attempted[0]!, 0, 0).next).toEqual({ state: 'failed', reason: 'HTTP_413' });
    expect(sizes.maxBytes(endpoint)).toBe(1024 * 1024);
  });

  it('leaves what finds no room, by the bytes of what is written', async () => {
    const { make, sent } = tools({});
    const large = ['x', 'y', 'z'].map((id) => deliveryOf(id, JSON.stringify({ text: 'ü'.repeat(300_000) })));
    const { attempted, left } = await make(large);
    expect(attempted.map(({ delivery }) => delivery.id)).toEqual(['x']);
    expect(left.map(({ id }) => id)).toEqual(['y', 'z']);
    expect(Buffer.byteLength(sent[0]!.body)).toBeLessThan(1024 * 1024);
  });

  it('fails an event that cannot be written, and sends the others', async () => {
    const { make, sent } = tools({});
    const { item } = generic.batches!;
    jest.spyOn(generic.batches!, 'item').mockImplementation((event, ...given) => {
      if (event.id === 'event-b') throw new Error('cannot write');
      return item(event, ...given);
    });
    const { attempted } = await make([a, b, c]);
    expect((JSON.parse(sent[0]!.body) as object[]).length).toBe(2);
    const outcomes = new Map(attempted.map(({ delivery, outcome }) => [delivery.id, outcome]));
    expect(outcomes.get('a')).toEqual({ kind: 'delivered' });
    expect(outcomes.get('b')).toEqual({ kind: 'rejected', code: 'internal_error', message: 'cannot write' });
    expect(outcomes.get('c')).toEqual({ kind: 'delivered' });
  });

  it('makes no request where no event can be written', async () => {
    const { make, sent } = tools({});
    jest.spyOn(generic.batches!, 'item').mockImplementation(() => {
      throw new Error('cannot write');
    });
    const { attempted, ofRequest } = await make([a]);
    expect([attempted.length, ofRequest, sent]).toEqual([1, null, []]);
  });

  it('records with an event what was said of it, without secrets and masked values', async () => {
    const body = JSON.stringify({
      results: [
        { id: 'a', status: 'failed', error: 'token-of-the-app is not for ann@example.com' },
        { id: 'b', status: 'ok' },
      ],
    });
    const { make } = tools({ body }, ['data.email']);
    const [first, second, third] = (await make([deliveryOf('a', '{"email":"ann@example.com"}'), b, c]))
      .attempted;
    expect(first!.attempt.errorMessage).toBe('HTTP 200 response, event failed: *** is not for ***');
    expect(first!.attempt.responseBody).not.toContain('token-of-the-app');
    expect([second!.attempt.responseBody, third!.attempt.responseBody]).toEqual([
      '{"id":"b","status":"ok"}',
      null,
    ]);
  });

  it('records no answer that many share where fields are masked, for it may repeat those of any', async () => {
    const failed = { status: 500, body: 'no mail to ann@example.com' };
    const bodies = async (masked: readonly string[], deliveries: readonly LeasedDelivery[]) =>
      (await tools(failed, masked).make(deliveries)).attempted.map(({ attempt }) => attempt.responseBody);
    expect(await bodies([], [a, b])).toEqual([failed.body, failed.body]);
    expect(await bodies(['data.email'], [a, b])).toEqual([null, null]);
    expect(await bodies(['data.email'], [a])).toEqual([failed.body]);
  });

  it('keeps, of a long answer that many share, no more than of one to a single event', async () => {
    const many = Array.from({ length: 32 }, (_, n) => deliveryOf(`d${n}`));
    const { make } = tools({ status: 500, body: 'x'.repeat(60_000) });
    const { attempted } = await make(many);
    expect(attempted.every(({ attempt }) => attempt.responseBody?.length === 512)).toBe(true);
  });
});
