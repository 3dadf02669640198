import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createSecureServer as createHttp2Server } from 'node:http2';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { HttpService } from '@nestjs/axios';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { certificate, type Certified } from '../../../../test/support/certificates.js';
import { TargetGuard } from '../../net/target-guard.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import { Agents } from './agents.js';
import { axiosOver } from './axios-over.js';
import { Sender, type Answer, type NoAnswer } from './sender.service.js';
import { wantsTls } from './wants-tls.js';

const DAY_MS = 86_400_000;
const authority = certificate({ name: 'Test authority', authority: true });
const stranger = certificate({ name: 'Other authority', authority: true });
const own = { by: authority, addresses: ['127.0.0.1'] };
const leaf = certificate({ name: '127.0.0.1', ...own });
const clientCertificate = certificate({ name: 'gateway', by: authority });
const foreign = certificate({ name: 'gateway', by: stranger });
const trusting: TlsMaterial = { ca: authority.cert, cert: null, key: null, passphrase: null };
const with_ = ({ cert, key }: Certified): TlsMaterial => ({ ...trusting, cert, key });

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function port(server: TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const https = (options: ServerOptions): Server =>
  createHttpsServer(options, (request, response) => {
    request.resume().on('end', () => response.end('ok'));
  }) as unknown as Server;
const asking = { ...leaf, requestCert: true, rejectUnauthorized: true, ca: authority.cert };

/** A server that answers the first bytes of a handshake with a fatal alert. */
const alerting = (alert: number): TcpServer =>
  createTcpServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, alert])));
  });

/** Makes two attempts and returns the result they share. */
/** A result without its duration and the date of its headers, which differ between two equal requests. */
function timeless({ durationMs, ...result }: Answer | NoAnswer): object {
  expect(durationMs).toEqual(expect.any(Number));
  if (result.kind === 'no-answer') return result;
  const { date: _, ...headers } = result.headers;
  return { ...result, headers };
}

async function faults(server: TcpServer, tls: TlsMaterial | null = trusting, scheme = 'https') {
  const url = `${scheme}://127.0.0.1:${await port(server)}/hook`;
  const agents = new Agents({ timeoutMs: 5_000, tls }, new TargetGuard([]));
  closers.push(() => agents.destroy());
  const sender = new Sender(new HttpService(axiosOver(agents)));
  const request = { url, headers: {}, body: '{}', trusted: true };
  const first = await firstValueFrom(sender.send(request, 5_000));
  const second = await firstValueFrom(sender.send(request, 5_000));
  expect(timeless(second)).toEqual(timeless(first));
  return first.kind === 'answer' ? first.status : (first as NoAnswer).fault;
}

const CERTIFICATES: readonly [string, string, ServerOptions, string][] = [
  [
    'is self-signed',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    certificate({ name: 'x', addresses: ['127.0.0.1'] }),
    'WEBHOOK_TLS_CA',
  ],
  [
    'comes from an unknown authority',
    'SELF_SIGNED_CERT_IN_CHAIN',
    chain(stranger),
    'authority that is not trusted here',
  ],
  [
    'comes without its intermediate',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    certificate({ ...own, name: 'x', by: stranger }),
    'send its intermediate certificates',
  ],
  [
    'has expired',
    'CERT_HAS_EXPIRED',
    certificate({ ...own, name: 'x', until: new Date(Date.now() - DAY_MS) }),
    'renew it',
  ],
  [
    'is not valid yet',
    'CERT_NOT_YET_VALID',
    certificate({ ...own, name: 'x', until: new Date(Date.now() + 9 * DAY_MS) }),
    'check the clocks',
  ],
  [
    'is for other hosts',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    certificate({ name: 'x', by: authority, hosts: ['a.test', 'b.test'] }),
    'is for a.test, b.test, not for 127.0.0.1',
  ],
  [
    'has only a common name',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    certificate({ name: 'old.test', by: authority }),
    'is for old.test, not for 127.0.0.1',
  ],
];

function chain(by: typeof authority): ServerOptions {
  const issued = certificate({ name: 'x', by, addresses: ['127.0.0.1'] });
  return { key: issued.key, cert: issued.cert + by.cert };
}

/** Matches one line without OpenSSL's thread, number, function and source file. */
const CLEAN = /^(?!.*(?:error:|openssl\/|routines|\.c:))[ -~]+$/;

