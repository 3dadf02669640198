import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A trigger request of which only a part has been sent. */
export class PartialRequest {
  readonly #socket: Socket;
  readonly #rest: string;
  #answer = '';

  private constructor(socket: Socket, rest: string) {
    this.#socket = socket;
    this.#rest = rest;
    socket.on('data', (chunk) => (this.#answer += chunk.toString('utf8')));
  }

  /** Sends the first half: all headers (with the given ones) and half of the body, or half of the headers. */
  static async to(
    url: string,
    event: object,
    half: 'body' | 'headers' = 'body',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<PartialRequest> {
    const { hostname, port } = new URL(url);
    const body = JSON.stringify(event);
    const head =
      `POST /api/webhooks/trigger HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\n` +
      Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('') +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    const sent = half === 'body' ? head.length + 10 : 60;
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    await new Promise<void>((done, failed) =>
      socket.write((head + body).slice(0, sent), (error) => (error ? failed(error) : done())),
    );
    return new PartialRequest(socket, (head + body).slice(sent));
  }

  /** Sends the rest. Resolves with the whole answer once the connection is closed. */
  async finish(): Promise<string> {
    this.#socket.write(this.#rest);
    return this.ended();
  }

  /** Resolves with the whole answer once the other side has closed the connection. */
  async ended(): Promise<string> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
    return this.#answer;
  }

  /** The answer so far. */
  get answer(): string {
    return this.#answer;
  }

  /** Hangs up; resolves when the connection is closed. */
  async abandon(): Promise<void> {
    this.#socket.destroy();
    if (!this.#socket.closed) await once(this.#socket, 'close');
  }
}
