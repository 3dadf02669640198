import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { NameServer, zoneOf, type Zone } from '../support/name-server.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const SLOW_TEST_MS = 60_000;
const EVENTS = 32;
const KEY = 'key-0123456789abcdef-admin';

/** The known names resolve to this machine; names below `silent.test` get no answer. */
const ZONE: Zone = (question) => {
  if (question.name.endsWith('silent.test')) return 'silence';
  return zoneOf({
    'good.test': ['127.0.0.1'],
    'api.test': ['127.0.0.1'],
    'tested.test': ['127.0.0.1'],
    'inside.test': ['10.11.12.13'],
    'two.test': ['127.0.0.1', '::1'],
  })(question);
};

let server: NameServer;
let gateway: GatewayProcess;
let receiver: Receiver;

const at = (name: string): string => `http://${name}:${receiver.port}/hook`;

beforeAll(async () => {
  server = await NameServer.start(ZONE);
  // Each delivery needs a connection of its own, so that each has its name resolved.
  receiver = await stage.receiver(() => ({ status: 200, headers: { connection: 'close' } }));
  gateway = await stage.gateway({
    WEBHOOK_URLS: [
      ...Array.from({ length: 8 }, (_, n) => at(`${n}.silent.test`)),
      at('good.test'),
      at('two.test'),
    ].join(','),
    WEBHOOK_DNS_SERVERS: server.address,
    WEBHOOK_MAX_RETRIES: '0',
    WEBHOOK_BREAKER_FAILURES: '0',
  });
}, START_MS);
afterAll(() => server.close());

describe('A name server that never answers', () => {
  it(
    'does not delay other endpoints, tests and checks',
    async () => {
      const own = await OwnEndpoint.on(gateway, stage, at('api.test'));
      for (let n = 0; n < EVENTS; n++) {
        await gateway.trigger({ event: 'job.completed', data: { n } });
        await own.trigger({ n });
      }
      await until('look-ups that hang', () => server.asked('0.silent.test') > 0);
      const check = (name: string) =>
        gateway.post('/api/webhooks/endpoints/check', { url: at(name), events: ['*'] });
      const [test, known, silent, saved] = await Promise.all([
        gateway.post('/api/webhooks/test', { url: at('tested.test') }),
        check('tested.test'),
        check('x.silent.test'),
        gateway.post('/api/webhooks/endpoints', { url: at('y.silent.test'), events: ['test.none'] }),
      ]);
      expect(test.body.test_result).toMatchObject({ success: true, status: 200 });
      expect(known.body.check).toMatchObject({ allowed: true, message: null });
      expect(known.body.check.warnings.join()).not.toContain('cannot be resolved');
      expect(silent.body.check.warnings).toContain('The name x.silent.test cannot be resolved now.');
      expect(saved.status).toBe(201);
      await receiver.count(EVENTS * 3 + 1);
      await gateway.settled();
      const silentNames = new Set(Array.from({ length: 8 }, (_, n) => `webhook_${n + 1}`));
      const all = stage.deliveries();
      const unanswered = all.filter(({ webhook_id: id }) => silentNames.has(id));
      expect(unanswered).toHaveLength(EVENTS * 8);
      expect(unanswered.every(({ state }) => state === 'failed')).toBe(true);
      const others = all.filter((delivery) => !unanswered.includes(delivery));
      expect(others).toHaveLength(EVENTS * 3);
      expect(others.every(({ state, attempts }) => state === 'delivered' && attempts === 1)).toBe(true);
    },
    SLOW_TEST_MS,
  );

  it('is reported in words with the timeout that was reached', async () => {
    const { body } = await gateway.post('/api/webhooks/test', { url: at('z.silent.test') });
    expect(body.test_result).toMatchObject({
      success: false,
      status: 0,
      error: 'EAI_AGAIN',
      message: 'getaddrinfo EAI_AGAIN z.silent.test (no answer from a name server within 4000ms)',
    });
  });

  it('is asked once at a time for an endpoint with many deliveries', () => {
    const asked = server.asked('0.silent.test');
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(EVENTS);
  });
});

describe('A host name', () => {
  it('is reported as ENOTFOUND where it does not exist', async () => {
    const { body } = await gateway.post('/api/webhooks/test', { url: at('unknown.test') });
    expect(body.test_result).toMatchObject({
      status: 0,
      duration: 0,
      message: 'getaddrinfo ENOTFOUND unknown.test',
      error: 'ENOTFOUND',
    });
  });

  it('below localhost resolves to this machine', async () => {
    const { body } = await gateway.post('/api/webhooks/test', { url: at('app.localhost') });
    expect(body.test_result).toMatchObject({ success: true });
  });

  it('is refused without revealing its address in a private network', async () => {
    const url = 'https://inside.test/hook';
    const { body } = await gateway.post('/api/webhooks/endpoints/check', { url, events: ['*'] });
    expect(body.check).toMatchObject({
      allowed: false,
      message:
        'inside.test resolves to an address that is not public; WEBHOOK_ALLOW_NETWORKS would have to list its network.',
    });
    const saved = await gateway.post('/api/webhooks/endpoints', { url, events: ['*'] });
    const tested = await gateway.post('/api/webhooks/test', { url });
    expect(saved.status).toBe(422);
    expect(JSON.stringify([saved.body, tested.body])).not.toContain('10.11.12.13');
    expect(tested.body.test_result.error).toBe('FORBIDDEN_TARGET');
  });
});

describe('WEBHOOK_DNS=system', () => {
  it('resolves with the system’s resolver, and delivers', async () => {
    const own = new Stage();
    try {
      const other = await own.gateway({
        WEBHOOK_URLS: at('localhost'),
        WEBHOOK_DNS: 'system',
        WEBHOOK_ADMIN_KEYS: KEY,
        WEBHOOK_EMIT_KEYS: `${KEY}-emit`,
      });
      const headers = { authorization: `Bearer ${KEY}`, prefer: 'wait=20' };
      const { results } = await other.trigger({ event: 'job.completed', data: {} }, headers);
      expect(results).toMatchObject({ successful: 1 });
    } finally {
      await own.clear();
    }
  });
});
