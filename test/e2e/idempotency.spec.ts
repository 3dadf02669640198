import { describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const TRIGGER = '/api/webhooks/trigger';

async function started() {
  const receiver = await stage.receiver();
  const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_RATE_LIMIT_MAX: '1000' });
  return { receiver, gateway };
}

/** Sends one more event and waits for it: what was sent before it has arrived by then, in this quiet gateway. */
async function quiet(gateway: GatewayProcess): Promise<void> {
  await gateway.trigger({ event: 'job.completed', data: { last: true } }, { prefer: 'wait=20' });
  await gateway.settled();
}

describe('The same id again', () => {
  it('gives the same answer marked as duplicate, and sends nothing twice', async () => {
    const { receiver, gateway } = await started();
    const event = { event: 'job.completed', data: { a: 1 }, id: 'job-1:done' };
    const first = await gateway.post(TRIGGER, event);
    const second = await gateway.post(TRIGGER, event);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.body).toMatchObject({ event_id: 'job-1:done', duplicate: false, results: { total: 1 } });
    expect(second.body).toMatchObject({ event_id: 'job-1:done', duplicate: true, results: { total: 1 } });
    expect(second.body.deliveries).toEqual(first.body.deliveries);
    await quiet(gateway);
    expect(receiver.requests).toHaveLength(2);
  });

  it('is known after a restart', async () => {
    const { receiver, gateway } = await started();
    const event = { event: 'job.completed', data: { a: 1 }, id: 'x'.repeat(200) };
    const first = await gateway.trigger(event);
    await gateway.settled();
    await gateway.end('SIGKILL');
    const again = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    const second = await again.trigger(event);
    expect(second).toMatchObject({ duplicate: true, deliveries: first.deliveries });
    await quiet(again);
    expect(receiver.requests).toHaveLength(2);
  });

  it('counts as the same when only white space or the filled-in time differ', async () => {
    const { gateway } = await started();
    await gateway.trigger('{"event":"job.completed","id":"a","data":{"x":[1,2]}}');
    const again = await gateway.trigger('{ "id":"a", "data": {"x": [1, 2]}, "event":"job.completed" }');
    expect(again.duplicate).toBe(true);
    await gateway.trigger({ event: 'job.failed', id: 'b' });
    expect((await gateway.trigger({ event: 'job.failed', id: 'b' })).duplicate).toBe(true);
  });

  it.each([
    ['data', { event: 'job.completed', data: { a: 2 }, id: 'e' }],
    ['event', { event: 'job.failed', data: { a: 1 }, id: 'e' }],
    ['timestamp', { event: 'job.completed', data: { a: 1 }, id: 'e', timestamp: '2024-01-01T00:00:00Z' }],
    ['no data', { event: 'job.completed', id: 'e' }],
  ])('is refused with 409 when the content differs: %s', async (_, other) => {
    const { receiver, gateway } = await started();
    await gateway.trigger({ event: 'job.completed', data: { a: 1 }, id: 'e' });
    const { status, body } = await gateway.post(TRIGGER, other);
    expect(status).toBe(409);
    expect(body).toEqual({ success: false, code: 'conflict', message: expect.stringContaining('e') });
    await quiet(gateway);
    expect(receiver.requests).toHaveLength(2);
  });

  it('is taken once when 50 of the same come at the same instant', async () => {
    const { receiver, gateway } = await started();
    const event = { event: 'job.completed', data: { a: 1 }, id: 'fifty' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => gateway.post(TRIGGER, event)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.deliveries[0].delivery_id)).size).toBe(1);
    await quiet(gateway);
    expect(receiver.requests).toHaveLength(2);
    expect(stage.deliveries()).toHaveLength(2);
  });

  it('is taken once and refused otherwise when the contents of the 50 differ', async () => {
    const { receiver, gateway } = await started();
    const posts = Array.from({ length: 50 }, (_, n) =>
      gateway.post(TRIGGER, { event: 'job.completed', data: { n: n % 2 }, id: 'mixed' }),
    );
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(25);
    expect(statuses.filter((status) => status === 409)).toHaveLength(25);
    await quiet(gateway);
    expect(receiver.requests).toHaveLength(2);
  });
});

describe('The header Idempotency-Key', () => {
  it.each([
    ['bare', 'order-7'],
    ['quoted', '"order-7"'],
  ])('names the event: %s', async (_, key) => {
    const { gateway } = await started();
    const first = await gateway.trigger({ event: 'job.completed' }, { 'Idempotency-Key': key });
    expect(first).toMatchObject({ event_id: 'order-7', duplicate: false });
    const second = await gateway.trigger({ event: 'job.completed', id: 'order-7' });
    expect(second).toMatchObject({ duplicate: true, deliveries: first.deliveries });
  });

  it('may agree with the id and may not disagree', async () => {
    const { gateway } = await started();
    const event = { event: 'job.completed', id: 'k-1' };
    expect((await gateway.trigger(event, { 'Idempotency-Key': '"k-1"' })).event_id).toBe('k-1');
    const { status, body } = await gateway.post(TRIGGER, event, { 'Idempotency-Key': 'k-2' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ success: false, errors: [{ field: 'Idempotency-Key' }] });
  });
});
