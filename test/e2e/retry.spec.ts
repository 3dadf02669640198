import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import { lowPort } from '../support/low-port.js';
import { Receiver, type Behaviour } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const EVENT = { event: 'job.completed', data: { a: 1 } };

describe('Retries', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;

  beforeAll(async () => {
    const refused = await Receiver.start();
    const deadUrl = refused.url();
    await refused.close();
    const [good, slow] = [await stage.receiver(), await stage.receiver(() => 'handled')];
    gateway = await stage.gateway({
      WEBHOOK_URLS: `${good.url()},${slow.url()},${deadUrl}`,
      WEBHOOK_TIMEOUT: '300',
      WEBHOOK_RETRY_DELAY: '60',
      WEBHOOK_MAX_RETRY_DELAY: '150',
    });
  }, START_MS);

  /** An endpoint of the test's own, and the receiver behind it, with time to answer on a busy machine. */
  async function own(behaviour: Behaviour, settings: object = {}) {
    const receiver = await stage.receiver(behaviour);
    const patient = { timeout_ms: 10_000, ...settings };
    return { receiver, endpoint: await OwnEndpoint.on(gateway, stage, receiver.url(), patient) };
  }

  it.concurrent('are logged exactly as documented', async () => {
    await gateway.said(/^🔗 Webhook Manager initialized with 3 configured endpoints$/);
    await gateway.trigger(EVENT);
    await gateway.said(/^🔗 Sending webhook notifications for event: job\.completed to 3 endpoints$/);
    await gateway.said(/^✅ Webhook delivered successfully: webhook_1 \(\d+ms, status: 200\)$/);
    const retrying = await gateway.said(
      /^⚠️ Webhook delivery failed \(attempt 1\/4\): webhook_2 - timeout of 300ms exceeded\. Retrying in \d+ms\.\.\.$/,
    );
    const delay = Number(/Retrying in (\d+)ms/.exec(retrying)![1]);
    expect(delay).toBeGreaterThanOrEqual(60);
    await gateway.said(
      /^⚠️ Webhook delivery failed \(attempt 1\/4\): webhook_3 - ECONNREFUSED\. Retrying in \d+ms\.\.\.$/,
    );
    await gateway.said(/^❌ Webhook delivery failed after 4 attempts: webhook_3 - ECONNREFUSED$/);
    await gateway.said(
      /^❌ Webhook delivery failed after 4 attempts: webhook_2 - timeout of 300ms exceeded$/,
    );
  });

  it.concurrent('wait at least the documented delay, which doubles up to the maximum', async () => {
    const { receiver, endpoint } = await own(() => 500, { max_retries: 4 });
    await endpoint.trigger();
    const requests = await receiver.count(5);
    const gaps = requests.slice(1).map(({ at }, n) => at - requests[n]!.at);
    // The schedule counts from the end of an attempt on a clock of whole milliseconds.
    for (const [n, least] of [60, 120, 150, 150].entries()) expect(gaps[n]).toBeGreaterThanOrEqual(least - 2);
    await gateway.said(
      new RegExp(`^❌ Webhook delivery failed after 5 attempts: ${endpoint.name} - HTTP 500 response$`),
    );
    await endpoint.settled();
    expect(receiver.requests).toHaveLength(5);
    const announced = gateway.messages
      .filter((text) => text.includes(`: ${endpoint.name} - `))
      .flatMap((text) => /Retrying in (\d+)ms/.exec(text)?.[1] ?? [])
      .map(Number);
    expect(announced).toHaveLength(4);
    for (const [n, least] of [60, 120, 150, 150].entries()) {
      expect(announced[n]).toBeGreaterThanOrEqual(least);
      expect(announced[n]).toBeLessThanOrEqual(least * 1.25 + 50);
    }
  });

  it.concurrent('stop at the first success', async () => {
    const { receiver, endpoint } = await own((_, __, nth) => (nth < 3 ? 500 : 204));
    await endpoint.trigger();
    await gateway.said(
      new RegExp(`^✅ Webhook delivered successfully: ${endpoint.name} \\(\\d+ms, status: 204\\)$`),
    );
    await endpoint.settled();
    expect(receiver.requests).toHaveLength(3);
    expect(endpoint.deliveries()).toMatchObject([{ state: 'delivered', attempts: 3 }]);
  });

  it.concurrent.each([400, 401, 403, 404, 408, 422, 425, 429, 500, 502, 503, 504])(
    'follow a %i of a generic endpoint',
    async (status) => {
      const { receiver, endpoint } = await own((_, __, nth) => (nth === 1 ? status : 200));
      expect(await endpoint.outcome()).toMatchObject({ successful: 1 });
      expect(receiver.requests).toHaveLength(2);
    },
  );

  it.concurrent.each([200, 201, 202, 204, 299])('do not follow a %i', async (status) => {
    const { receiver, endpoint } = await own(() => status);
    expect(await endpoint.outcome()).toMatchObject({ successful: 1 });
    expect(receiver.requests).toHaveLength(1);
  });

  it.concurrent('honour a Retry-After in seconds', async () => {
    const busy = { status: 503, headers: { 'retry-after': '1' } };
    const { receiver, endpoint } = await own((_, __, nth) => (nth === 1 ? busy : 200));
    await endpoint.trigger();
    const [first, second] = await receiver.count(2);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(998);
    expect(endpoint.deliveries().filter(({ attempts }) => attempts > 2)).toEqual([]);
  });

  it.concurrent('wait while the endpoint asks for quiet, and so do new events', async () => {
    const busy = { status: 429, headers: { 'retry-after': '1' } };
    const { receiver, endpoint } = await own((_, __, nth) => (nth === 1 ? busy : 200));
    await endpoint.trigger();
    await gateway.said(new RegExp(`attempt 1/4\\): ${endpoint.name} `));
    await endpoint.trigger();
    const requests = await receiver.count(3);
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(998);
    await endpoint.settled();
    expect(receiver.requests).toHaveLength(3);
  });

  it.concurrent('ignore a Retry-After that makes no sense', async () => {
    const busy = { status: 503, headers: { 'retry-after': 'soon' } };
    const { endpoint } = await own((_, __, nth) => (nth === 1 ? busy : 200));
    expect(await endpoint.outcome()).toMatchObject({ successful: 1 });
  });

  it.concurrent.each([301, 302, 303, 307, 308])(
    'send neither body nor signature where a redirect with %i points to',
    async (status) => {
      const elsewhere = await stage.receiver();
      const headers = { location: elsewhere.url('/stolen') };
      const { receiver, endpoint } = await own(() => ({ status, headers }), { max_retries: 1 });
      expect(await endpoint.outcome()).toMatchObject({ failed: 1 });
      const what = `HTTP ${status} response: redirects are not followed, update the URL`;
      await gateway.said(new RegExp(`^❌ .*: ${endpoint.name} - ${what}$`));
      expect(receiver.requests).toHaveLength(2);
      expect(elsewhere.requests).toEqual([]);
    },
  );

  it.concurrent('deliver what waited for a receiver that comes back', async () => {
    const port = await lowPort();
    const endpoint = await OwnEndpoint.on(gateway, stage, `http://127.0.0.1:${port}/hook`, {
      max_retries: 50,
    });
    await endpoint.trigger();
    await gateway.said(new RegExp(`attempt 2/51\\): ${endpoint.name} - ECONNREFUSED`));
    const back = await stage.receiver(undefined, port);
    await back.count(1);
    await endpoint.settled();
    expect(back.requests).toHaveLength(1);
  });
});

describe('A gateway with WEBHOOK_MAX_RETRIES=0', () => {
  const stage = Stage.forFile();

  it('makes one attempt, and logs an HTTP error by its status', async () => {
    const receiver = await stage.receiver(() => 503);
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_MAX_RETRIES: '0' });
    const { results } = await gateway.trigger(EVENT, { prefer: 'wait=20' });
    expect(results.failed).toBe(1);
    const line = await gateway.said(/^❌/);
    expect(line).toBe('❌ Webhook delivery failed after 1 attempts: webhook_1 - HTTP 503 response');
    expect(receiver.requests).toHaveLength(1);
  });
});
