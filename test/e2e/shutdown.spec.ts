import { describe, expect, it } from '@jest/globals';
import { HalfSent } from '../support/half-sent.js';
import type { Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const event = (n: number) => ({ event: 'job.completed', data: { n }, id: `event-${n}` });
/** A shutdown may take as long as an attempt's deadline. */
const SLOW_TEST_MS = 90_000;
const distinct = (requests: readonly Received[]) => new Set(requests.map(({ body }) => body)).size;

/** Answers each request only when it is told to. */
function gate() {
  const opened = Promise.withResolvers<void>();
  return { open: opened.resolve, behaviour: () => opened.promise.then(() => 200) };
}

describe('SIGTERM', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('as %s ends an idle gateway with code 0', async (signal) => {
    const gateway = await stage.gateway({ WEBHOOK_URLS: 'http://127.0.0.1:1/x' });
    expect(await gateway.end(signal)).toBe(0);
    expect(gateway.errors).toEqual([]);
  });

  it(
    'waits for the attempts in flight and records them',
    async () => {
      const { open, behaviour } = gate();
      const receiver = await stage.receiver(behaviour);
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
      await gateway.trigger(event(1));
      await receiver.count(1);
      const ended = gateway.end();
      setTimeout(open, 300);
      const code = await ended;
      expect(stage.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
      expect(gateway.messages.filter((text) => text.includes('delivered successfully'))).toHaveLength(1);
      expect(code).toBe(0);
      await stage.gateway({ WEBHOOK_URLS: receiver.url() });
      expect(receiver.requests).toHaveLength(1);
    },
    SLOW_TEST_MS,
  );

  it(
    'hands back what waits, sends none of it, and the next start does',
    async () => {
      const { open, behaviour } = gate();
      const receiver = await stage.receiver(behaviour);
      const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_CONCURRENCY: '4' };
      const gateway = await stage.gateway(env);
      for (let n = 0; n < 50; n++) await gateway.trigger(event(n));
      await receiver.count(4);
      const ended = gateway.end();
      setTimeout(open, 300);
      await ended;
      expect(receiver.requests).toHaveLength(4);
      const states = stage.deliveries().map(({ state, attempts }) => `${state} ${attempts}`);
      expect(states.filter((state) => state === 'delivered 1')).toHaveLength(4);
      expect(states.filter((state) => state === 'pending 0')).toHaveLength(46);
      const next = await stage.gateway(env);
      await receiver.count(50);
      await next.settled();
      expect(receiver.requests).toHaveLength(50);
      expect(distinct(receiver.requests)).toBe(50);
    },
    SLOW_TEST_MS,
  );

  it(
    'gives an attempt that hangs no more than its deadline',
    async () => {
      const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? 'handled' : 200));
      const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_TIMEOUT: '1000' };
      const gateway = await stage.gateway(env);
      await gateway.trigger(event(1));
      await receiver.count(1);
      await gateway.end();
      expect(stage.deliveries()).toMatchObject([{ state: 'pending', attempts: 1 }]);
      const next = await stage.gateway(env);
      await receiver.count(2);
      await next.settled();
      expect(stage.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    },
    SLOW_TEST_MS,
  );

  it(
    'under load loses nothing that was taken, and sends nothing twice',
    async () => {
      const receiver = await stage.receiver();
      const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_RATE_LIMIT_MAX: '100000' };
      const taken = new Set<number>();
      let n = 0;
      for (let round = 0; round < 3; round++) {
        const gateway = await stage.gateway(env);
        const poster = async (): Promise<void> => {
          while (!gateway.exited) {
            const mine = n++;
            const answer = await gateway.post('/api/webhooks/trigger', event(mine)).catch(() => null);
            if (answer?.status === 202) taken.add(mine);
          }
        };
        const posters = [poster(), poster(), poster(), poster()];
        await receiver.count(100 * (round + 1));
        await gateway.end();
        await Promise.all(posters);
      }
      const last = await stage.gateway(env);
      await last.settled();
      const arrived = receiver.requests.map(
        ({ body }) => (JSON.parse(body) as { data: { n: number } }).data.n,
      );
      const known = new Set(arrived);
      expect([...taken].filter((number) => !known.has(number))).toEqual([]);
      expect(arrived).toHaveLength(known.size);
    },
    SLOW_TEST_MS,
  );

  it(
    'twice does no harm',
    async () => {
      const { open, behaviour } = gate();
      const receiver = await stage.receiver(behaviour);
      const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
      await gateway.trigger(event(1));
      await receiver.count(1);
      const ended = gateway.end();
      gateway.child.kill('SIGTERM');
      setTimeout(open, 200);
      await ended;
      const next = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
      await next.settled();
      expect(stage.deliveries()).toMatchObject([{ state: 'delivered' }]);
    },
    SLOW_TEST_MS,
  );
});

describe('Before a gateway stops', () => {
  it('/readyz fails while all is still served; a second SIGTERM lets nobody wait', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_SHUTDOWN_GRACE: '10m' });
    expect((await gateway.get('/readyz')).status).toBe(200);
    const slow = await HalfSent.to(gateway.url, event(1));
    gateway.child.kill('SIGTERM');
    const ready = await until('unready', async () => {
      const answer = await gateway.get('/readyz');
      return answer.status === 200 ? null : answer;
    });
    expect(ready).toMatchObject({ status: 503, body: { code: 'stopping' } });
    expect(ready.headers.get('connection')).toBe('close');
    expect((await gateway.get('/livez')).status).toBe(200);
    expect(await slow.finish()).toMatch(/^HTTP\/1.1 202 /);
    await gateway.trigger(event(2));
    await receiver.count(2);
    expect(await gateway.end('SIGTERM')).toBe(0);
    expect(stage.deliveries().map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('the grace ends by itself, and SIGINT has none', async () => {
    const env = { WEBHOOK_URLS: 'http://127.0.0.1:1/x' };
    const first = await stage.gateway({ ...env, WEBHOOK_SHUTDOWN_GRACE: '100ms' });
    expect(await first.end('SIGTERM')).toBe(0);
    const second = await stage.gateway({ ...env, WEBHOOK_SHUTDOWN_GRACE: '10m' });
    expect(await second.end('SIGINT')).toBe(0);
  });

  it.each(['headers', 'body'] as const)('a request of which half the %s came is taken', async (half) => {
    const receiver = await stage.receiver();
    const env = { WEBHOOK_URLS: receiver.url() };
    const gateway = await stage.gateway(env);
    const slow = await HalfSent.to(gateway.url, event(1), half);
    gateway.child.kill('SIGTERM');
    await until('no new connections', () =>
      gateway.get('/livez').then(
        () => false,
        () => true,
      ),
    );
    expect(await slow.finish()).toMatch(/^HTTP\/1.1 202 /);
    expect(await gateway.end()).toBe(0);
    await stage.gateway(env);
    await receiver.count(1);
  });
});

describe('A gateway that was killed', () => {
  it('leaves a database another one can use at once', async () => {
    const { behaviour } = gate();
    const receiver = await stage.receiver((received, response, nth) => (nth === 1 ? behaviour() : 200));
    const env = { WEBHOOK_URLS: receiver.url() };
    const first = await stage.gateway(env);
    await first.trigger(event(1));
    await receiver.count(1);
    await first.end('SIGKILL');
    const second = await stage.gateway(env);
    await receiver.count(2);
    await second.settled();
    expect(stage.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    expect(receiver.requests[1]!.headers['webhook-id']).toBe(receiver.requests[0]!.headers['webhook-id']);
  });
});
