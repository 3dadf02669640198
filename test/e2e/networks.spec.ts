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

  it('are reached where the environment configures them', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), ...KEYS });
    expect((await gateway.trigger(EVENT, { prefer: 'wait=20', ...admin })).results.successful).toBe(1);
    const { body } = await gateway.post('/api/webhooks/test', { url: receiver.url('/other') }, admin);
    expect(body.test_result).toMatchObject({ success: true });
  });

  it('are reached by a test of a guarded gateway that allows them', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway({ WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8', ...KEYS });
    const { body } = await gateway.post('/api/webhooks/test', { url: receiver.url() }, admin);
    expect(body.test_result).toMatchObject({ success: true });
  });

  it('are not reached by a test of a guarded gateway, under any name', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway(KEYS);
    const hosts = ['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f.1', '0.0.0.0'];
    for (const host of [...hosts, '[::ffff:127.0.0.1]']) {
      const url = `http://${host}:${receiver.port}/hook`;
      const { status, body } = await gateway.post('/api/webhooks/test', { url }, admin);
      expect(status).toBeLessThan(500);
      expect(body.test_result).toMatchObject({ success: false, status: 0, error: 'FORBIDDEN_TARGET' });
      expect(body.test_result.message).toContain('WEBHOOK_ALLOW_NETWORKS');
    }
    expect(receiver.requests).toEqual([]);
  });
});
