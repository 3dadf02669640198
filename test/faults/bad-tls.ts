import { TLSSocket } from 'node:tls';
import { certificate, type Certified } from '../support/certificates.js';
import { onFirstWords, type Hostility } from './hostile-front.js';

const DAY_MS = 86_400_000;
const HERE = ['127.0.0.1'];
/** A success that must not be believed: the event would be lost. */
const TAKEN = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';
/** The first bytes of a `ServerHello` of 122 bytes. */
const HALF_HELLO = Buffer.from([22, 3, 3, 0, 122, 2, 0, 0, 118]);

/** A server that is right except for its certificate. */
const showing =
  ({ cert, key }: Certified): Hostility =>
  (socket) => {
    const secure = new TLSSocket(socket, { isServer: true, cert, key });
    secure.on('error', () => undefined);
    secure.on('data', () => secure.end(TAKEN));
  };

/** Failures of TLS by name, for clients that trust the authority. */
export function badTls(by: Certified & { readonly name: string }): Readonly<Record<string, Hostility>> {
  const name = 'receiver';
  return {
    'a certificate that has expired': showing(
      certificate({ name, by, addresses: HERE, until: new Date(Date.now() - DAY_MS) }),
    ),
    'a certificate of another host': showing(certificate({ name, by, addresses: ['127.0.0.2'] })),
    'a certificate signed by itself': showing(certificate({ name, addresses: HERE })),
    'a handshake that never ends': onFirstWords(() => undefined),
    'plain HTTP': onFirstWords((socket) => socket.end(TAKEN)),
    'a handshake that is cut': onFirstWords((socket) => socket.resetAndDestroy()),
    'a handshake that ends in mid-word': onFirstWords((socket) => socket.end(HALF_HELLO)),
  };
}
