import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { HttpService } from '@nestjs/axios';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { certificate } from '../../../../test/support/certificates.js';
import { until } from '../../../../test/support/until.js';
import { TargetGuard } from '../../net/target-guard.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import { Agents } from './agents.js';
import { axiosOver } from './axios-over.js';
import { Sender } from './sender.service.js';

const authority = certificate({ name: 'Test authority', authority: true });
const another = certificate({ name: 'Another authority', authority: true });
const leaf = certificate({ name: 'x', by: authority, addresses: ['127.0.0.1'] });
const NONE: TlsMaterial = { ca: null, cert: null, key: null, passphrase: null };
const clientOf = (name: string): TlsMaterial => ({ ...NONE, ...pair(name) });
function pair(name: string) {
  const { cert, key } = certificate({ name, by: authority });
  return { cert, key };
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** An HTTPS receiver that answers with the common name of the client's certificate. */
async function receiving() {
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  const options = { ...leaf, requestCert: true, rejectUnauthorized: false, ca: authority.cert };
  const server = createServer(options, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    const answer = (): void => void response.end(String(subject?.CN ?? 'nobody'));
    request.resume().on('end', () => (request.url === '/held' ? held.push(answer) : answer()));
  }) as unknown as Server;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets, held };
}

function sending(tls: TlsMaterial | null) {
  const agents = new Agents({ timeoutMs: 5_000, tls }, new TargetGuard([]));
  closers.push(() => agents.destroy());
  const sender = new Sender(new HttpService(axiosOver(agents)));
  const send = async (url: string, own: TlsMaterial | null = null): Promise<string> => {
    const request = { url, headers: {}, body: '{}', trusted: true, tls: own };
    const result = await firstValueFrom(sender.send(request, 5_000));
    return result.kind === 'answer' ? result.body : result.fault.code;
  };
  return { agents, send };
}

const trusting = { ...NONE, ca: authority.cert };

describe(Agents.name, () => {
  it('trust the authorities of the gateway and those of the endpoint together', async () => {
    const { url } = await receiving();
    expect(await sending(null).send(url)).toBe('SELF_SIGNED_CERT_IN_CHAIN');
    expect(await sending(trusting).send(url)).toBe('nobody');
    const { send } = sending({ ...NONE, ca: another.cert });
    expect(await send(url, trusting)).toBe('nobody');
    expect(await send(url)).toBe('SELF_SIGNED_CERT_IN_CHAIN');
    expect(await sending(trusting).send(url, { ...NONE, ca: another.cert })).toBe('nobody');
  });

  it('present the endpoint’s certificate, or else the gateway’s, and never that of another endpoint', async () => {
    const { url } = await receiving();
    const { send } = sending({ ...trusting, ...pair('gateway') });
    const [one, other] = [clientOf('one'), clientOf('other')];
    expect(await send(url, one)).toBe('one');
    expect(await send(url, other)).toBe('other');
    expect(await send(url)).toBe('gateway');
    expect(await send(url, { ...NONE, ca: another.cert })).toBe('gateway');
    expect(await send(url, { ...one })).toBe('one');
  });

  it('close the connections of TLS material that no endpoint has any more, once their requests are done', async () => {
    const { url, sockets, held } = await receiving();
    const { agents, send } = sending(trusting);
    const [one, other] = [clientOf('one'), clientOf('other')];
    await send(url, other);
    const underWay = send(`${url}/held`, one);
    await until('the request has arrived', () => held.length === 1);
    agents.retain([{ ...other }]);
    held[0]!();
    expect(await underWay).toBe('one');
    await until('one connection is left', () => sockets.size === 1);
    expect(await send(url, one)).toBe('one');
  });

  it('report the certificates that receivers present', async () => {
    const { url } = await receiving();
    const { agents, send } = sending(trusting);
    const seen: unknown[] = [];
    agents.onCertificate = (host, { subject }) => seen.push([host, subject.CN]);
    await send(url);
    await send(url, clientOf('one'));
    expect(seen).toEqual([
      ['127.0.0.1', 'x'],
      ['127.0.0.1', 'x'],
    ]);
  });
});
