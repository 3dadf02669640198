import type { LookupAddress } from 'node:dns';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { tried } from '../../net/names/address-order.js';
import { ForbiddenTarget } from '../../net/target-guard.js';
import type { ConnectLimits, Pending } from './connect-limits.js';
import { AddressRace, withPort } from './race.js';

/** Where a connector may connect to, and where that is. */
export interface Directions {
  /** Why nothing is sent to a host and port, known without resolving anything; null where nothing is against it. */
  refusal(hostname: string, port: string | number): string | null;
  /** The addresses to try, in order. @throws an error with a code, which becomes the attempt's */
  resolve(hostname: string): Promise<readonly LookupAddress[]>;
  /** None of the addresses accepted a connection. */
  forget(hostname: string): void;
}

/**
 * Connects for undici: resolves the name, races its addresses, and lets undici's own connector speak TLS over the socket
 * that won.
 *
 * @param tls options of undici's connector for `https:`; its timeout is replaced
 */
export function connector(
  tls: buildConnector.BuildOptions,
  directions: Directions,
  limits: ConnectLimits,
): buildConnector.connector {
  const secure = buildConnector({ ...tls, timeout: 0 });
  return (target, callback) => {
    const reason = directions.refusal(target.hostname, target.port);
    if (reason !== null) return callback(new ForbiddenTarget(reason), null);
    const connecting = new Connecting({ secure, directions, target, callback, limits });
    void connecting.begin(limits.of(`${target.protocol}//${target.host}`));
  };
}

interface Order {
  readonly secure: buildConnector.connector;
  readonly directions: Directions;
  readonly target: buildConnector.Options;
  readonly callback: buildConnector.Callback;
  readonly limits: ConnectLimits;
}

/** One connection that is being made. Its limit covers looking the name up, TCP and TLS together. */
class Connecting implements Pending {
  readonly #order: Order;
  #limitMs = 0;
  #overdue: NodeJS.Timeout | undefined;
  #phase = '';
  #race: AddressRace | null = null;
  #socket: Socket | null = null;
  #over = false;

  constructor(order: Order) {
    this.#order = order;
  }

  async begin(limitMs: number): Promise<void> {
    const { directions, target, limits } = this.#order;
    limits.began(this);
    this.#limitMs = limitMs;
    this.#phase = `looking up ${target.hostname}`;
    this.#overdue = setTimeout(() => this.#giveUp(), limitMs);
    try {
      this.#connect(tried(await directions.resolve(target.hostname)));
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #connect(addresses: readonly LookupAddress[]): void {
    if (this.#over) return;
    const { protocol, port, hostname } = this.#order.target;
    const secure = protocol === 'https:';
    this.#race = new AddressRace(addresses, Number(port) || (secure ? 443 : 80), (error, socket) => {
      if (socket !== null) return secure ? this.#secure(socket) : this.#succeed(socket);
      this.#order.directions.forget(hostname);
      this.#fail(error!);
    });
  }

  #secure(httpSocket: Socket): void {
    const { secure, target } = this.#order;
    this.#phase = `the TLS handshake with ${withPort(httpSocket.remoteAddress!, httpSocket.remotePort!)}`;
    this.#socket = httpSocket;
    secure({ ...target, httpSocket }, (error, socket) => {
      if (error !== null) this.#fail(error);
      else this.#succeed(socket);
    });
  }

  #succeed(socket: Socket): void {
    if (this.#end()) this.#order.callback(null, socket);
    else socket.destroy();
  }

  #fail(error: Error): void {
    if (this.#end()) this.#order.callback(error, null);
  }

  stop(error: Error): void {
    if (!this.#end()) return;
    this.#race?.stop();
    this.#socket?.destroy();
    this.#order.callback(error, null);
  }

  #giveUp(): void {
    const { directions, target } = this.#order;
    const racing = this.#race && !this.#socket ? this.#race : null;
    if (racing) directions.forget(target.hostname);
    const what = racing ? `connecting to ${racing.tried.join(' and ')}` : this.#phase;
    const message = `timeout of ${this.#limitMs}ms exceeded by ${what}`;
    this.stop(Object.assign(new Error(message), { code: 'ETIMEDOUT' }));
  }

  /** True the first time. */
  #end(): boolean {
    if (this.#over) return false;
    this.#over = true;
    clearTimeout(this.#overdue);
    this.#order.limits.ended(this);
    return true;
  }
}
