import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Certified } from './certificates.js';

/** A request to the proxy. */
export interface Asked {
  /** `CONNECT`, or the method of a request that names its whole URL. */
  readonly method: string;
  /** `host:port`, or the URL. */
  readonly target: string;
  readonly authorization: string | undefined;
}

interface ProxyOptions {
  /** The `user:password` that the proxy requires. */
  readonly credentials?: string;
  /** Answers `CONNECT` with that status instead of a tunnel. */
  readonly refusesWith?: number;
  /** Takes connections and never answers. */
  readonly silent?: boolean;
  /** Speaks TLS itself. */
  readonly certified?: Certified;
}

/** An HTTP proxy on loopback that resolves every name to this machine. */
export class HttpProxy {
  readonly asked: Asked[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #options: ProxyOptions;
  readonly #server;
  #port = 0;

  private constructor(options: ProxyOptions) {
    this.#options = options;
    const answer = (request: IncomingMessage, response: ServerResponse): void =>
      this.#forward(request, response);
    this.#server = options.certified
      ? createSecureServer({ ...options.certified }, answer)
      : createServer(answer);
    this.#server.on('connection', (socket: Socket) => this.#keep(socket));
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => this.#tunnel(request, socket));
    this.#server.on('tlsClientError', () => undefined);
  }

  static async start(options: ProxyOptions = {}): Promise<HttpProxy> {
    const proxy = new HttpProxy(options);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.#port = (proxy.#server.address() as AddressInfo).port;
    return proxy;
  }

  /** Also after it was closed. */
  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `${this.#options.certified ? 'https' : 'http'}://127.0.0.1:${this.port}`;
  }

  /** Connections from clients that are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
  }

  #admits({ method = '', url: target = '', headers }: IncomingMessage): boolean {
    const authorization = headers['proxy-authorization'];
    this.asked.push({ method, target, authorization });
    const { credentials } = this.#options;
    return !credentials || authorization === `Basic ${Buffer.from(credentials).toString('base64')}`;
  }

  #tunnel(request: IncomingMessage, socket: Socket): void {
    const admitted = this.#admits(request);
    const { silent, refusesWith } = this.#options;
    if (silent) return void socket.resume().on('end', () => socket.end());
    const status = admitted ? refusesWith : 407;
    if (status) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const target = connect(Number(request.url!.split(':').at(-1)), '127.0.0.1');
    this.#keep(target);
    target.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    socket.on('close', () => target.destroy()).on('error', () => target.destroy());
    target.on('close', () => socket.destroy());
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#admits(request)) return void response.writeHead(407).end();
    if (this.#options.silent) return;
    const { port, pathname, search, host } = new URL(request.url!);
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const options = {
      host: '127.0.0.1',
      port,
      method: request.method,
      path: pathname + search,
      headers: { ...headers, host },
    };
    const passed = forward(options, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end());
    request.pipe(passed);
  }
}
