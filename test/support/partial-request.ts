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

  /** Sends the first part: all headers, including the given ones, and half the body, or half the headers. */
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

  /** Sends the rest; resolves with all that was received until the connection was closed. */
  async finish(): Promise<string> {
    this.#socket.write(this.#rest);
    return this.ended();
  }

  /** Resolves with all that was received until the gateway closed the connection. */
  async ended(): Promise<string> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
    return this.#answer;
  }

  /** All that was received until now. */
  get answer(): string {
    return this.#answer;
  }

  /** Closes the connection; resolves when it is closed. */
  async abandon(): Promise<void> {
    this.#socket.destroy();
    if (!this.#socket.closed) await once(this.#socket, 'close');
  }
}
