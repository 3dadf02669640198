import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createSecureServer as createHttp2Server } from 'node:http2';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { HttpService } from '@nestjs/axios';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { certificate } from '../../../../test/support/certificates.js';
import { HttpProxy } from '../../../../test/support/http-proxy.js';
import { until } from '../../../../test/support/until.js';
import { egressOf, withoutReplaced } from '../../config/egress.js';
import { readEnvironment } from '../../config/read-environment.js';
import { TargetGuard } from '../../net/target-guard.js';
import { Agents } from './agents.js';
import { axiosOver } from './axios-over.js';
import { ConnectLimits } from './connect-limits.js';
import { proxyAgent } from './proxy-agent.js';
import { Sender, type Answer, type NoAnswer } from './sender.service.js';

const authority = certificate({ name: 'Test authority', authority: true });
const leaf = certificate({ name: '127.0.0.1', by: authority, addresses: ['127.0.0.1'] });
const tls = { ca: authority.cert, cert: null, key: null, passphrase: null };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Receiver {
  readonly port: number;
  readonly requests: IncomingMessage[];
}

async function listening(make: (listener: RequestListener) => Server): Promise<Receiver> {
  const requests: IncomingMessage[] = [];
  const server = make((request, response) => {
    requests.push(request);
    request.resume().on('end', () => response.end('ok'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.close();
    server.closeAllConnections?.();
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

const plain = () => listening((listener) => createServer(listener));
const secure = () => listening((listener) => createSecureServer(leaf, listener) as unknown as Server);

async function proxied(options: Parameters<typeof HttpProxy.start>[0] = {}): Promise<HttpProxy> {
  const proxy = await HttpProxy.start(options);
  closers.push(() => proxy.close());
  return proxy;
}

/** A sender that these environment variables configure. */
function senderOf(
  variables: Record<string, string>,
  timeoutMs = 5_000,
  allowed: readonly string[] = [],
): Sender {
  const egress = egressOf(readEnvironment(withoutReplaced(variables)));
  const agents = new Agents({ timeoutMs, egress, tls }, new TargetGuard(allowed));
  closers.push(() => agents.destroy());
  return new Sender(new HttpService(axiosOver(agents)));
}

function send(sender: Sender, url: string, trusted = true, timeoutMs = 5_000): Promise<Answer | NoAnswer> {
  return firstValueFrom(sender.send({ url, headers: {}, body: '{}', trusted }, timeoutMs));
}

const answered = { kind: 'answer', status: 200 };
const failed = (code: string, message: unknown = expect.any(String)) => ({
  kind: 'no-answer',
  fault: { code, message },
});

describe('Proxy agent', () => {
  it.each(['HTTP_PROXY', 'http_proxy', 'WEBHOOK_EGRESS_PROXY'])(
    'forwards http:// requests by %s to names that only the proxy can resolve',
    async (variable) => {
      const [proxy, receiver] = [await proxied(), await plain()];
      const sender = senderOf({ [variable]: proxy.url });
      const url = `http://target.invalid:${receiver.port}/hook?a=b`;
      expect(await send(sender, url)).toMatchObject(answered);
      expect(proxy.asked).toMatchObject([{ method: 'POST', target: url, authorization: undefined }]);
      expect(receiver.requests).toMatchObject([
        { url: '/hook?a=b', headers: { host: `target.invalid:${receiver.port}` } },
      ]);
    },
  );

  it.each(['HTTPS_PROXY', 'https_proxy', 'WEBHOOK_EGRESS_PROXY'])(
    'makes tunnels by %s to https:// targets and reuses them',
    async (variable) => {
      const [proxy, receiver] = [await proxied(), await secure()];
      const sender = senderOf({ [variable]: proxy.url });
      const url = `https://127.0.0.1:${receiver.port}/hook`;
      for (let sent = 0; sent < 6; sent++) expect(await send(sender, url)).toMatchObject(answered);
      expect(proxy.asked[0]).toMatchObject({ method: 'CONNECT', target: `127.0.0.1:${receiver.port}` });
      expect(proxy.asked.length).toBeLessThan(4);
    },
  );

  it('uses HTTP_PROXY for http:// only and HTTPS_PROXY for https:// only', async () => {
    const [proxy, other, receiver] = [await proxied(), await proxied(), await secure()];
    await send(senderOf({ HTTP_PROXY: proxy.url }), `https://127.0.0.1:${receiver.port}/`);
    await send(senderOf({ HTTPS_PROXY: other.url }), `http://127.0.0.1:${(await plain()).port}/`);
    expect([...proxy.asked, ...other.asked]).toEqual([]);
  });

  it('sends the credentials of the proxy’s URL to the proxy and never to the receiver', async () => {
    const [proxy, one, other] = [await proxied({ credentials: 'me:p@ss' }), await plain(), await secure()];
    const sender = senderOf({ WEBHOOK_EGRESS_PROXY: proxy.url.replace('://', '://me:p%40ss@') });
    expect(await send(sender, `http://target.invalid:${one.port}/`)).toMatchObject(answered);
    expect(await send(sender, `https://127.0.0.1:${other.port}/`)).toMatchObject(answered);
    for (const { headers } of [...one.requests, ...other.requests]) {
      expect(headers).not.toHaveProperty('proxy-authorization');
    }
  });

  it('offers only HTTP/1.1 inside a tunnel', async () => {
    const [proxy, receiver] = [
      await proxied(),
      await listening(
        (listener) =>
          createHttp2Server({ ...leaf, allowHTTP1: true }, listener as never) as unknown as Server,
      ),
    ];
    const sender = senderOf({ WEBHOOK_EGRESS_PROXY: proxy.url });
    expect(await send(sender, `https://127.0.0.1:${receiver.port}/`)).toMatchObject(answered);
    expect(receiver.requests).toMatchObject([{ httpVersion: '1.1' }]);
  });

  it('speaks TLS to a proxy whose authority is in WEBHOOK_TLS_CA', async () => {
    const [proxy, one, other] = [await proxied({ certified: leaf }), await plain(), await secure()];
    const sender = senderOf({ WEBHOOK_EGRESS_PROXY: proxy.url });
    expect(await send(sender, `http://target.invalid:${one.port}/`)).toMatchObject(answered);
    expect(await send(sender, `https://127.0.0.1:${other.port}/`)).toMatchObject(answered);
    expect(proxy.asked).toHaveLength(2);
  });

  it('is bypassed where NO_PROXY names the target', async () => {
    const [proxy, receiver] = [await proxied(), await plain()];
    const sender = senderOf({ HTTP_PROXY: proxy.url, NO_PROXY: 'example.test, 127.0.0.0/8' });
    expect(await send(sender, `http://127.0.0.1:${receiver.port}/`)).toMatchObject(answered);
    expect(proxy.asked).toEqual([]);
  });
});

describe('A failing proxy', () => {
  it.each(['http', 'https'])(
    'gives PROXY_AUTH_REQUIRED on a 407, with masked credentials, for %s:// targets',
    async (scheme) => {
      const proxy = await proxied({ credentials: 'me:right' });
      const sender = senderOf({ WEBHOOK_EGRESS_PROXY: proxy.url.replace('://', '://me:wrong-secret@') });
      const result = await send(sender, `${scheme}://target.invalid/hook-token`);
      expect(result).toMatchObject(failed('PROXY_AUTH_REQUIRED'));
      const { message } = (result as NoAnswer).fault;
      expect(message).toContain(
        `The proxy http://***@127.0.0.1:${proxy.port} requires a user name and password (407)`,
      );
      expect(message).not.toMatch(/wrong-secret|hook-token|target\.invalid/);
    },
  );

  it.each([
    [403, 'does not allow connections to this target (403)'],
    [502, 'could not connect to the target (502)'],
    [504, 'got no connection to the target in time (504)'],
    [400, 'answered CONNECT with 400 instead of opening a tunnel'],
  ])('gives PROXY_REFUSED with the proxy’s answer %i', async (refusesWith, words) => {
    const proxy = await proxied({ refusesWith });
    const result = await send(senderOf({ HTTPS_PROXY: proxy.url }), 'https://target.invalid/');
    expect(result).toMatchObject(failed('PROXY_REFUSED', `The proxy ${proxy.url} (HTTPS_PROXY) ${words}`));
  });

  it.each(['http', 'https'])(
    'gives PROXY_UNREACHABLE where nothing listens, for %s:// targets',
    async (scheme) => {
      const proxy = await HttpProxy.start();
      const { url } = proxy;
      await proxy.close();
      const result = await send(senderOf({ WEBHOOK_EGRESS_PROXY: url }), `${scheme}://target.invalid/`);
      const message = expect.stringContaining(
        `The connection to the proxy ${url} (WEBHOOK_EGRESS_PROXY) failed: connect ECONNREFUSED`,
      );
      expect(result).toMatchObject(failed('PROXY_UNREACHABLE', message));
    },
  );

  it.each(['http', 'https'])(
    'gives PROXY_UNREACHABLE where it closes the connection, for %s:// targets',
    async (scheme) => {
      const server = createTcpServer(
        (socket) => void socket.on('error', () => undefined).once('data', () => socket.end()),
      );
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      closers.push(() => server.close());
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const result = await send(senderOf({ WEBHOOK_EGRESS_PROXY: url }), `${scheme}://target.invalid/`);
      expect(result).toMatchObject(
        failed('PROXY_UNREACHABLE', expect.stringContaining(`The connection to the proxy ${url}`)),
      );
    },
  );

  it('is named in the timeout of an attempt whose CONNECT it never answers', async () => {
    const proxy = await proxied({ silent: true });
    const result = await send(senderOf({ HTTPS_PROXY: proxy.url }), 'https://target.invalid/', true, 150);
    expect(result).toMatchObject(
      failed('TIMEOUT', `timeout of 150ms exceeded while waiting for the proxy ${proxy.url}`),
    );
  });

  it('is not blamed for the fault of a target behind it', async () => {
    const [proxy, receiver] = [await proxied(), await plain()];
    const result = await send(senderOf({ HTTPS_PROXY: proxy.url }), `https://127.0.0.1:${receiver.port}/`);
    expect(result).toMatchObject(
      failed('ERR_SSL_WRONG_VERSION_NUMBER', expect.stringContaining('use http://')),
    );
  });
});

describe('Untrusted URLs behind a proxy', () => {
  it.each(['http', 'https'])('are refused where the proxy would resolve a name (%s)', async (scheme) => {
    const proxy = await proxied();
    const result = await send(
      senderOf({ WEBHOOK_EGRESS_PROXY: proxy.url }),
      `${scheme}://target.invalid/`,
      false,
    );
    expect(result).toMatchObject(
      failed('FORBIDDEN_TARGET', expect.stringContaining('WEBHOOK_EGRESS_PROXY_TRUSTED=true')),
    );
    expect(proxy.asked).toEqual([]);
  });

  it('reach names but no private literals where the proxy is trusted', async () => {
    const [proxy, receiver] = [await proxied(), await plain()];
    const sender = senderOf({ WEBHOOK_EGRESS_PROXY: proxy.url, WEBHOOK_EGRESS_PROXY_TRUSTED: 'true' });
    expect(await send(sender, `http://target.invalid:${receiver.port}/`, false)).toMatchObject(answered);
    for (const host of ['127.0.0.1', '[::1]', '0x7f.1', '10.0.0.7', '169.254.169.254', 'target.invalid:25']) {
      expect(await send(sender, `http://${host}/`, false)).toMatchObject(failed('FORBIDDEN_TARGET'));
    }
    expect(proxy.asked).toHaveLength(1);
  });

  it('are judged by the guard where NO_PROXY makes the connection direct', async () => {
    const [proxy, receiver] = [await proxied(), await plain()];
    const variables = { WEBHOOK_EGRESS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' };
    const url = `http://127.0.0.1:${receiver.port}/`;
    expect(await send(senderOf(variables), url, false)).toMatchObject(failed('FORBIDDEN_TARGET'));
    expect(await send(senderOf(variables, 5_000, ['127.0.0.0/8']), url, false)).toMatchObject(answered);
    expect(proxy.asked).toEqual([]);
  });

  it('reach an allowed literal through the proxy', async () => {
    const [proxy, receiver] = [await proxied(), await plain()];
    const sender = senderOf({ WEBHOOK_EGRESS_PROXY: proxy.url }, 5_000, ['127.0.0.0/8']);
    expect(await send(sender, `http://127.0.0.1:${receiver.port}/`, false)).toMatchObject(answered);
    expect(proxy.asked).toHaveLength(1);
  });
});

it('Proxy agent closes a tunnel that a silent proxy never opens', async () => {
  const proxy = await proxied({ silent: true });
  const none = { hasCertificate: false };
  const limits = Object.assign(new ConnectLimits(5_000), { of: () => 100 });
  const named = { origin: proxy.url, authorization: null, shown: proxy.url, variable: 'HTTPS_PROXY' };
  const agent = proxyAgent(named, { guard: new TargetGuard([]), limits, target: none, proxy: none });
  closers.push(() => agent.destroy());
  const request = agent.request({ origin: 'https://target.invalid', path: '/', method: 'POST' });
  await expect(request).rejects.toThrow(`The proxy ${proxy.url} (HTTPS_PROXY) did not answer within 100 ms`);
  await until('the connection was given up', () => proxy.connections === 0);
});
