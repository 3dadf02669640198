import { subscribe, unsubscribe, type ChannelListener } from 'node:diagnostics_channel';
import type { Duplex } from 'node:stream';
import { ping, WebSocket, type Dispatcher } from 'undici';
import type { Fault } from '../../model/outcome.js';

/** Names of undici for the control frames that arrive: Node's diagnostics tell of them, and events do not. */
const CONTROL = ['undici:websocket:ping', 'undici:websocket:pong'] as const;
/** Time in which the other side must confirm a close, ms; after it the connection is cut. */
const CLOSE_MS = 2_000;

/** Callbacks of a socket. */
export interface SocketWatcher {
  /** A text arrived. */
  readonly message: (text: string) => void;
  /** A ping or a pong arrived: the other side is there. */
  readonly alive: () => void;
  /** The connection is over, or never was; called once, and nothing after it. */
  readonly closed: (fault: Fault) => void;
}

/** Route of a socket to its target. */
export interface SocketRoute {
  readonly dispatcher: Dispatcher;
  readonly headers: Record<string, string>;
  /** Explains an error of the network. */
  readonly faultOf: (error: Error) => Fault;
}

/** A WebSocket of texts. Errors of the connection come with the network's own code, which undici's events leave out. */
export class TextSocket {
  readonly #socket: WebSocket;
  readonly #watcher: SocketWatcher;
  #connection: Duplex | null = null;
  #fault: Fault | null = null;
  #isOver = false;
  readonly #onControl: ChannelListener = (message) => {
    if ((message as { readonly websocket: unknown }).websocket === this.#socket) this.#watcher.alive();
  };

  constructor(url: string, { dispatcher, headers, faultOf }: SocketRoute, watcher: SocketWatcher) {
    this.#watcher = watcher;
    const watched = dispatcher.compose((dispatch) => (options, handler) => {
      const failed = (fault: Fault): void => void (this.#fault ??= fault);
      const upgraded = (connection: Duplex): void => void (this.#connection = connection);
      return dispatch(options, new WatchingHandler(handler, { failed, upgraded, faultOf }));
    });
    this.#socket = new WebSocket(url, { dispatcher: watched, headers });
    for (const name of CONTROL) subscribe(name, this.#onControl);
    this.#socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && !this.#isOver) this.#watcher.message(data);
    });
    this.#socket.addEventListener('close', ({ code, reason }) =>
      this.#end({ code: `WS_${code}`, message: closeText(code, reason) }),
    );
  }

  /** Sends a text; does nothing once the connection is over. */
  send(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  /** Asks whether the other side is there. */
  ping(): void {
    ping(this.#socket);
  }

  /** Closes the connection in good order; cuts it where the other side does not answer. */
  close(): void {
    if (this.#isOver) return;
    this.#socket.close(1000);
    setTimeout(
      () => this.cut({ code: 'WS_CLOSED', message: 'The connection was closed.' }),
      CLOSE_MS,
    ).unref();
  }

  /** Ends the connection at once. */
  cut(fault: Fault): void {
    if (this.#isOver) return;
    this.#end(fault);
    if (this.#connection) this.#connection.destroy();
    else this.#socket.close();
  }

  #end(fault: Fault): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const name of CONTROL) unsubscribe(name, this.#onControl);
    this.#watcher.closed(this.#fault ?? fault);
  }
}

interface Seen {
  readonly failed: (fault: Fault) => void;
  readonly upgraded: (connection: Duplex) => void;
  readonly faultOf: (error: Error) => Fault;
}

type Handler = Dispatcher.DispatchHandler;
type Given<Method extends keyof Handler> = Parameters<NonNullable<Handler[Method]>>;

/** Passes an exchange on, and notes why it came to no WebSocket. */
class WatchingHandler implements Handler {
  readonly #handler: Handler;
  readonly #seen: Seen;

  constructor(handler: Handler, seen: Seen) {
    this.#handler = handler;
    this.#seen = seen;
  }

  onRequestStart(...given: Given<'onRequestStart'>): void {
    this.#handler.onRequestStart?.(...given);
  }

  onRequestUpgrade(...given: Given<'onRequestUpgrade'>): void {
    this.#seen.upgraded(given[3]);
    this.#handler.onRequestUpgrade?.(...given);
  }

  onResponseStart(...given: Given<'onResponseStart'>): void {
    const [, status] = given;
    const message = `HTTP ${status} response in the place of a WebSocket`;
    // An interim response (1xx) is followed by another one.
    if (status >= 200) this.#seen.failed({ code: `HTTP_${status}`, message });
    this.#handler.onResponseStart?.(...given);
  }

  onResponseData(...given: Given<'onResponseData'>): void {
    this.#handler.onResponseData?.(...given);
  }

  onResponseEnd(...given: Given<'onResponseEnd'>): void {
    this.#handler.onResponseEnd?.(...given);
  }

  onResponseError(...given: Given<'onResponseError'>): void {
    this.#seen.failed(this.#seen.faultOf(given[1]));
    this.#handler.onResponseError?.(...given);
  }
}

function closeText(code: number, reason: string): string {
  const said = reason === '' ? '' : ` (${reason.slice(0, 100)})`;
  return code === 1006 ? 'The connection broke off.' : `The connection was closed with code ${code}${said}.`;
}
