import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a store and its server, to make the faults that a network makes. */
export class PostgresProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #url: URL;
  #mode: 'open' | 'cut-answers' | 'silent' = 'open';

  private constructor(url: URL) {
    this.#url = url;
    this.#server = createServer((client) => this.#join(client));
  }

  static async inFrontOf(url: string): Promise<PostgresProxy> {
    const proxy = new PostgresProxy(new URL(url));
    await new Promise<void>((listening) => proxy.#server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  /** The database by way of the proxy. */
  get url(): string {
    const url = new URL(this.#url);
    url.hostname = '127.0.0.1';
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** The next answer does not arrive: the connection breaks instead. What was asked has been done by then. */
  cutNextAnswer(): void {
    this.#mode = 'cut-answers';
  }

  /** Nothing arrives any more, and nobody is told. */
  fallSilent(): void {
    this.#mode = 'silent';
  }

  /** Breaks every connection; new ones work. */
  cutAll(): void {
    this.#mode = 'open';
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cutAll();
    await new Promise((closed) => this.#server.close(closed));
  }

  #join(client: Socket): void {
    const server = connect(Number(this.#url.port || 5432), this.#url.hostname);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => this.#mode !== 'silent' && server.write(bytes));
    server.on('data', (bytes) => this.#answer(client, bytes));
  }

  #answer(client: Socket, bytes: Buffer): void {
    if (this.#mode === 'open') client.write(bytes);
    if (this.#mode !== 'cut-answers') return;
    this.#mode = 'open';
    client.destroy();
  }
}
