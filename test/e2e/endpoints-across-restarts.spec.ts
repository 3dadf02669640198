import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const EVENT = { event: 'job.completed', data: { a: 1 } };
/** Pending stays pending while it must, and still comes soon. */
const PATIENT = { WEBHOOK_MAX_RETRIES: '50', WEBHOOK_RETRY_DELAY: '300', WEBHOOK_MAX_RETRY_DELAY: '300' };

/** Two receivers; an event has reached the first and waits for the second, which was down, when the gateway was killed. */
async function withOneWaiting(stage: Stage) {
  let down = true;
  const one = await stage.receiver();
  const two = await stage.receiver(() => (down ? 500 : 200));
  const gateway = await stage.gateway({ WEBHOOK_URLS: `${one.url('/one')},${two.url('/two')}`, ...PATIENT });
  await gateway.trigger(EVENT);
  await gateway.said(/attempt 1\/51\): webhook_2/);
  await one.count(1);
  await gateway.said(/delivered successfully: webhook_1/);
  await gateway.end('SIGKILL');
  const up = () => {
    down = false;
  };
  return { one, two, up };
}

const ids = ({ requests }: Receiver) =>
  requests.map(({ body }) => (JSON.parse(body) as { webhook_id: string }).webhook_id);

describe('A delivery that is pending across a restart', () => {
  describe('after which the URLs are swapped', () => {
    const stage = Stage.forFile();
    let one: Receiver;
    let two: Receiver;
    let before: number;
    let gateway: GatewayProcess;
    beforeAll(async () => {
      const waiting = await withOneWaiting(stage);
      ({ one, two } = waiting);
      before = two.requests.length;
      waiting.up();
      gateway = await stage.gateway({ WEBHOOK_URLS: `${two.url('/two')},${one.url('/one')}`, ...PATIENT });
    }, START_MS);

    it('goes to its own URL with its own webhook_id', async () => {
      await two.count(before + 1);
      await gateway.settled();
      expect(new Set(ids(two))).toEqual(new Set(['webhook_2']));
      expect(one.requests).toHaveLength(1);
      expect(new Set(two.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(stage.deliveries().map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    });

    it('leaves new events to the new order of the URLs', async () => {
      await gateway.trigger({ event: 'job.failed', data: {} }, { prefer: 'wait=30' });
      expect(ids(one)).toEqual(['webhook_1', 'webhook_2']);
      expect(ids(two).at(-1)).toBe('webhook_1');
    });
  });

  describe('after which its URL is missing', () => {
    const stage = Stage.forFile();
    let one: Receiver;
    let two: Receiver;
    let three: Receiver;
    let before: number;
    let gateway: GatewayProcess;
    beforeAll(async () => {
      const waiting = await withOneWaiting(stage);
      ({ one, two } = waiting);
      three = await stage.receiver();
      before = two.requests.length;
      waiting.up();
      gateway = await stage.gateway({
        WEBHOOK_URLS: `${one.url('/one')},${three.url('/three')}`,
        ...PATIENT,
      });
    }, START_MS);

    it('is cancelled with the reason, and goes to no other URL', async () => {
      await gateway.said(/1 delivery cancelled: webhook_2 is no longer configured/);
      await gateway.trigger({ event: 'job.failed', data: {} }, { prefer: 'wait=30' });
      const waiting = stage
        .deliveries()
        .filter(({ attempts, state }) => attempts > 0 && state !== 'delivered');
      expect(waiting).toMatchObject([
        { webhook_id: 'webhook_2', state: 'cancelled', reason: expect.stringMatching(/removed/) },
      ]);
      expect(two.requests).toHaveLength(before);
      expect(three.requests.map(({ body }) => JSON.parse(body).event)).toEqual(['job.failed']);
    });

    it('stays cancelled when its URL is configured again, which then gets new events', async () => {
      await gateway.end();
      const again = await stage.gateway({
        WEBHOOK_URLS: `${one.url('/one')},${two.url('/two')}`,
        ...PATIENT,
      });
      expect(await again.status()).toMatchObject({ active_webhooks: 2 });
      const { results } = await again.trigger({ event: 'job.failed', data: {} }, { prefer: 'wait=30' });
      expect(results).toMatchObject({ total: 2, successful: 2 });
      expect(two.requests).toHaveLength(before + 1);
      expect(stage.rows('select id from endpoints')).toHaveLength(3);
    });
  });

  it('is recognised by the URL however it is written', async () => {
    await using stage = new Stage();
    const { one, two, up } = await withOneWaiting(stage);
    up();
    const written = `generic+http://127.0.0.1:${two.port}/x/../two`;
    const gateway = await stage.gateway({ WEBHOOK_URLS: `${one.url('/one')}, ${written},`, ...PATIENT });
    await gateway.settled();
    expect(stage.deliveries().map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });
});

describe('The same URL given twice', () => {
  it('makes two endpoints, each with its own deliveries', async () => {
    await using stage = new Stage();
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: `${receiver.url()},${receiver.url()}` });
    await gateway.trigger(EVENT);
    await receiver.count(2);
    expect(ids(receiver).sort()).toEqual(['webhook_1', 'webhook_2']);
  });
});
