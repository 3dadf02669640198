import type { LookupAddress } from 'node:dns';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { firstAddresses } from '../../net/names/address-order.js';
import { ForbiddenTarget } from '../../net/target-guard.js';
import type { ConnectLimits, PendingConnection } from './connect-limits.js';
import { AddressRace, withPort } from './address-race.js';

/** Decides which targets a connector may reach, and resolves their names. */
export interface TargetResolver {
  /** The reason why a host and port are refused without resolving the name; null where they are not. */
  refusal(hostname: string, port: string | number): string | null;
  /** The addresses to try, in order. @throws an error with a code, which becomes the attempt's */
  resolve(hostname: string): Promise<readonly LookupAddress[]>;
  /** Forgets the addresses of a name, because none of them accepted a connection. */
  forget(hostname: string): void;
}

/**
 * Makes a connector for undici: it resolves the name, races its addresses, and lets undici's own connector speak TLS over the
 * connected socket.
 *
 * @param tls options of undici's connector for `https:`; its timeout is replaced
 */
export function connector(
  tls: buildConnector.BuildOptions,
  resolver: TargetResolver,
  limits: ConnectLimits,
): buildConnector.connector {
  const secure = buildConnector({ ...tls, timeout: 0 });
  return (target, callback) => {
    const reason = resolver.refusal(target.hostname, target.port);
    if (reason !== null) return callback(new ForbiddenTarget(reason), null);
    const connecting = new Connecting({ secure, resolver, target, callback, limits });
    void connecting.begin(limits.of(`${target.protocol}//${target.host}`));
  };
}

interface ConnectionRequest {
  readonly secure: buildConnector.connector;
  readonly resolver: TargetResolver;
  readonly target: buildConnector.Options;
  readonly callback: buildConnector.Callback;
  readonly limits: ConnectLimits;
}

/** Makes one connection. Its limit covers looking the name up, TCP and TLS together. */
class Connecting implements PendingConnection {
  readonly #request: ConnectionRequest;
  #limitMs = 0;
  #overdue: NodeJS.Timeout | undefined;
  #phase = '';
  #race: AddressRace | null = null;
  #socket: Socket | null = null;
  #over = false;

  constructor(request: ConnectionRequest) {
    this.#request = request;
  }

  async begin(limitMs: number): Promise<void> {
    const { resolver, target, limits } = this.#request;
    limits.began(this);
    this.#limitMs = limitMs;
    this.#phase = `looking up ${target.hostname}`;
    this.#overdue = setTimeout(() => this.#giveUp(), limitMs);
    try {
      this.#connect(firstAddresses(await resolver.resolve(target.hostname)));
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #connect(addresses: readonly LookupAddress[]): void {
    if (this.#over) return;
    const { protocol, port, hostname } = this.#request.target;
    const secure = protocol === 'https:';
    this.#race = new AddressRace(addresses, Number(port) || (secure ? 443 : 80), (error, socket) => {
      if (socket !== null) return secure ? this.#secure(socket) : this.#succeed(socket);
      this.#request.resolver.forget(hostname);
      this.#fail(error!);
    });
  }

  #secure(httpSocket: Socket): void {
    const { secure, target } = this.#request;
    this.#phase = `the TLS handshake with ${withPort(httpSocket.remoteAddress!, httpSocket.remotePort!)}`;
    this.#socket = httpSocket;
    secure({ ...target, httpSocket }, (error, socket) => {
      if (error !== null) this.#fail(error);
      else this.#succeed(socket);
    });
  }

  #succeed(socket: Socket): void {
    if (this.#end()) this.#request.callback(null, socket);
    else socket.destroy();
  }

  #fail(error: Error): void {
    if (this.#end()) this.#request.callback(error, null);
  }

  stop(error: Error): void {
    if (!this.#end()) return;
    this.#race?.stop();
    this.#socket?.destroy();
    this.#request.callback(error, null);
  }

  #giveUp(): void {
    const { resolver, target } = this.#request;
    const racing = this.#race && !this.#socket ? this.#race : null;
    if (racing) resolver.forget(target.hostname);
    const what = racing ? `connecting to ${racing.tried.join(' and ')}` : this.#phase;
    const message = `timeout of ${this.#limitMs}ms exceeded by ${what}`;
    this.stop(Object.assign(new Error(message), { code: 'ETIMEDOUT' }));
  }

  /** Ends the making of the connection; true the first time. */
  #end(): boolean {
    if (this.#over) return false;
    this.#over = true;
    clearTimeout(this.#overdue);
    this.#request.limits.ended(this);
    return true;
  }
}
