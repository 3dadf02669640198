import { describe, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const KEY = 'key-0123456789abcdef-both-roles';
const KEYS = { WEBHOOK_EMIT_KEYS: `${KEY}-emit`, WEBHOOK_ADMIN_KEYS: KEY };
const admin = { authorization: `Bearer ${KEY}` };
const EVENT = { event: 'job.completed', data: {} };

describe('Targets in private networks', () => {
  it('are reached while the gateway is bound to loopback without keys', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    expect((await gateway.trigger(EVENT, { prefer: 'wait=20' })).results.successful).toBe(1);
  });

  it('are reached by a guarded gateway that allows them', async () => {
    const receiver = await stage.receiver();
    const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8', ...KEYS };
    const gateway = await stage.gateway(env);
    expect((await gateway.trigger(EVENT, { prefer: 'wait=20', ...admin })).results.successful).toBe(1);
  });

  it('are not reached by a guarded gateway that was not told to', async () => {
    const receiver = await stage.receiver();
    const env = { WEBHOOK_URLS: receiver.url(), WEBHOOK_MAX_RETRIES: '0', ...KEYS };
    const gateway = await stage.gateway(env);
    const { results } = await gateway.trigger(EVENT, { prefer: 'wait=20', ...admin });
    expect(results).toMatchObject({ total: 1, successful: 0 });
    expect(receiver.requests).toEqual([]);
  });

  it('are not reached by a test of a guarded gateway, by whatever name', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway(KEYS);
    const hosts = ['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f.1', '0.0.0.0'];
    for (const host of [...hosts, '[::ffff:127.0.0.1]']) {
      const url = `http://${host}:${receiver.port}/hook`;
      const { status, body } = await gateway.post('/api/webhooks/test', { url }, admin);
      expect(status).toBeLessThan(500);
      expect(body.test_result?.success ?? false).toBe(false);
    }
    expect(receiver.requests).toEqual([]);
  });
});
