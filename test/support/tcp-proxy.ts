import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { passageOf, type Toxic } from './toxics.js';

/** `up` is the direction from client to server, `down` from server to client. */
export type Direction = 'up' | 'down';

/** Bytes that one direction of a connection buffers before it stops reading. */
const HELD_BYTES = 1024 * 1024;

/** A TCP proxy that makes network faults, switched while it runs. */
export class TcpProxy {
  readonly #server: Server;
  readonly #target: URL;
  readonly #links = new Set<Link>();
  readonly #toxics: Record<Direction, readonly Toxic[]> = { up: [], down: [] };
  #struck = 0;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#join(client));
  }

  /** @param url of what stands behind it, with a port */
  static async inFrontOf(url: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(url));
    await new Promise<void>((listening) => proxy.#server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  /** The URL of the server behind the proxy, through the proxy. */
  get url(): string {
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** The number of open connections. */
  get connections(): number {
    return this.#links.size;
  }

  /** Applies these toxics, and no others, to open and new connections. */
  infect(direction: Direction, ...toxics: readonly Toxic[]): void {
    this.#toxics[direction] = toxics;
    this.#struck = 0;
    for (const link of this.#links) link.arm();
  }

  /** Removes all toxics; connections that have lost bytes stay broken. */
  heal(): void {
    this.infect('up');
    this.infect('down');
  }

  /** Breaks every connection; new ones work. */
  cutAll(): void {
    for (const link of this.#links) link.close();
  }

  /** Ends every connection on the server's side alone: the client is not told, and its bytes are lost. */
  halfOpenAll(): void {
    for (const link of this.#links) link.halfOpen();
  }

  async close(): Promise<void> {
    this.cutAll();
    await new Promise((closed) => this.#server.close(closed));
  }

  #join(client: Socket): void {
    const { port, hostname } = this.#target;
    const far = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    const link = new Link(client, far, {
      toxics: (direction) => this.#toxics[direction],
      strikes: (times = Infinity) => this.#struck++ < times,
    });
    this.#links.add(link);
    for (const socket of [client, far]) socket.once('close', () => link.over && this.#links.delete(link));
    link.arm();
  }
}

interface Ways {
  toxics(direction: Direction): readonly Toxic[];
  /** Whether a toxic may affect one more connection. */
  strikes(times: number | undefined): boolean;
}

/** One connection through the proxy. */
class Link {
  readonly #client: Socket;
  readonly #far: Socket;
  readonly #ways: Ways;
  readonly #end = new AbortController();
  #timers: NodeJS.Timeout[] = [];
  #parted = false;

  constructor(client: Socket, far: Socket, ways: Ways) {
    this.#client = client;
    this.#far = far;
    this.#ways = ways;
    for (const socket of [client, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.#parted || this.reset());
    }
    this.#carry('up', client, far);
    this.#carry('down', far, client);
  }

  get over(): boolean {
    return this.#client.destroyed && this.#far.destroyed;
  }

  /** Sets the clocks of the toxics that end a connection after a time. */
  arm(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
    for (const direction of ['up', 'down'] as const) {
      for (const toxic of this.#ways.toxics(direction)) {
        if (toxic.kind === 'timeout' && toxic.ms > 0)
          this.#timers.push(setTimeout(() => this.close(), toxic.ms));
        if (toxic.kind === 'reset_peer') this.#timers.push(setTimeout(() => this.reset(), toxic.ms));
      }
    }
  }

  close(): void {
    this.#stop();
    this.#client.destroy();
    this.#far.destroy();
  }

  reset(): void {
    this.#stop();
    this.#client.resetAndDestroy();
    this.#far.resetAndDestroy();
  }

  halfOpen(): void {
    this.#parted = true;
    this.#far.destroy();
  }

  #stop(): void {
    this.#end.abort();
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }

  #carry(direction: Direction, from: Socket, to: Socket): void {
    let held = 0;
    const state = { sent: 0, queue: Promise.resolve() };
    const pass = async (chunk: Buffer, at: number, before: Promise<void>): Promise<void> => {
      await before;
      await this.#pass(direction, { chunk, at }, to, state);
      held -= chunk.length;
      if (held <= HELD_BYTES) from.resume();
    };
    from.on('data', (chunk: Buffer) => {
      held += chunk.length;
      if (held > HELD_BYTES) from.pause();
      state.queue = pass(chunk, performance.now(), state.queue);
    });
    const afterwards = async (what: () => unknown): Promise<void> => {
      await state.queue;
      if (!this.#parted) what();
    };
    from.on('end', () => void afterwards(() => to.end()));
    from.on('close', () => void afterwards(() => to.destroy()));
  }

  async #pass(
    direction: Direction,
    { chunk, at }: { readonly chunk: Buffer; readonly at: number },
    to: Socket,
    state: { sent: number },
  ): Promise<void> {
    const toxics = this.#ways.toxics(direction);
    const waitedMs = performance.now() - at;
    const passage = passageOf(chunk, toxics, { sent: state.sent, waitedMs, random: Math.random() });
    if (passage.closes) {
      const limit = toxics.find(({ kind }) => kind === 'limit_data') as Toxic & { kind: 'limit_data' };
      if (!this.#ways.strikes(limit.times)) return this.#send([chunk], passage, to, state);
    }
    await this.#send(passage.pieces, passage, to, state);
    if (passage.closes) this.close();
  }

  async #send(
    pieces: readonly Buffer[],
    { delayMs, gapMs }: { readonly delayMs: number; readonly gapMs: number },
    to: Socket,
    state: { sent: number },
  ): Promise<void> {
    for (const [nth, piece] of pieces.entries()) {
      await this.#wait(nth === 0 ? delayMs : gapMs);
      if (this.#end.signal.aborted || to.destroyed) return;
      state.sent += piece.length;
      if (!to.write(piece)) await drained(to);
    }
  }

  async #wait(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, null, { signal: this.#end.signal }).catch(() => undefined);
  }
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((done) => {
    const over = (): void => {
      socket.off('drain', over).off('close', over);
      done();
    };
    socket.once('drain', over).once('close', over);
  });
}
