import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls';
import type { LookupAddress } from 'node:dns';
import { firstAddresses } from '../../../modules/net/names/address-order.js';
import type { TlsMaterial } from '../../../modules/net/tls-material.js';
import { DEFAULT_PORTS } from '../../../modules/net/default-ports.js';

const TIMEOUT_MS = 5_000;

/** Result of a connection. */
export interface Reached {
  /** Version of TLS; null for plain HTTP. */
  readonly tls: string | null;
  /** End of the receiver's certificate, Unix ms; null for plain HTTP. */
  readonly certificateUntil: number | null;
}

/** The address that a connection goes to, with the URL and the TLS material for it. */
export interface Destination {
  /** Resolved address. */
  readonly address: string;
  readonly url: URL;
  readonly tls: TlsMaterial | null;
}

/**
 * Connects to the first of several addresses that accepts, all at once: a delivery does not fail either where one of them is dead.
 * Rejects with the error of the first address.
 *
 * @param addresses at least one
 */
export async function reachAny(
  addresses: readonly LookupAddress[],
  destination: Omit<Destination, 'address'>,
): Promise<Reached> {
  const tries = firstAddresses(addresses).map(({ address }) => reach({ ...destination, address }));
  return Promise.any(tries).catch((error: AggregateError) => Promise.reject(error.errors[0] as Error));
}

/** Schemes of connections that begin with a TLS handshake. */
export const SECURE: ReadonlySet<string> = new Set(['https:', 'smtps:']);

/** Connects, with a TLS handshake for https and smtps, and sends nothing. Rejects with the error of the connection. */
export function reach({ address, url, tls }: Destination): Promise<Reached> {
  const secure = SECURE.has(url.protocol);
  const port = Number(url.port || DEFAULT_PORTS[url.protocol]);
  const { promise, resolve, reject } = Promise.withResolvers<Reached>();
  const socket = secure ? secured(address, port, url.hostname, tls) : connectTcp(port, address);
  socket.setTimeout(TIMEOUT_MS, () => reject(new Error(`no answer within ${TIMEOUT_MS / 1_000} s`)));
  socket.once('error', reject);
  socket.once(secure ? 'secureConnect' : 'connect', () => resolve(found(socket)));
  return promise.finally(() => socket.destroy());
}

function secured(host: string, port: number, hostname: string, tls: TlsMaterial | null): TLSSocket {
  const { ca = null, cert = null, key = null, passphrase = null } = tls ?? {};
  const name = hostname.replace(/^\[(.*)\]$/, '$1');
  return connectTls({
    host,
    port,
    ...(/^[\d.]+$|:/.test(name) ? {} : { servername: name }),
    ALPNProtocols: ['http/1.1'],
    ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
    ...(passphrase === null ? {} : { passphrase }),
  });
}

function found(socket: Socket | TLSSocket): Reached {
  if (!('getPeerCertificate' in socket)) return { tls: null, certificateUntil: null };
  return { tls: socket.getProtocol(), certificateUntil: Date.parse(socket.getPeerCertificate().valid_to) };
}
