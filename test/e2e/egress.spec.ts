import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certificate } from '../support/certificates.js';
import { START_MS, type GatewayProcess, type Json } from '../support/gateway-process.js';
import { HttpProxy } from '../support/http-proxy.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const DAY_MS = 86_400_000;
const ENDPOINTS = '/api/webhooks/endpoints';
const authority = certificate({ name: 'Test authority', authority: true });
const extra = certificate({ name: 'Authority of Node', authority: true });
const from = new Date(Date.now() - DAY_MS);
const lasting = { by: authority, from, until: new Date(Date.now() + 30 * DAY_MS) };
const leaf = certificate({ ...lasting, name: 'receiver', addresses: ['127.0.0.1'] });
const ending = certificate({
  name: 'ending',
  from,
  by: authority,
  addresses: ['127.0.0.1'],
  until: new Date(Date.now() + 3 * DAY_MS),
});
const client = certificate({ ...lasting, name: 'client-of-the-api' });
const next = certificate({ ...lasting, name: 'next-client' });
const ofFile = certificate({ ...lasting, name: 'client-of-the-file' });

/** An HTTPS receiver that knows its clients by their certificates. */
class SecureReceiver {
  /** Common names of the certificates that requests came with, `-` where there was none. */
  readonly clients: string[] = [];
  readonly bodies: Json[] = [];

