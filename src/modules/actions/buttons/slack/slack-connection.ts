import type { Sockets, SocketTarget } from '../../../delivery/sender/sockets.service.js';
import type { TextSocket } from '../../../delivery/sender/text-socket.js';
import { steadyNow } from '../../../timing/steady-now.js';
import { failure, unanswered, type ListenerFailure } from '../listener-failure.js';
import { disconnectFault } from './slack-answer.js';
import { slackSaid, type SlackPress } from './slack-envelope.js';

/** Time in which Slack must greet a new connection, ms. */
const HELLO_MS = 15_000;
/** Time between pings, ms, and the silence after which a connection counts as dead. */
const PING_EVERY_MS = 10_000;
const SILENCE_MS = 30_000;

/** Slack asks for another connection, while this one serves on; or this one is over. */
export type ConnectionEnd = ListenerFailure | { readonly kind: 'leaving' };

/** Gets each envelope that is to be acknowledged; `press` is null where it is none. */
export type OnEnvelope = (connection: SlackConnection, id: string, press: SlackPress | null) => void;

/** One WebSocket of Socket Mode. */
export class SlackConnection {
  /** Resolves once Slack has greeted (null), or the connection is over before that. */
  readonly greeted: Promise<ListenerFailure | null>;
  /** Resolves when Slack asks for another connection, or this one is over. */
  readonly leaving: Promise<ConnectionEnd>;
  /** Resolves when it is over. */
  readonly closed: Promise<ListenerFailure>;
  readonly #greeted = Promise.withResolvers<ListenerFailure | null>();
  readonly #leaving = Promise.withResolvers<ConnectionEnd>();
  readonly #closed = Promise.withResolvers<ListenerFailure>();
  readonly #socket: TextSocket | null;
  readonly #greeting: NodeJS.Timeout;
  readonly #timer: NodeJS.Timeout;
  readonly #onEnvelope: OnEnvelope;
  #heardAt = steadyNow();

  constructor(sockets: Pick<Sockets, 'open'>, target: SocketTarget, onEnvelope: OnEnvelope) {
    this.greeted = this.#greeted.promise;
    this.leaving = this.#leaving.promise;
    this.closed = this.#closed.promise;
    this.#onEnvelope = onEnvelope;
    this.#greeting = setTimeout(() => this.#ungreeted(), HELLO_MS).unref();
    this.#timer = setInterval(() => this.#watch(), PING_EVERY_MS).unref();
    this.#socket = sockets.open(target, {
      message: (text) => this.#message(text),
      alive: () => void (this.#heardAt = steadyNow()),
      closed: (fault) => this.#over(unanswered({ fault })),
    });
  }

  acknowledge(id: string): void {
    this.#socket?.send(JSON.stringify({ envelope_id: id }));
  }

  close(): void {
    this.#socket?.close();
  }

  #message(text: string): void {
    this.#heardAt = steadyNow();
    const said = slackSaid(text);
    switch (said.kind) {
      case 'hello':
        clearTimeout(this.#greeting);
        return this.#greeted.resolve(null);
      case 'disconnect':
        if (said.reason === 'warning' || said.reason === 'refresh_requested')
          return this.#leaving.resolve({ kind: 'leaving' });
        return this.#cut(disconnectFault(said.reason));
      case 'envelope':
        return this.#onEnvelope(this, said.id, said.press);
      case 'nothing':
    }
  }

  #ungreeted(): void {
    this.#cut(failure('TIMEOUT', `Slack did not greet within ${HELLO_MS} ms.`));
  }

  /** Pings, and ends a connection that is silent. */
  #watch(): void {
    if (steadyNow() - this.#heardAt > SILENCE_MS)
      return this.#cut(failure('TIMEOUT', `Nothing was heard of Slack for ${SILENCE_MS} ms.`));
    this.#socket?.ping();
  }

  #cut(end: ListenerFailure): void {
    this.#over(end);
    this.#socket?.cut(end.fault);
  }

  #over(end: ListenerFailure): void {
    clearTimeout(this.#greeting);
    clearInterval(this.#timer);
    this.#greeted.resolve(end);
    this.#leaving.resolve(end);
    this.#closed.resolve(end);
  }
}
