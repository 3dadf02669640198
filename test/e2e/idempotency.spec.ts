import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const TRIGGER = '/api/webhooks/trigger';
let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await stage.gateway({ WEBHOOK_RATE_LIMIT_MAX: '1000' });
}, START_MS);

/** Two types of events that go to one receiver of the test's own. */
async function started() {
  const receiver = await stage.receiver();
  const endpoint = await OwnEndpoint.on(gateway, stage, receiver.url());
  const { type } = endpoint;
  await OwnEndpoint.on(gateway, stage, receiver.url('/other'), { events: [`${type}.other`] });
  /** Sends one more event and waits for it: earlier events have arrived by then. */
  const quiet = async (): Promise<void> => {
    await gateway.trigger({ event: type, data: { last: true } }, { prefer: 'wait=20' });
    await gateway.settled();
  };
  return { receiver, endpoint, type, quiet };
}

describe('An id that is used again', () => {
  it('gives the same answer marked as duplicate, and sends nothing twice', async () => {
    const { receiver, type, quiet } = await started();
    const event = { event: type, data: { a: 1 }, id: 'job-1:done' };
    const first = await gateway.post(TRIGGER, event);
    const second = await gateway.post(TRIGGER, event);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.body).toMatchObject({ event_id: 'job-1:done', duplicate: false, results: { total: 1 } });
    expect(second.body).toMatchObject({ event_id: 'job-1:done', duplicate: true, results: { total: 1 } });
    expect(second.body.deliveries).toEqual(first.body.deliveries);
    await quiet();
    expect(receiver.requests).toHaveLength(2);
  });

  it('marks a duplicate when only white space or the generated time differ', async () => {
    const { type } = await started();
    await gateway.trigger(`{"event":"${type}","id":"a","data":{"x":[1,2]}}`);
    const again = await gateway.trigger(`{ "id":"a", "data": {"x": [1, 2]}, "event":"${type}" }`);
    expect(again.duplicate).toBe(true);
    await gateway.trigger({ event: `${type}.other`, id: 'b' });
    expect((await gateway.trigger({ event: `${type}.other`, id: 'b' })).duplicate).toBe(true);
  });

  it.each([
    ['data', '', { data: { a: 2 } }],
    ['event', '.other', { data: { a: 1 } }],
    ['timestamp', '', { data: { a: 1 }, timestamp: '2024-01-01T00:00:00Z' }],
    ['no data', '', {}],
  ])('is refused with 409 when the content differs: %s', async (_, suffix, content) => {
    const { receiver, type, quiet } = await started();
    const id = `of-${type}`;
    await gateway.trigger({ event: type, data: { a: 1 }, id });
    const { status, body } = await gateway.post(TRIGGER, { event: type + suffix, ...content, id });
    expect(status).toBe(409);
    expect(body).toEqual({ success: false, code: 'conflict', message: expect.stringContaining(id) });
    await quiet();
    expect(receiver.requests).toHaveLength(2);
  });

  it('is accepted once when 50 equal events come at the same instant', async () => {
    const { receiver, endpoint, type, quiet } = await started();
    const event = { event: type, data: { a: 1 }, id: 'fifty' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => gateway.post(TRIGGER, event)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.deliveries[0].delivery_id)).size).toBe(1);
    await quiet();
    expect(receiver.requests).toHaveLength(2);
    expect(endpoint.deliveries()).toHaveLength(2);
  });

  it('is accepted for one of two contents and refused for the other when 50 events come at the same instant', async () => {
    const { receiver, type, quiet } = await started();
    const posts = Array.from({ length: 50 }, (_, n) =>
      gateway.post(TRIGGER, { event: type, data: { n: n % 2 }, id: 'mixed' }),
    );
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(25);
    expect(statuses.filter((status) => status === 409)).toHaveLength(25);
    await quiet();
    expect(receiver.requests).toHaveLength(2);
  });
});

describe('The header Idempotency-Key', () => {
  it.each([
    ['bare', 'order-7', 'order-7'],
    ['quoted', '"order-8"', 'order-8'],
  ])('becomes the id of the event: %s', async (_, key, id) => {
    const { type } = await started();
    const first = await gateway.trigger({ event: type }, { 'Idempotency-Key': key });
    expect(first).toMatchObject({ event_id: id, duplicate: false });
    const second = await gateway.trigger({ event: type, id });
    expect(second).toMatchObject({ duplicate: true, deliveries: first.deliveries });
  });

  it('can repeat the id of the body, and is refused when it differs', async () => {
    const { type } = await started();
    const event = { event: type, id: 'k-1' };
    expect((await gateway.trigger(event, { 'Idempotency-Key': '"k-1"' })).event_id).toBe('k-1');
    const { status, body } = await gateway.post(TRIGGER, event, { 'Idempotency-Key': 'k-2' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ success: false, errors: [{ field: 'Idempotency-Key' }] });
  });
});

describe('An id', () => {
  it('is still known after a restart', async () => {
    const { receiver, type, quiet } = await started();
    const event = { event: type, data: { a: 1 }, id: 'x'.repeat(200) };
    const first = await gateway.trigger(event);
    await gateway.settled();
    await gateway.end('SIGKILL');
    gateway = await stage.gateway({});
    expect(await gateway.trigger(event)).toMatchObject({ duplicate: true, deliveries: first.deliveries });
    await quiet();
    expect(receiver.requests).toHaveLength(2);
  });
});
