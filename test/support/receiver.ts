import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the receiver got it. */
export interface Received {
  /** The time at which the headers had arrived, ms of the steady clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer of a receiver: a status with an optional body, or `handled` when it has used the response itself. */
export type Answer = number | { status: number; headers?: Record<string, string>; body?: string } | 'handled';
export type Behaviour = (
  received: Received,
  response: ServerResponse,
  nth: number,
) => Answer | Promise<Answer>;

/** A real HTTP server on a free loopback port that records its requests. */
export class Receiver {
  readonly requests: Received[] = [];
  readonly #server: Server;
  readonly #behaviour: Behaviour;
  readonly #sockets = new Set<Socket>();
  #watchers: (() => void)[] = [];

  private constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(behaviour: Behaviour = () => 200, port = 0, host = '127.0.0.1'): Promise<Receiver> {
    const receiver = new Receiver(behaviour);
    receiver.#server.listen(port, host);
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The number of open connections. */
  get connections(): number {
    return this.#sockets.size;
  }

  url(path = '/hook'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Resolves once the recorded requests satisfy `enough`; rejects after `withinMs`. */
  async until(
    enough: (requests: readonly Received[]) => boolean,
    withinMs = 10_000,
  ): Promise<readonly Received[]> {
    const deadline = performance.now() + withinMs;
    while (!enough(this.requests)) {
      const left = deadline - performance.now();
      if (left <= 0)
        throw new Error(`the receiver got ${this.requests.length} requests within ${withinMs} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#watchers.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this.requests;
  }

  async count(n: number, withinMs = 10_000): Promise<readonly Received[]> {
    return this.until((requests) => requests.length >= n, withinMs);
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return; // The sender broke off before the request was whole.
    }
    const received: Received = {
      at,
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.requests.push(received);
    const nth = this.requests.length;
    for (const wake of this.#watchers.splice(0)) wake();
    const answer = await this.#behaviour(received, response, nth);
    if (answer === 'handled') return;
    const { status, headers = {}, body = '' } = typeof answer === 'number' ? { status: answer } : answer;
    response.writeHead(status, headers).end(body);
  }
}
