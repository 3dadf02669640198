import type { Sockets, SocketTarget } from '../../../delivery/sender/sockets.service.js';
import type { TextSocket } from '../../../delivery/sender/text-socket.js';
import { faultText } from '../../../model/fault-text.js';
import { steadyNow } from '../../../timing/steady-now.js';
import { disconnectFault, sentence, slackFault, type SlackFault } from './slack-answer.js';
import { slackSaid, type SlackPress } from './slack-envelope.js';

/** Time in which Slack must greet a new connection, ms. */
const HELLO_MS = 15_000;
/** Time between pings, ms, and the silence after which a connection counts as dead. */
const PING_EVERY_MS = 10_000;
const SILENCE_MS = 30_000;

/** Slack asks for another connection, while this one serves on; or this one is over. */
export type ConnectionEnd = SlackFault | { readonly kind: 'leaving' };

/** Gets each envelope that is to be acknowledged; `press` is null where it is none. */
export type OnEnvelope = (connection: SlackConnection, id: string, press: SlackPress | null) => void;

/** One WebSocket of Socket Mode. */
export class SlackConnection {
  /** Resolves once Slack has greeted (null), or the connection is over before that. */
  readonly greeted: Promise<SlackFault | null>;
  /** Resolves when Slack asks for another connection, or this one is over. */
  readonly leaving: Promise<ConnectionEnd>;
  /** Resolves when it is over. */
  readonly closed: Promise<SlackFault>;
  readonly #greeted = Promise.withResolvers<SlackFault | null>();
  readonly #leaving = Promise.withResolvers<ConnectionEnd>();
  readonly #closed = Promise.withResolvers<SlackFault>();
  readonly #socket: TextSocket | null;
  readonly #timer: NodeJS.Timeout;
  readonly #onEnvelope: OnEnvelope;
  #isGreeted = false;
  #heardAt = steadyNow();

  constructor(sockets: Pick<Sockets, 'open'>, target: SocketTarget, onEnvelope: OnEnvelope) {
    this.greeted = this.#greeted.promise;
    this.leaving = this.#leaving.promise;
    this.closed = this.#closed.promise;
    this.#onEnvelope = onEnvelope;
    this.#timer = setInterval(() => this.#watch(), PING_EVERY_MS).unref();
    this.#socket = sockets.open(target, {
      message: (text) => this.#message(text),
      alive: () => void (this.#heardAt = steadyNow()),
      closed: (fault) => this.#over(slackFault(fault.code, sentence(faultText(fault)))),
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
        this.#isGreeted = true;
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

  /** Pings, and ends a connection that is silent. */
  #watch(): void {
    const silentMs = steadyNow() - this.#heardAt;
    if (!this.#isGreeted && silentMs > HELLO_MS)
      return this.#cut(slackFault('TIMEOUT', `Slack did not greet within ${HELLO_MS} ms.`));
    if (silentMs > SILENCE_MS)
      return this.#cut(slackFault('TIMEOUT', `Nothing was heard of Slack for ${SILENCE_MS} ms.`));
    this.#socket?.ping();
  }

  #cut(end: SlackFault): void {
    this.#over(end);
    this.#socket?.cut(end.fault);
  }

  #over(end: SlackFault): void {
    clearInterval(this.#timer);
    this.#greeted.resolve(end);
    this.#leaving.resolve(end);
    this.#closed.resolve(end);
  }
}
