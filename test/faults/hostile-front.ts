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

/** Resolves when it happens; errors, which come before a close, are of no interest. */
function event(socket: Socket, name: string): Promise<void> {
  return new Promise((happens) => socket.once(name, () => happens()));
}

/** Writes it again and again, until so many bytes are written or nobody reads any more. */
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

/** Takes a new connection over. */
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

/** Ways to answer that no receiver should have. None of them says success. */
export const HOSTILITIES: Readonly<Record<string, Hostility>> = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, answer]) => [name, onFirstWords(answer)]),
);

/** Does that as soon as the client has said anything, in place of an answer. */
export function onFirstWords(answer: (socket: Socket) => unknown): Hostility {
  return (socket) => socket.once('data', () => void answer(socket));
}

/** Stands before a receiver: passes everything on, or is hostile instead of it. */
export class HostileFront {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #certified: Certified | undefined;
  /** Connections that met with the hostility and are over: nobody has ended them but the two that had to do with it. */
  met = 0;
  #hostility: Hostility | null = null;

  private constructor(port: number, certified?: Certified) {
    this.#certified = certified;
    this.#server = createServer((socket) => this.#join(socket, port));
  }

  /** Speaks TLS where it has a certificate. */
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

  /** From now on, for new connections; those that stand are ended. `null`: not hostile any more. */
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
