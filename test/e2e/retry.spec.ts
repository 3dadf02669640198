import { describe, expect, it } from '@jest/globals';
import { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const EVENT = { event: 'job.completed', data: { a: 1 } };

describe('The log lines people grep for', () => {
  it('read exactly as documented', async () => {
    const refused = await Receiver.start();
    const deadUrl = refused.url();
    await refused.close();
    const [good, slow] = [await stage.receiver(), await stage.receiver(() => 'handled')];
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${slow.url()},${deadUrl}`,
      WEBHOOK_TIMEOUT: '300',
      WEBHOOK_MAX_RETRIES: '1',
      WEBHOOK_RETRY_DELAY: '100',
      WEBHOOK_MAX_RETRY_DELAY: '100',
    });
    await gateway.said(/^🔗 Webhook Manager initialized with 3 configured endpoints$/);
    await gateway.trigger(EVENT);
    await gateway.said(/^🔗 Sending webhook notifications for event: job\.completed to 3 endpoints$/);
    await gateway.said(/^✅ Webhook delivered successfully: webhook_1 \(\d+ms, status: 200\)$/);
    const retrying = await gateway.said(
      /^⚠️ Webhook delivery failed \(attempt 1\/2\): webhook_2 - timeout of 300ms exceeded\. Retrying in \d+ms\.\.\.$/,
    );
    const delay = Number(/Retrying in (\d+)ms/.exec(retrying)![1]);
    expect(delay).toBeGreaterThanOrEqual(100);
    await gateway.said(
      /^⚠️ Webhook delivery failed \(attempt 1\/2\): webhook_3 - ECONNREFUSED\. Retrying in \d+ms\.\.\.$/,
    );
    await gateway.said(/^❌ Webhook delivery failed after 2 attempts: webhook_3 - ECONNREFUSED$/);
    await gateway.said(
      /^❌ Webhook delivery failed after 2 attempts: webhook_2 - timeout of 300ms exceeded$/,
    );
  });

  it('say an HTTP error by its status', async () => {
    const receiver = await stage.receiver(() => 503);
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_MAX_RETRIES: '0' });
    await gateway.trigger(EVENT);
    const line = await gateway.said(/^❌/);
    expect(line).toBe('❌ Webhook delivery failed after 1 attempts: webhook_1 - HTTP 503 response');
  });
});

describe('Retries', () => {
  it('wait at least the documented delay each, which doubles up to the maximum', async () => {
    const receiver = await stage.receiver(() => 500);
    const gateway = await stage.gateway({
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_MAX_RETRIES: '4',
      WEBHOOK_RETRY_DELAY: '150',
      WEBHOOK_MAX_RETRY_DELAY: '400',
    });
    await gateway.trigger(EVENT);
    const requests = await receiver.count(5);
    const gaps = requests.slice(1).map(({ at }, n) => at - requests[n]!.at);
    // The schedule counts from the end of an attempt on a clock of whole milliseconds.
    for (const [n, least] of [150, 300, 400, 400].entries())
      expect(gaps[n]).toBeGreaterThanOrEqual(least - 2);
    await gateway.said(/^❌ Webhook delivery failed after 5 attempts: webhook_1 - HTTP 500 response$/);
    await gateway.settled();
    expect(receiver.requests).toHaveLength(5);
    const announced = gateway.messages
      .flatMap((text) => /Retrying in (\d+)ms/.exec(text)?.[1] ?? [])
      .map(Number);
    for (const [n, least] of [150, 300, 400, 400].entries()) {
      expect(announced[n]).toBeGreaterThanOrEqual(least);
      expect(announced[n]).toBeLessThanOrEqual(least * 1.25 + 50);
    }
  });

  it('stop at the first success', async () => {
    const receiver = await stage.receiver((_, __, nth) => (nth < 3 ? 500 : 204));
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    await gateway.trigger(EVENT);
    await gateway.said(/^✅ Webhook delivered successfully: webhook_1 \(\d+ms, status: 204\)$/);
    await gateway.settled();
    expect(receiver.requests).toHaveLength(3);
    expect(stage.deliveries()).toMatchObject([{ state: 'delivered', attempts: 3 }]);
  });

  it('are none when WEBHOOK_MAX_RETRIES is 0', async () => {
    const receiver = await stage.receiver(() => 500);
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_MAX_RETRIES: '0' });
    const { results } = await gateway.trigger(EVENT, { prefer: 'wait=20' });
    expect(results.failed).toBe(1);
    await gateway.said(/failed after 1 attempts: webhook_1/);
    expect(receiver.requests).toHaveLength(1);
  });

  it.each([400, 401, 403, 404, 408, 422, 425, 429, 500, 502, 503, 504])(
    'come after a %i of a generic endpoint',
    async (status) => {
      const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? status : 200));
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
      const { results } = await gateway.trigger(EVENT, { prefer: 'wait=20' });
      expect(results.successful).toBe(1);
      expect(receiver.requests).toHaveLength(2);
    },
  );

  it.each([200, 201, 202, 204, 299])('do not come after a %i', async (status) => {
    const receiver = await stage.receiver(() => status);
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    const { results } = await gateway.trigger(EVENT, { prefer: 'wait=20' });
    expect(results.successful).toBe(1);
    expect(receiver.requests).toHaveLength(1);
  });

  it('honour Retry-After in seconds', async () => {
    const busy = { status: 503, headers: { 'retry-after': '1' } };
    const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? busy : 200));
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    await gateway.trigger(EVENT);
    const [first, second] = await receiver.count(2);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(998);
    expect(stage.rows('select * from deliveries where attempts > 2')).toEqual([]);
  });

  it('and new events both wait while the endpoint asks for quiet', async () => {
    const busy = { status: 429, headers: { 'retry-after': '1' } };
    const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? busy : 200));
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    await gateway.trigger(EVENT);
    await gateway.said(/attempt 1\/4/);
    await gateway.trigger({ event: 'job.failed', data: {} });
    const requests = await receiver.count(3);
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(998);
    await gateway.settled();
    expect(receiver.requests).toHaveLength(3);
  });

  it('ignore a Retry-After that makes no sense', async () => {
    const busy = { status: 503, headers: { 'retry-after': 'soon' } };
    const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? busy : 200));
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    const { results } = await gateway.trigger(EVENT, { prefer: 'wait=20' });
    expect(results.successful).toBe(1);
  });

  it.each([301, 302, 303, 307, 308])('do not follow a %i, signature and all', async (status) => {
    const elsewhere = await stage.receiver();
    const headers = { location: elsewhere.url('/stolen') };
    const receiver = await stage.receiver(() => ({ status, headers }));
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_MAX_RETRIES: '1' });
    const { results } = await gateway.trigger(EVENT, { prefer: 'wait=20' });
    expect(results.failed).toBe(1);
    await gateway.said(new RegExp(`HTTP ${status} response: redirects are not followed, update the URL$`));
    expect(receiver.requests).toHaveLength(2);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('A receiver that comes back', () => {
  it('gets what waited for it', async () => {
    const receiver = await stage.receiver();
    const { port } = receiver;
    await receiver.close();
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `http://127.0.0.1:${port}/hook`,
      WEBHOOK_MAX_RETRIES: '50',
      WEBHOOK_RETRY_DELAY: '100',
      WEBHOOK_MAX_RETRY_DELAY: '200',
    });
    await gateway.trigger(EVENT);
    await gateway.said(/attempt 2\/51\): webhook_1 - ECONNREFUSED/);
    const back = await stage.receiver(undefined, port);
    await back.count(1);
    await gateway.settled();
    expect(back.requests).toHaveLength(1);
  });
});
