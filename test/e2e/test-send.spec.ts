import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { lowPort } from '../support/low-port.js';
import { Receiver, type Answer } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const TEST = '/api/webhooks/test';
const SECRET = 'a-secret-for-the-tests';
const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
let gateway: GatewayProcess;
let configured: Receiver;

beforeAll(async () => {
  configured = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: configured.url('/configured'),
    WEBHOOK_SECRET_KEY: SECRET,
    WEBHOOK_HEADERS: 'X-Custom:value',
  });
});

async function tested(url: string) {
  const { status, body } = await gateway.post(TEST, { url });
  expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
  expect(body).toEqual({
    success: true,
    test_result: expect.anything(),
    timestamp: expect.stringMatching(ISO),
  });
  return body.test_result;
}

const answering = (answer: Answer) => stage.receiver(() => answer);

describe('A test of a URL', () => {
  it('sends one signed webhook.test event and reports its delivery', async () => {
    const receiver = await stage.receiver();
    const result = await tested(receiver.url('/webhooks/streamgank'));
    expect(result).toEqual({
      success: true,
      status: 200,
      duration: expect.any(Number),
      url: receiver.url('/webhooks/streamgank'),
      message: 'Webhook endpoint is reachable',
    });
    expect(result.duration).toBeGreaterThanOrEqual(0);
    const [{ headers, body }] = receiver.requests as [Receiver['requests'][0]];
    expect(headers).toMatchObject({
      'x-streamgank-test': 'true',
      'x-streamgank-event': 'webhook.test',
      'x-streamgank-signature': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    });
    expect(JSON.parse(body)).toMatchObject({ event: 'webhook.test', source: 'streamgank' });
    expect(receiver.requests).toHaveLength(1);
  });

  it('sends custom headers to configured endpoints only', async () => {
    const other = await stage.receiver();
    await tested(configured.url('/configured'));
    await tested(other.url());
    expect(configured.requests[0]!.headers['x-custom']).toBe('value');
    expect(other.requests[0]!.headers['x-custom']).toBeUndefined();
  });

  it('is signed as the configured endpoint of that URL signs, with both keys during a rotation', async () => {
    const own = await stage.receiver();
    const keys = { old: 'the-key-of-one-endpoint', now: 'the-next-key-of-one-endpoint' };
    const made = { url: own.url('/own'), secret: keys.old, headers: { 'X-Own': 'its-own' } };
    const { body: answer } = await gateway.post('/api/webhooks/endpoints', made);
    await gateway.post(`/api/webhooks/endpoints/${answer.endpoint.id}/rotate-secret`, { secret: keys.now });
    await tested(own.url('/own'));
    const [{ headers, body }] = own.requests as [Receiver['requests'][0]];
    const signedBy = (key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
    expect(headers).toMatchObject({
      'x-own': 'its-own',
      'x-streamgank-signature': signedBy(keys.now),
      'x-streamgank-signature-previous': signedBy(keys.old),
    });
  });

  it.each([404, 500, 410, 401, 204])('reports a %i and does not retry', async (status) => {
    const receiver = await answering(status);
    const result = await tested(receiver.url());
    const success = status === 204;
    expect(result).toMatchObject({ success, status });
    expect(result.message).toBe(success ? 'Webhook endpoint is reachable' : `HTTP ${status} response`);
    await gateway.settled();
    expect(receiver.requests).toHaveLength(1);
  });

  it.concurrent('does not follow redirects', async () => {
    const target = await stage.receiver();
    const receiver = await answering({ status: 307, headers: { location: target.url() } });
    expect(await tested(receiver.url())).toMatchObject({
      success: false,
      status: 307,
      message: 'HTTP 307 response',
    });
    expect(target.requests).toEqual([]);
  });

  it('reports a host name that does not exist', async () => {
    expect(await tested('https://nobody-there.invalid/webhook')).toEqual({
      success: false,
      status: 0,
      duration: 0,
      url: 'https://nobody-there.invalid/webhook',
      message: 'getaddrinfo ENOTFOUND nobody-there.invalid',
      error: 'ENOTFOUND',
    });
  });

  it('reports a refused connection', async () => {
    const port = await lowPort();
    expect(await tested(`http://127.0.0.1:${port}/x`)).toEqual({
      success: false,
      status: 0,
      duration: 0,
      url: `http://127.0.0.1:${port}/x`,
      message: `connect ECONNREFUSED 127.0.0.1:${port}`,
      error: 'ECONNREFUSED',
    });
  });

  it('reports a broken connection', async () => {
    const receiver = await stage.receiver((_, response) => {
      response.socket!.destroy();
      return 'handled';
    });
    const result = await tested(receiver.url());
    expect(result).toMatchObject({ success: false, status: 0, duration: 0, error: 'ECONNRESET' });
    expect(receiver.requests).toHaveLength(1);
  });

  it.concurrent('times out after 5 seconds', async () => {
    const receiver = await stage.receiver(() => 'handled');
    const started = performance.now();
    const result = await tested(receiver.url());
    expect(performance.now() - started).toBeGreaterThanOrEqual(4_990);
    expect(result).toMatchObject({ success: false, status: 0, message: 'timeout of 5000ms exceeded' });
    expect(receiver.requests).toHaveLength(1);
  });

  it('sends a Slack message to a Slack URL and masks the URL', async () => {
    const receiver = await answering({ status: 200, body: 'ok' });
    const result = await tested(`slack+${receiver.url('/services/T0/B0/s3cr3t-token')}`);
    expect(result).toMatchObject({ success: true, status: 200 });
    expect(result.url).not.toContain('s3cr3t-token');
    const [{ headers, body }] = receiver.requests as [Receiver['requests'][0]];
    expect(JSON.parse(body)).toMatchObject({ text: expect.stringContaining('StreamGank') });
    expect(headers).toMatchObject({ 'x-streamgank-test': 'true' });
    expect(headers).not.toHaveProperty('x-streamgank-signature');
  });

  it('reports a refusal of Slack that was answered with 200', async () => {
    const receiver = await answering({ status: 200, body: 'invalid_blocks' });
    const result = await tested(`slack+${receiver.url('/x')}`);
    expect(result).toMatchObject({ success: false, status: 200, error: 'invalid_blocks' });
  });

  it('sends a Discord message to a Discord URL and masks the URL', async () => {
    const receiver = await answering(204);
    const result = await tested(`discord+${receiver.url('/api/webhooks/42/s3cr3t-token')}`);
    expect(result).toMatchObject({ success: true, status: 204 });
    expect(result.url).not.toContain('s3cr3t-token');
    const [{ path, body }] = receiver.requests as [Receiver['requests'][0]];
    expect(path).toBe('/api/webhooks/42/s3cr3t-token?wait=true');
    expect(JSON.parse(body)).toMatchObject({ embeds: [expect.anything()], allowed_mentions: { parse: [] } });
  });

  it('masks the query of a URL', async () => {
    const receiver = await stage.receiver();
    const { url } = await tested(receiver.url('/x?token=s3cr3t&room=5'));
    expect(url).toBe(receiver.url('/x?token=***&room=***'));
    expect(receiver.requests[0]!.path).toBe('/x?token=s3cr3t&room=5');
  });
});

describe('A test', () => {
  it.each([
    ['without a URL', {}],
    ['null', { url: null }],
    ['a number', { url: 5 }],
    ['a list', { url: ['http://127.0.0.1/'] }],
    ['empty', { url: '' }],
    ['blank', { url: '   ' }],
    ['no URL', { url: 'not a url' }],
    ['no host', { url: 'http://' }],
    ['another scheme', { url: 'ftp://example.com/x' }],
    ['a file', { url: 'file:///etc/passwd' }],
    ['a script', { url: 'javascript:alert(1)' }],
    ['a password in it', { url: 'http://user:s3cr3t@example.com/' }],
    ['an unknown adapter', { url: 'nosuch+https://example.com/x' }],
    ['a Slack workflow', { url: 'https://hooks.slack.com/workflows/T0/A0/1/s3cr3t' }],
    ['a Discord address that is no webhook', { url: 'https://discord.com/channels/1/2' }],
    ['a port that does not exist', { url: 'http://127.0.0.1:99999/' }],
    ['too long', { url: `http://127.0.0.1/${'x'.repeat(2048)}` }],
    ['an unknown field', { url: 'http://127.0.0.1:1/', method: 'GET' }],
  ])('is refused: %s', async (_, body) => {
    const answer = await gateway.post(TEST, body);
    expect([400, 422]).toContain(answer.status);
    expect(answer.body).toMatchObject({
      success: false,
      errors: expect.arrayContaining([
        expect.objectContaining({ field: expect.stringMatching(/^(url|method)$/) }),
      ]),
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/s3cr3t|\n\s+at /);
  });
});
