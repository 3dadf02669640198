import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { PartialRequest } from '../support/partial-request.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const event = (n: number) => ({ event: 'job.completed', data: { n }, id: `event-${n}` });
/** A shutdown may take as long as an attempt's deadline. */
const SLOW_TEST_MS = 90_000;
const distinct = (requests: readonly Received[]) => new Set(requests.map(({ body }) => body)).size;

/** A receiver's behaviour that answers only after `open()`. */
function gate() {
  const opened = Promise.withResolvers<void>();
  return { open: opened.resolve, behaviour: () => opened.promise.then(() => 200) };
}

/** Starts one gateway after the other on one database, and ends each while something is under way. */
describe('A gateway', () => {
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  const start = async (): Promise<void> => {
    gateway = await stage.gateway({});
  };
  /** An endpoint that later gateways on the database know as well. */
  const endpoint = (receiver: Receiver, settings: object = {}) =>
    OwnEndpoint.on(gateway, stage, receiver.url(), settings);
  beforeAll(start, START_MS);

  describe('at SIGTERM', () => {
    const [flying, crowded] = [gate(), gate()];
    let receivers: Readonly<Record<'slow' | 'crowded' | 'hanging', Receiver>>;
    let endpoints: Readonly<Record<keyof typeof receivers, OwnEndpoint>>;
    let requestsAtEnd: number;
    let code: number | null;
    /** As the store had them while no gateway ran. */
    let left: Readonly<Record<keyof typeof receivers, readonly string[]>>;

    beforeAll(async () => {
      receivers = {
        slow: await stage.receiver(flying.behaviour),
        crowded: await stage.receiver(crowded.behaviour),
        hanging: await stage.receiver((_, __, nth) => (nth === 1 ? 'handled' : 200)),
      };
      endpoints = {
        slow: await endpoint(receivers.slow),
        crowded: await endpoint(receivers.crowded, { concurrency: 4 }),
        hanging: await endpoint(receivers.hanging, { timeout_ms: 2_000 }),
      };
      for (let n = 0; n < 50; n++) await endpoints.crowded.trigger({ n });
      await endpoints.slow.trigger();
      await endpoints.hanging.trigger();
      await Promise.all([receivers.crowded.count(4), receivers.slow.count(1), receivers.hanging.count(1)]);
      const ended = gateway.end();
      const handedBack = () => endpoints.crowded.deliveries().filter(({ state }) => state === 'pending');
      await until('what waits is handed back', () => handedBack().length === 46);
      [flying, crowded].forEach(({ open }) => open());
      code = await ended;
      requestsAtEnd = receivers.crowded.requests.length;
      const statesOf = (name: keyof typeof receivers) =>
        endpoints[name].deliveries().map(({ state, attempts }) => `${state} ${attempts}`);
      left = { slow: statesOf('slow'), crowded: statesOf('crowded'), hanging: statesOf('hanging') };
    }, SLOW_TEST_MS);

    it('waits for the attempts in flight, records them, and ends with code 0', () => {
      expect(left.slow).toEqual(['delivered 1']);
      const delivered = gateway.messages.filter((text) =>
        text.includes(`delivered successfully: ${endpoints.slow.name} `),
      );
      expect(delivered).toHaveLength(1);
      expect(code).toBe(0);
      expect(gateway.errors).toEqual([]);
    });

    it('hands back queued deliveries, and sends none of them', () => {
      expect(requestsAtEnd).toBe(4);
      expect(left.crowded.filter((state) => state === 'delivered 1')).toHaveLength(4);
      expect(left.crowded.filter((state) => state === 'pending 0')).toHaveLength(46);
    });

    it('waits for a hanging attempt until its timeout, and no longer', () => {
      expect(left.hanging).toEqual(['pending 1']);
    });

    it(
      'leaves the rest to the next gateway, which sends it and nothing else',
      async () => {
        await start();
        await Promise.all([receivers.crowded.count(50), receivers.hanging.count(2)]);
        await gateway.settled();
        expect(receivers.crowded.requests).toHaveLength(50);
        expect(distinct(receivers.crowded.requests)).toBe(50);
        expect(receivers.slow.requests).toHaveLength(1);
        expect(endpoints.hanging.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
      },
      SLOW_TEST_MS,
    );
  });

  it(
    'shuts down in order when SIGTERM comes twice',
    async () => {
      const { open, behaviour } = gate();
      const receiver = await stage.receiver(behaviour);
      const own = await endpoint(receiver);
      await own.trigger();
      await receiver.count(1);
      const ended = gateway.end();
      await gateway.said(/SIGTERM received/);
      gateway.child.kill('SIGTERM');
      open();
      await ended;
      await start();
      await gateway.settled();
      expect(own.deliveries()).toMatchObject([{ state: 'delivered' }]);
    },
    SLOW_TEST_MS,
  );

  it(
    'accepts at SIGTERM a request of which half the headers or half the body have arrived',
    async () => {
      const receiver = await stage.receiver();
      const { type } = await endpoint(receiver);
      const halves = [
        await PartialRequest.to(gateway.url, { event: type, id: 'half-headers' }, 'headers'),
        await PartialRequest.to(gateway.url, { event: type, id: 'half-body' }, 'body'),
      ];
      // The gateway answers what came later, so it has read what came before.
      await gateway.get('/livez');
      gateway.child.kill('SIGTERM');
      await until('no new connections', () =>
        gateway.get('/livez').then(
          () => false,
          () => true,
        ),
      );
      const taken = expect.stringMatching(/^HTTP\/1.1 202 /);
      expect(await Promise.all(halves.map((half) => half.finish()))).toEqual([taken, taken]);
      expect(await gateway.end()).toBe(0);
      await start();
      await receiver.count(2);
    },
    SLOW_TEST_MS,
  );

  it(
    'closes connections at SIGTERM that have sent nothing, as browsers open them ahead, and waits for a request that has begun',
    async () => {
      const { type } = await endpoint(await stage.receiver());
      const { hostname, port } = new URL(gateway.url);
      const unused = connect(Number(port), hostname).resume();
      await once(unused, 'connect');
      const half = await PartialRequest.to(gateway.url, { event: type });
      // The gateway answers what came later, so it knows both connections.
      await gateway.get('/livez');
      const closed = once(unused, 'close');
      gateway.child.kill('SIGTERM');
      await closed;
      expect(await half.finish()).toMatch(/^HTTP\/1.1 202 /);
      expect(await gateway.end()).toBe(0);
      await start();
    },
    SLOW_TEST_MS,
  );

  it(
    'leaves a database which another gateway can use at once where it is killed',
    async () => {
      const { behaviour } = gate();
      const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? behaviour() : 200));
      const own = await endpoint(receiver);
      await own.trigger();
      await receiver.count(1);
      await gateway.end('SIGKILL');
      await start();
      await receiver.count(2);
      await gateway.settled();
      expect(own.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
      const [first, second] = receiver.requests;
      expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    },
    SLOW_TEST_MS,
  );

  it('ends with code 0 at SIGINT while it is idle', async () => {
    expect(await gateway.end('SIGINT')).toBe(0);
    expect(gateway.errors).toEqual([]);
  });
});

describe('A gateway that is repeatedly ended and started', () => {
  const stage = Stage.forFile();

  it(
    'loses no accepted event under load, and sends nothing twice',
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
});

describe('The grace period of a shutdown', () => {
  const stage = Stage.forEachTest();

  it('fails /readyz while requests are still served, until a second SIGTERM ends it', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_SHUTDOWN_GRACE: '10m' });
    expect((await gateway.get('/readyz')).status).toBe(200);
    const slow = await PartialRequest.to(gateway.url, event(1));
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

  it('ends by itself after a SIGTERM, and is skipped at SIGINT', async () => {
    const env = { WEBHOOK_URLS: 'http://127.0.0.1:1/x' };
    const first = await stage.gateway({ ...env, WEBHOOK_SHUTDOWN_GRACE: '100ms' });
    expect(await first.end('SIGTERM')).toBe(0);
    const second = await stage.gateway({ ...env, WEBHOOK_SHUTDOWN_GRACE: '10m' });
    expect(await second.end('SIGINT')).toBe(0);
  });
});