describe('tlsMessage', () => {
  it.each(CERTIFICATES)('explains in one line that the certificate %s', async (_, code, served, advice) => {
    const fault = await faults(https(served));
    expect(fault).toEqual({ code, message: expect.stringContaining(advice) });
    expect(fault).toHaveProperty('message', expect.stringMatching(CLEAN));
  });

  it.each<[string, string, () => TcpServer, string]>([
    [
      'plain HTTP',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      () => createServer(),
      'This port speaks HTTP or another protocol, not TLS: use http://',
    ],
    [
      'another protocol',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      () => createTcpServer((socket) => void socket.write('SSH-2.0-x\r\n')),
      'not TLS',
    ],
    [
      'HTTP/2 only',
      'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
      () => createHttp2Server(leaf) as unknown as TcpServer,
      'speaks HTTP/2 only',
    ],
    [
      'TLS 1.1',
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      () => https({ ...leaf, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
      'outdated TLS version',
    ],
    [
      'other ciphers',
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
      () => https({ ...leaf, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' }),
      'no way of encryption in common',
    ],
    [
      'nothing and hangs up',
      'ECONNRESET',
      () => createTcpServer((socket) => socket.destroy()),
      'check that this port speaks TLS',
    ],
  ])('explains in one line that the port speaks %s', async (_, code, server, advice) => {
    const fault = await faults(server());
    expect(fault).toEqual({ code, message: expect.stringContaining(advice) });
    expect(fault).toHaveProperty('message', expect.stringMatching(CLEAN));
  });

  it.each([
    40, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 70, 71, 80, 90, 109, 110, 112, 113, 115, 116, 120, 255,
  ])('explains TLS alert %i in one line', async (alert) => {
    const fault = await faults(alerting(alert));
    expect(fault).toHaveProperty('message', expect.stringMatching(CLEAN));
    expect(fault).toHaveProperty('message', expect.stringMatching(/^The |^This /));
  });
});

describe('tlsMessage about client certificates', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'asks for a client certificate where the gateway presents none (%s)',
    async (maxVersion) => {
      const fault = await faults(https({ ...asking, maxVersion }));
      expect(fault).toHaveProperty(
        'message',
        expect.stringContaining('WEBHOOK_TLS_CERT and WEBHOOK_TLS_KEY'),
      );
      expect(fault).toHaveProperty('message', expect.stringMatching(/requires a client certificate/));
    },
  );

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'tells that the receiver refuses the presented certificate (%s)',
    async (maxVersion) => {
      const fault = await faults(https({ ...asking, maxVersion }), with_(foreign));
      expect(fault).toHaveProperty('message', expect.stringMatching(/not accept the client certificate/));
    },
  );

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'reports no fault where the receiver accepts the certificate (%s)',
    async (maxVersion) => {
      expect(await faults(https({ ...asking, maxVersion }), with_(clientCertificate))).toBe(200);
    },
  );

  it('explains the alerts of receivers that require or refuse a certificate', async () => {
    expect(await faults(alerting(116))).toHaveProperty(
      'message',
      expect.stringContaining(
        'The receiver requires a client certificate: set tls.cert and tls.key of the endpoint',
      ),
    );
    expect(await faults(alerting(48), with_(clientCertificate))).toHaveProperty(
      'message',
      expect.stringContaining('does not know the authority of the client certificate: check'),
    );
  });
});

describe('Plain HTTP to a TLS port', () => {
  it('is recognised where the receiver closes the connection', async () => {
    const fault = await faults(https(leaf), null, 'http');
    expect(fault).toEqual({ code: 'ECONNRESET', message: expect.stringContaining('use https://') });
  });

  it.each([
    ['The plain HTTP request was sent to HTTPS port', true],
    ['Client sent an HTTP request to an HTTPS server.', true],
    ["You're speaking plain HTTP to an SSL-enabled server port.", true],
    ['invalid payload', false],
  ])('is recognised only from a fitting 400 to an http:// URL: %s', (body, says) => {
    expect(wantsTls('http://a.test/', 400, `<html>${body}</html>`)).toBe(says);
    expect(wantsTls('https://a.test/', 400, body)).toBe(false);
    expect(wantsTls('http://a.test/', 200, body)).toBe(false);
  });
});