  private constructor(readonly server: Server) {
    server.on('request', async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      this.clients.push(String(subject?.CN ?? '-'));
      this.bodies.push(JSON.parse(body));
      response.end('ok');
    });
  }

  static async start(asks: boolean, certified = leaf): Promise<SecureReceiver> {
    const options = { ...certified, requestCert: asks, rejectUnauthorized: asks, ca: authority.cert };
    const receiver = new SecureReceiver(createServer(options));
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

let types = 0;
const ownType = (): string => `test.egress_${++types}`;

/** Returns the last attempt of the one delivery of an event of that type. */
async function outcome(gateway: GatewayProcess, event: string): Promise<Json> {
  const { deliveries } = await gateway.trigger({ event, data: {} }, { prefer: 'wait=20' });
  const { body } = await gateway.get(`/api/webhooks/deliveries/${deliveries[0].delivery_id}`);
  return body.delivery.history.at(-1);
}

describe('TLS', () => {
  const stage = Stage.forFile();
  const opened: SecureReceiver[] = [];
  let gateway: GatewayProcess;
  let asking: SecureReceiver;
  let silent: Receiver;
  const fileType = ownType();

  beforeAll(async () => {
    asking = await SecureReceiver.start(true);
    silent = await stage.receiver();
    opened.push(asking);
    writeFileSync(stage.folder.file('authority.pem'), authority.cert);
    writeFileSync(stage.folder.file('client.pem'), ofFile.cert);
    writeFileSync(stage.folder.file('client.key'), ofFile.key);
    const tls = '{ cert: client.pem, key: client.key }';
    const entry = `  - { name: file, url: "${asking.url}/file", events: [${fileType}], tls: ${tls} }`;
    writeFileSync(stage.folder.file('gateway.yaml'), `endpoints:\n${entry}\n`);
    writeFileSync(stage.folder.file('extra.pem'), extra.cert);
    gateway = await stage.gateway({
      NODE_EXTRA_CA_CERTS: stage.folder.file('extra.pem'),
      WEBHOOK_TLS_CA: 'authority.pem',
      WEBHOOK_CONFIG: 'gateway.yaml',
      WEBHOOK_URLS: silent.url(),
      WEBHOOK_EVENTS: 'webhook.certificate_expiring',
      WEBHOOK_MAX_RETRIES: '0',
      LOG_LEVEL: 'trace',
    });
  }, START_MS);
  afterAll(() => {
    for (const receiver of opened) receiver.close();
  });

  async function made(
    settings: object,
  ): Promise<{ readonly id: string; readonly type: string; readonly endpoint: Json }> {
    const type = ownType();
    const { status, body } = await gateway.post(ENDPOINTS, { events: [type], ...settings });
    expect([status, body.errors]).toEqual([201, undefined]);
    return { id: body.endpoint.id, type, endpoint: body.endpoint };
  }
  const patch = (id: string, body: object) =>
    gateway.request('PATCH', `${ENDPOINTS}/${id}`, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('shows the client certificate of an endpoint, which PATCH keeps, replaces and removes', async () => {
    const url = `${asking.url}/api`;
    const { id, type, endpoint } = await made({ url, tls: { cert: client.cert, key: client.key } });
    expect(endpoint.tls).toMatchObject({ ca: [], cert: { subject: 'CN=client-of-the-api' } });
    expect(await outcome(gateway, type)).toMatchObject({ outcome: 'delivered' });
    expect(asking.clients.at(-1)).toBe('client-of-the-api');

    await patch(id, { name: 'renamed' });
    expect(await outcome(gateway, type)).toMatchObject({ outcome: 'delivered' });
    expect((await gateway.post(`${ENDPOINTS}/${id}/test`, {})).body.test_result).toMatchObject({
      success: true,
    });
    expect((await gateway.post('/api/webhooks/test', { url })).body.test_result).toMatchObject({
      success: true,
    });
    expect(asking.clients.slice(-3)).toEqual(Array(3).fill('client-of-the-api'));

    expect((await patch(id, { tls: { cert: next.cert } })).body.errors).toMatchObject([{ field: 'tls.key' }]);
    expect((await patch(id, { tls: { cert: next.cert, key: next.key } })).status).toBe(200);
    expect(await outcome(gateway, type)).toMatchObject({ outcome: 'delivered' });
    expect(asking.clients.at(-1)).toBe('next-client');

    expect((await patch(id, { tls: null })).body.endpoint.tls).toBeNull();
    expect(await outcome(gateway, type)).toMatchObject({
      outcome: 'retry',
      error: { code: 'ECONNRESET', message: expect.stringContaining('requires a client certificate') },
    });
  });

  it('keeps private keys out of the store, the log and every answer', async () => {
    const data = stage.folder.file('data');
    const files = readdirSync(data).map((name) => readFileSync(`${data}/${name}`).toString('latin1'));
    const answers = JSON.stringify((await gateway.get(ENDPOINTS)).body);
    for (const { key } of [client, next, ofFile]) {
      const line = key.split('\n')[1]!;
      expect([answers, ...gateway.lines, ...files].filter((text) => text.includes(line))).toEqual([]);
    }
  });

  it('uses certificates from files that the configuration file names', async () => {
    expect(await outcome(gateway, fileType)).toMatchObject({ outcome: 'delivered' });
    expect(asking.clients.at(-1)).toBe('client-of-the-file');
  });

  it('trusts the authorities of NODE_EXTRA_CA_CERTS beside those of WEBHOOK_TLS_CA', async () => {
    const issued = certificate({ ...lasting, by: extra, name: 'extra', addresses: ['127.0.0.1'] });
    const receiver = await SecureReceiver.start(false, issued);
    opened.push(receiver);
    for (const tls of [undefined, { ca: leaf.cert }]) {
      const { type } = await made({ url: receiver.url, ...(tls && { tls }) });
      expect(await outcome(gateway, type)).toMatchObject({ outcome: 'delivered' });
    }
  });

  it('reports once that the certificate of a receiver expires within a week', async () => {
    const receiver = await SecureReceiver.start(false, ending);
    opened.push(receiver);
    const one = await made({ url: receiver.url });
    const other = await made({ url: `${receiver.url}/other` });
    for (const { type } of [one, other, one])
      expect(await outcome(gateway, type)).toMatchObject({ outcome: 'delivered' });
    const [told] = await silent.until((requests) => requests.length > 0);
    const { event, data } = JSON.parse(told!.body);
    expect([event, data.certificate, data.host]).toEqual([
      'webhook.certificate_expiring',
      'receiver',
      '127.0.0.1',
    ]);
    expect(
      await gateway.said(
        /^⏳ The certificate of 127\.0\.0\.1, used by .* expires on .*: have the receiver renew it/,
      ),
    ).toContain(one.endpoint.webhook_id);
    expect(stage.rows("select id from events where type = 'webhook.certificate_expiring'")).toHaveLength(1);
  });

  it('says in one sentence that a port speaks HTTP', async () => {
    const { port } = silent;
    const { body } = await gateway.post('/api/webhooks/test', { url: `https://127.0.0.1:${port}/` });
    expect(body.test_result).toMatchObject({
      error: 'ERR_SSL_WRONG_VERSION_NUMBER',
      message:
        'This port speaks HTTP or another protocol, not TLS: use http://, or the port of https:// (TLS: wrong version number)',
    });
  });
});

describe('WEBHOOK_EGRESS_PROXY', () => {
  const stage = Stage.forFile();
  let proxy: HttpProxy;
  let receiver: Receiver;
  let gateway: GatewayProcess;
  const type = ownType();

  beforeAll(async () => {
    [proxy, receiver] = await Promise.all([
      HttpProxy.start({ credentials: 'me:proxy-secret' }),
      stage.receiver(),
    ]);
    gateway = await stage.gateway({
      WEBHOOK_EGRESS_PROXY: proxy.url.replace('://', '://me:proxy-secret@'),
      HTTP_PROXY: 'socks5://127.0.0.1:1',
      NO_PROXY: '127.0.0.2',
      WEBHOOK_URLS: `http://webhook-target.invalid:${receiver.port}/a`,
      WEBHOOK_EVENTS: type,
      WEBHOOK_MAX_RETRIES: '1',
    });
  }, START_MS);
  afterAll(() => proxy.close());

  it('carries requests to the operator’s own URLs, with its credentials in no log line', async () => {
    expect(await outcome(gateway, type)).toMatchObject({ outcome: 'delivered', status: 200 });
    expect(receiver.requests[0]!.headers).toMatchObject({ host: `webhook-target.invalid:${receiver.port}` });
    expect(await gateway.said(/^🧭/)).toBe(
      `🧭 Deliveries leave through http://***@127.0.0.1:${proxy.port} (WEBHOOK_EGRESS_PROXY); directly to 127.0.0.2`,
    );
    const basic = Buffer.from('me:proxy-secret').toString('base64');
    expect(gateway.lines.filter((line) => line.includes('proxy-secret') || line.includes(basic))).toEqual([]);
  });

  it('is not used for host names given through the API, which are refused when checked, saved and tested', async () => {
    const url = `http://webhook-target.invalid:${receiver.port}/api`;
    const message = expect.stringContaining('WEBHOOK_EGRESS_PROXY_TRUSTED=true');
    const asked = proxy.asked.length;
    // The host and port are the operator's own above; this one is not.
    const other = url.replace('webhook-target', 'other-target');
    const { body: saved } = await gateway.post(ENDPOINTS, { url: other });
    expect(saved.errors).toMatchObject([{ field: 'url', message }]);
    const { body: checked } = await gateway.post(`${ENDPOINTS}/check`, { url: other });
    expect(checked.check).toMatchObject({ allowed: false, message });
    const { body: tested } = await gateway.post('/api/webhooks/test', { url: other });
    expect(tested.test_result).toMatchObject({ success: false, error: 'FORBIDDEN_TARGET', message });
    expect(proxy.asked).toHaveLength(asked);
    expect((await gateway.post('/api/webhooks/test', { url })).body.test_result).toMatchObject({
      success: true,
    });
  });

  it('causes a retry when it fails, and is named without its credentials', async () => {
    await proxy.close();
    expect(await outcome(gateway, type)).toMatchObject({
      number: 2,
      error: {
        code: 'PROXY_UNREACHABLE',
        message: `The connection to the proxy http://***@127.0.0.1:${proxy.port} (WEBHOOK_EGRESS_PROXY) failed: connect ECONNREFUSED 127.0.0.1:${proxy.port}`,
      },
    });
  });
});
