import { describe, expect, it } from '@jest/globals';
import { proxyRefusal } from './forwarding-headers.js';

describe('proxyRefusal', () => {
  it.each([
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded',
    'forwarded',
    'via',
    'x-real-ip',
    'cf-connecting-ip',
    'cf-ray',
    'true-client-ip',
    'x-original-forwarded-for',
    'x-original-url',
    'x-client-ip',
    'x-cluster-client-ip',
    'fastly-client-ip',
    'x-envoy-external-address',
    'x-azure-clientip',
    'tailscale-user-login',
    'x-amzn-trace-id',
    'x-arr-log-id',
    'x-varnish',
    'akamai-origin-hop',
    'ngrok-trace-id',
    'incap-client-ip',
  ])('names the header %s, and how to let the request in', (name) => {
    const reason = proxyRefusal({ headers: { host: 'localhost:3000', [name]: '' } });
    expect(reason).toContain(name);
    expect(reason).toContain('set WEBHOOK_EMIT_KEYS and WEBHOOK_ADMIN_KEYS');
  });

  it('refuses nothing that programs of this machine send', () => {
    const headers = {
      host: 'localhost:3000',
      'user-agent': 'curl/8',
      accept: '*/*',
      'content-type': 'application/json',
      'idempotency-key': '1',
      prefer: 'wait=5',
      traceparent: '00-0-0-00',
      'x-request-id': '1',
      'x-csrf-token': 'x',
      'sec-fetch-site': 'same-origin',
      origin: 'http://localhost:3000',
      'webhook-id': '1',
      'ce-id': '1',
    };
    expect(proxyRefusal({ headers })).toBeNull();
  });
});
