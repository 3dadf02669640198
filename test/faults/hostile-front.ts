import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Certified } from '../support/certificates.js';

const MIB = 1024 * 1024;
const FAILS = 'HTTP/1.1 500 Internal Server Error\r\n';
const POUR = Buffer.alloc(64 * 1024, 'x');
const HEADERS = Buffer.from('x-more: and more\r\n'.repeat(500));
const HINTS = Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(200));
const BOMB = gzipSync(Buffer.alloc(50 * MIB), { level: 9 });

/** Resolves at an event of the socket, whose errors are ignored. */
function event(socket: Socket, name: string): Promise<void> {
  return new Promise((happens) => socket.once(name, () => happens()));
}

/** Writes the chunk repeatedly, until `total` bytes are written or the connection is closed. */
async function pour(socket: Socket, chunk: Buffer, total: number): Promise<void> {
  const closed = event(socket, 'close');
  for (let written = 0; written < total && !socket.destroyed; written += chunk.length) {
    if (!socket.write(chunk)) await Promise.race([event(socket, 'drain'), closed]);
  }
  socket.end();
}

async function drip(socket: Socket): Promise<void> {
  socket.write(`${FAILS}content-length: 1000\r\n\r\n`);
  while (!socket.destroyed) {
    socket.write('x');
    await sleep(20);
  }
}

/** Handles a new connection in a hostile way. */
export type Hostility = (socket: Socket) => unknown;

const ANSWERS: Readonly<Record<string, (socket: Socket) => unknown>> = {
  hangs: () => undefined,
  'drips its body': drip,
  'resets in mid-body': (socket) =>
    socket.write(`${FAILS}content-length: 1000\r\n\r\nhalf`, () => socket.resetAndDestroy()),
  'sends 200 MB': (socket) => {
    socket.write(`${FAILS}content-length: ${200 * MIB}\r\n\r\n`);
    return pour(socket, POUR, 200 * MIB);
  },
  'sends a gzip bomb': (socket) => {
    socket.write(`${FAILS}content-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`);
    socket.end(BOMB);
  },
  'sends headers without end': (socket) => {
    socket.write(FAILS);
    return pour(socket, HEADERS, Infinity);
  },
  'floods with 1xx': (socket) => pour(socket, HINTS, Infinity),
  'speaks something else': (socket) => socket.end('\u0016\u0003\u0001 no HTTP at all\r\n\r\n'),
};

/** Hostile answers by name, none of which is a success. */
export const HOSTILITIES: Readonly<Record<string, Hostility>> = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, answer]) => [name, onFirstWords(answer)]),
);

/** Runs the hostile answer at the client's first bytes. */
export function onFirstWords(answer: (socket: Socket) => unknown): Hostility {
  return (socket) => socket.once('data', () => void answer(socket));
}

/** A proxy before a receiver that passes everything on, or is hostile in its place. */
export class HostileFront {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #certified: Certified | undefined;
  /** The number of closed connections that met with the hostility; `turn` does not count those that it ends. */
  met = 0;
  #hostility: Hostility | null = null;

  private constructor(port: number, certified?: Certified) {
    this.#certified = certified;
    this.#server = createServer((socket) => this.#join(socket, port));
  }

  /** Opens it, with TLS if there is a certificate. */
  static async before(port: number, certified?: Certified): Promise<HostileFront> {
    const front = new HostileFront(port, certified);
    front.#server.listen(0, '127.0.0.1');
    await once(front.#server, 'listening');
    return front;
  }

  get url(): string {
    const scheme = this.#certified ? 'https' : 'http';
    return `${scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** Makes new connections hostile, or friendly with `null`, and ends the open ones. */
  turn(hostility: Hostility | null): void {
    this.#hostility = hostility;
    this.met = 0;
    this.#endAll();
  }

  async close(): Promise<void> {
    this.#endAll();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #endAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #join(socket: Socket, port: number): void {
    this.#keep(socket);
    const hostility = this.#hostility;
    if (hostility) {
      socket.once('close', () => {
        if (hostility === this.#hostility) this.met++;
      });
      hostility(socket);
      return;
    }
    const near = this.#certified ? new TLSSocket(socket, { isServer: true, ...this.#certified }) : socket;
    const far = connect(port, '127.0.0.1');
    this.#keep(near);
    this.#keep(far);
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  }
}
