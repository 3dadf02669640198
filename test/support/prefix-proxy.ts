import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PrefixProxyOptions {
  /** The path before the gateway, such as `/gateway`; other paths are not found. */
  readonly prefix: string;
  /** Whether the prefix is taken off before a request is passed on. */
  readonly strip: boolean;
  /** Headers that are added to each request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reverse proxy that serves a gateway under a path, beside other things on the same host. */
export class PrefixProxy {
  readonly #server: Server;
  /** Requested paths outside the prefix. */
  readonly strays: string[] = [];
  readonly #prefix: string;

  private constructor(target: string, { prefix, strip, headers = {} }: PrefixProxyOptions) {
    this.#prefix = prefix;
    this.#server = createServer((incoming, answer) => {
      const url = incoming.url ?? '/';
      if (url !== prefix && !url.startsWith(`${prefix}/`) && !url.startsWith(`${prefix}?`)) {
        this.strays.push(url);
        answer.writeHead(404).end();
        return;
      }
      const rest = strip ? url.slice(prefix.length).replace(/^(?!\/)/, '/') : url;
      pass(incoming, answer, new URL(target), rest, headers);
    });
  }

  static async start(target: string, options: PrefixProxyOptions): Promise<PrefixProxy> {
    const proxy = new PrefixProxy(target, options);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** The gateway's URL as browsers see it. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${this.#prefix}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function pass(
  incoming: IncomingMessage,
  answer: ServerResponse,
  { hostname, port }: URL,
  path: string,
  added: Readonly<Record<string, string>>,
): void {
  const headers = { ...incoming.headers, ...added };
  const onward = request({ hostname, port, path, method: incoming.method, headers, agent: false });
  onward.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
