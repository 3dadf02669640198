import type { LookupAddress } from 'node:dns';
import type { Socket } from 'node:net';
import { firstAddresses } from '../../../net/names/address-order.js';
import { ForbiddenTarget, type TargetGuard } from '../../../net/target-guard.js';
import { AddressRace } from '../address-race.js';
import { DEFAULT_PORTS } from '../../../net/default-ports.js';

/** Opens the connection to one mail server: resolves its name once, judges all addresses, and races them. */
export class MailSocket {
  readonly #url: URL;
  readonly #guard: TargetGuard;
  readonly #trusted: boolean;
  #race: AddressRace | null = null;
  #socket: Socket | null = null;
  #over = false;

  /** @param trusted true where the address comes from the operator's own configuration, so that the guard lets it pass */
  constructor(url: URL, guard: TargetGuard, trusted: boolean) {
    this.#url = url;
    this.#guard = guard;
    this.#trusted = trusted;
  }

  /** True from when it is connected. */
  get isOpen(): boolean {
    return this.#socket !== null;
  }

  /** Connects. @throws ForbiddenTarget, or an error with a code of the system */
  async open(): Promise<Socket> {
    const addresses = firstAddresses(await this.#addresses());
    const port = Number(this.#url.port) || (DEFAULT_PORTS[this.#url.protocol] ?? 587);
    return new Promise((resolve, reject) => {
      if (this.#over) return reject(new Error('the attempt is over'));
      this.#race = new AddressRace(addresses, port, (error, socket) => {
        if (socket === null) return reject(error!);
        this.#socket = socket;
        resolve(socket);
      });
    });
  }

  /** Closes the connection, or stops making it. */
  close(): void {
    this.#over = true;
    this.#race?.stop();
    this.#socket?.destroy();
  }

  async #addresses(): Promise<readonly LookupAddress[]> {
    const { port, protocol } = this.#url;
    const hostname = this.#url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (this.#trusted) return this.#guard.names.resolve(hostname);
    const refused = this.#guard.refusal(hostname, port, protocol);
    if (refused !== null) throw new ForbiddenTarget(refused);
    return this.#guard.resolve(hostname);
  }
}
