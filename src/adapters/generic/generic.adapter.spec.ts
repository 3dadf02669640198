import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { customHeaders } from '../custom-headers.js';
import { SAMPLES } from '../samples.js';
import { generic } from './generic.adapter.js';

const event = SAMPLES[0]!.event;
const target = aTarget({
  url: 'https://your-app.com/webhooks/streamgank',
  headers: { Authorization: 'Bearer your-token', 'X-Custom-Header': 'your-value' },
});
const answer = (status: number) =>
  generic.judge({ status, headers: {}, body: '', receivedAt: 0, onPlatform: false });

describe('generic', () => {
  it('sends the payload of the guide as JSON.stringify writes it', () => {
    expect(generic.format(event, target)).toEqual({
      method: 'POST',
      url: 'https://your-app.com/webhooks/streamgank',
      headers: { 'Content-Type': 'application/json', ...target.headers },
      body: JSON.stringify({
        event: 'job.completed',
        data: JSON.parse(event.data),
        timestamp: '2024-01-01T12:05:30.123Z',
        webhook_id: 'webhook_1',
        source: 'streamgank',
      }),
    });
  });

  it('passes data through byte for byte: key order, numbers and escapes of the sender', () => {
    const data = '{"10":1,"2":1.50,"__proto__":{"a":"\\u00e9"},"a":1,"a":2,"n":12345678901234567890}';
    expect(generic.format({ ...event, data }, target).body).toContain(`"data":${data},"timestamp"`);
  });

  it('takes any 2xx, and tries every other 4xx again', () => {
    expect([200, 201, 204, 299].map((status) => answer(status).kind)).toEqual(
      Array.from({ length: 4 }, () => 'delivered'),
    );
    expect([400, 401, 403, 404, 422].map((status) => answer(status).kind)).toEqual(
      Array.from({ length: 5 }, () => 'retry'),
    );
    expect(answer(404)).toEqual({ kind: 'retry', code: 'HTTP_404', message: 'HTTP 404 response' });
  });
});

describe('customHeaders', () => {
  it('lets no custom header stand in for the body, the connection or the signature, in any case', () => {
    const names = ['CONTENT-TYPE', 'content-length', 'Host', 'transfer-encoding', 'Connection', 'Webhook-Id'];
    const own = [
      'webhook-timestamp',
      'WEBHOOK-signature',
      'x-streamgank-signature',
      'X-STREAMGANK-EVENT',
      'x-streamgank-delivery',
    ];
    const headers = Object.fromEntries(
      [...names, ...own, 'User-Agent', 'x-streamgank-test'].map((name) => [name, 'x']),
    );
    expect(customHeaders({ ...headers, 'X-Mine': 'y' }, 'StreamGank')).toEqual({ 'X-Mine': 'y' });
  });

  it('leaves out what HTTP cannot carry', () => {
    expect(
      customHeaders({ 'a b': 'x', '': 'x', 'X-A': 'a\r\nX-B: b', 'X-C': '✓', 'X-D': 'é:1' }, 'S'),
    ).toEqual({ 'X-D': 'é:1' });
  });
});
