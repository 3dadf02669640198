import { describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const TRIGGER = '/api/webhooks/trigger';
const EVENT = { event: 'job.completed', data: { a: 1 } };

describe('Prefer: wait', () => {
  it('answers 200 with the outcome of all deliveries', async () => {
    const [good, bad] = [await stage.receiver(), await stage.receiver(() => 500)];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${bad.url()}`,
      WEBHOOK_MAX_RETRIES: '1',
    });
    const { status, headers, body } = await gateway.post(TRIGGER, EVENT, { prefer: 'wait=30' });
    expect(status).toBe(200);
    expect(headers.get('preference-applied')).toBe('wait=30');
    expect(body).toMatchObject({
      success: true,
      duplicate: false,
      results: { total: 2, successful: 1, failed: 1, pending: 0 },
    });
    expect(body.deliveries).toHaveLength(2);
    expect(bad.requests).toHaveLength(2);
  });

  it('answers as soon as the outcome is known', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    const started = performance.now();
    const { body } = await gateway.post(TRIGGER, EVENT, { prefer: 'wait=60' });
    expect(body.results).toEqual({ total: 1, successful: 1, failed: 0, pending: 0 });
    expect(performance.now() - started).toBeLessThan(50_000);
  });

  it('tells what is still pending when the time is up', async () => {
    const receiver = await stage.receiver(() => 'handled');
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_TIMEOUT: '60000' });
    const { status, body } = await gateway.post(TRIGGER, EVENT, { prefer: 'wait=1' });
    expect(status).toBe(200);
    expect(body.results).toEqual({ total: 1, successful: 0, failed: 0, pending: 1 });
    const now = await gateway.post(TRIGGER, EVENT, { prefer: 'wait=0' });
    expect(now.body.results).toEqual({ total: 1, successful: 0, failed: 0, pending: 1 });
  });

  it('counts nothing where no endpoint wants the event', async () => {
    const gateway = await stage.gateway({});
    const { status, body } = await gateway.post(TRIGGER, EVENT, { prefer: 'wait=10' });
    expect(status).toBe(200);
    expect(body.results).toEqual({ total: 0, successful: 0, failed: 0, pending: 0 });
  });

  it('waits for a duplicate as for the first', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    await gateway.trigger({ ...EVENT, id: 'w' });
    const { status, body } = await gateway.post(TRIGGER, { ...EVENT, id: 'w' }, { prefer: 'wait=30' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      duplicate: true,
      results: { total: 1, successful: 1, failed: 0, pending: 0 },
    });
  });

  it('is cut to 60 seconds, which the answer says', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    const { status, headers } = await gateway.post(TRIGGER, EVENT, { prefer: 'respond-async, wait=3600' });
    expect(status).toBe(200);
    expect(headers.get('preference-applied')).toBe('wait=60');
  });

  it.each(['wait=soon', 'wait=-1', 'wait=1.5', 'wait', 'return=minimal', 'waiting=5', ''])(
    'is ignored where it cannot be read: %j',
    async (prefer) => {
      const gateway = await stage.gateway({});
      const { status, headers, body } = await gateway.post(TRIGGER, EVENT, { prefer });
      expect(status).toBe(202);
      expect(headers.get('preference-applied')).toBeNull();
      expect(body.results).toEqual({ total: 0 });
    },
  );

  it('waits for all events of one call, and tells the outcome of each', async () => {
    const [good, bad] = [await stage.receiver(), await stage.receiver(() => 500)];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${bad.url()}`,
      WEBHOOK_EVENTS: 'job.*',
      WEBHOOK_MAX_RETRIES: '0',
    });
    const events = [
      ...Array.from({ length: 20 }, (_, n) => ({ event: 'job.completed', id: `w${n}` })),
      { event: 'Not A Type' },
      { event: 'other.type' },
      { event: 'job.completed', id: 'w0' },
    ];
    const answer = await gateway.post('/api/webhooks/events', { events }, { prefer: 'wait=30' });
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([200, 'wait=30']);
    const { results, ...rest } = answer.body;
    expect(rest).toEqual({
      success: true,
      accepted: 21,
      duplicates: 1,
      rejected: 1,
      outcome: { total: 40, successful: 20, failed: 20, pending: 0 },
    });
    const each = { total: 2, successful: 1, failed: 1, pending: 0 };
    const none = { total: 0, successful: 0, failed: 0, pending: 0 };
    expect(results.map(({ outcome }: { outcome?: object }) => outcome)).toEqual([
      ...Array.from({ length: 20 }, () => each),
      undefined,
      none,
      each,
    ]);
    const refused = await gateway.post('/api/webhooks/events', { events: [{}] }, { prefer: 'wait=30' });
    expect(refused.status).toBe(400);
  });

  it('ends early when the gateway stops, with the state as it is', async () => {
    const receiver = await stage.receiver((_, response) => {
      setTimeout(() => response.writeHead(200).end(), 1_000);
      return 'handled';
    });
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    const answer = gateway.post(TRIGGER, EVENT, { prefer: 'wait=60' });
    await receiver.count(1);
    const code = gateway.end();
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(body.results.total).toBe(1);
    expect(await code).toBe(0);
  });
});
