import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { until } from './until.js';

/** A press of a button as Slack tells of it. */
export interface SlackPress {
  /** Value of the button. */
  readonly value: string;
  readonly channel?: string;
  readonly user?: object;
  readonly actionTs?: string;
}

const ANA = { id: 'U0ANA1234', username: 'ana', name: 'ana', team_id: 'T0123' };

/**
 * Slack for one app, as its documents describe it: the Web API with `chat.postMessage` and `apps.connections.open`, the WebSockets of
 * Socket Mode, and the addresses at which presses are answered. Each address of a WebSocket works once.
 */
export class SlackApp {
  /** Bodies of messages that were posted. */
  readonly messages: string[] = [];
  /** Answers to presses, in the order in which they came. */
  readonly answers: {
    readonly path: string;
    readonly text: string;
    readonly response_type: string;
    readonly replace_original: boolean;
  }[] = [];
  /** Ids of envelopes that were acknowledged, in order. */
  readonly acknowledged: string[] = [];
  /** WebSockets that are open now, the oldest first. */
  readonly sockets: WebSocket[] = [];
  /** Tickets that were given out. */
  readonly tickets: string[] = [];
  /** Answers that `apps.connections.open` gives once in the place of an address. */
  readonly refusals: { readonly status?: number; readonly body: object }[] = [];
  /** While true, WebSockets get no `hello`. */
  mute = false;
  /** Address at which presses are answered, in the place of the server's own. */
  responseUrl: string | null = null;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #next = 1;

  private constructor(private readonly appToken: string) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url!, 'http://localhost').searchParams.get('ticket')!;
      const at = this.tickets.indexOf(ticket);
      if (at < 0) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      this.tickets.splice(at, 1);
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#opened(opened));
    });
  }

  static async start(appToken: string): Promise<SlackApp> {
    const app = new SlackApp(appToken);
    app.#server.listen(0, '127.0.0.1');
    await once(app.#server, 'listening');
    return app;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The URL of an endpoint that posts to the channel. */
  url(channel = 'C0123ABCD'): string {
    return `slack-bot+http://127.0.0.1:${this.port}/api/chat.postMessage?channel=${channel}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.#sockets.close();
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  /** Waits for a message with this text, and returns the values of its buttons. */
  async buttons(text: string): Promise<string[]> {
    return until(`a message with “${text}” and buttons`, () => {
      const found = this.messages.findLast((body) => body.includes(text));
      const values = [...(found ?? '').matchAll(/"value":"([^"]+)"/g)].map(([, value]) => value!);
      return values.length > 0 && values;
    });
  }

  /** Tells of a press over a WebSocket; returns the id of the envelope, and the path at which it is answered. */
  press({ value, channel = 'C0123ABCD', user = ANA, actionTs }: SlackPress, socket = this.sockets.at(-1)!) {
    const n = this.#next++;
    const path = `/actions/T0123/${n}/abcdefgh`;
    const payload = {
      type: 'block_actions',
      user,
      api_app_id: 'A0123',
      token: 'verification-token',
      container: { type: 'message', message_ts: '1704110730.000100', channel_id: channel },
      trigger_id: '1.2.3',
      team: { id: 'T0123', domain: 'studio' },
      channel: { id: channel, name: 'renders' },
      response_url: this.responseUrl ?? `http://127.0.0.1:${this.port}${path}`,
      actions: [
        {
          type: 'button',
          action_id: 'action_1',
          block_id: 'b',
          value,
          action_ts: actionTs ?? `1704110731.${String(n).padStart(6, '0')}`,
        },
      ],
    };
    return {
      envelope: this.tell({ type: 'interactive', payload, accepts_response_payload: true }, socket),
      path,
    };
  }

  /** Sends an envelope, and returns its id. */
  tell(envelope: object, socket = this.sockets.at(-1)!): string {
    const id = `envelope-${this.#next++}`;
    socket.send(JSON.stringify({ envelope_id: id, ...envelope }));
    return id;
  }

  /** Waits for the answer that was posted to a path. */
  async answerAt(path: string): Promise<SlackApp['answers'][number]> {
    return until(`an answer at ${path}`, () => this.answers.find((answer) => answer.path === path));
  }

  async connected(count = 1): Promise<WebSocket[]> {
    return until(`${count} WebSockets`, () => this.sockets.length >= count && this.sockets);
  }

  #opened(socket: WebSocket): void {
    this.sockets.push(socket);
    socket.on('close', () => this.sockets.splice(this.sockets.indexOf(socket), 1));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id } = JSON.parse(data.toString('utf8')) as { envelope_id: string };
      this.acknowledged.push(id);
    });
    if (!this.mute)
      socket.send(
        JSON.stringify({
          type: 'hello',
          num_connections: this.sockets.length,
          connection_info: { app_id: 'A0123' },
        }),
      );
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = request.url!.split('?')[0]!;
    const answer = (status: number, json: object): void => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(status === 429 && { 'retry-after': '2' }),
      });
      response.end(JSON.stringify(json));
    };
    if (path === '/api/chat.postMessage' || path === '/api/chat.update') {
      this.messages.push(body);
      return answer(200, { ok: true, channel: 'C0123ABCD', ts: '1704110730.000100' });
    }
    if (path.startsWith('/actions/')) {
      this.answers.push({ path, ...(JSON.parse(body) as object) } as never);
      return answer(200, { ok: true });
    }
    if (path !== '/api/apps.connections.open') return answer(404, { ok: false, error: 'unknown_method' });
    const refusal = this.refusals.shift();
    if (refusal) return answer(refusal.status ?? 200, refusal.body);
    if (request.headers.authorization !== `Bearer ${this.appToken}`)
      return answer(200, { ok: false, error: 'invalid_auth' });
    const ticket = `TICKET-${this.#next++}-abcdefghijkl`;
    this.tickets.push(ticket);
    return answer(200, { ok: true, url: `ws://127.0.0.1:${this.port}/link/?ticket=${ticket}&app_id=A0123` });
  }
}
