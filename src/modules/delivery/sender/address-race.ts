import type { LookupAddress } from 'node:dns';
import { connect, isIPv6, type Socket } from 'node:net';

/** Delay between two addresses while the earlier ones have not connected (RFC 8305, section 5), ms. */
const NEXT_ADDRESS_MS = 250;

/** Opens a TCP connection to a literal address. */
export type OpenSocket = (address: LookupAddress, port: number) => Socket;

/**
 * Connects to the first of several addresses that accepts. Each address is tried {@link NEXT_ADDRESS_MS} after the one before, or as
 * soon as that one fails, and the earlier ones go on; so neither a dead nor a slow address alone makes the connection fail.
 */
export class AddressRace {
  readonly #addresses: readonly LookupAddress[];
  readonly #port: number;
  readonly #open: OpenSocket;
  readonly #running = new Set<Socket>();
  readonly #errors: NodeJS.ErrnoException[] = [];
  readonly #end: (error: Error | null, socket: Socket | null) => void;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  /**
   * Begins to connect at once.
   *
   * @param addresses at least one
   * @param end called once with the connected socket, or with the error when every address has failed
   */
  constructor(
    addresses: readonly LookupAddress[],
    port: number,
    end: (error: Error | null, socket: Socket | null) => void,
    open: OpenSocket = openSocket,
  ) {
    this.#addresses = addresses;
    this.#port = port;
    this.#end = end;
    this.#open = open;
    this.#tryNext();
  }

  /** The addresses tried so far, with their port. */
  get tried(): readonly string[] {
    return this.#addresses.slice(0, this.#next).map(({ address }) => withPort(address, this.#port));
  }

  /** Closes all sockets; `end` is not called any more. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    for (const socket of this.#running) socket.destroy();
  }

  #tryNext(): void {
    clearTimeout(this.#timer);
    const address = this.#addresses[this.#next++]!;
    const socket = this.#open(address, this.#port);
    this.#running.add(socket);
    socket.once('connect', () => this.#won(socket));
    socket.on('error', (error) => this.#failed(socket, error));
    if (this.#next < this.#addresses.length) this.#timer = setTimeout(() => this.#tryNext(), NEXT_ADDRESS_MS);
  }

  #won(socket: Socket): void {
    this.#running.delete(socket);
    if (this.#over) return void socket.destroy();
    this.stop();
    this.#end(null, socket);
  }

  #failed(socket: Socket, error: NodeJS.ErrnoException): void {
    if (!this.#running.delete(socket) || this.#over) return;
    this.#errors.push(error);
    if (this.#next < this.#addresses.length) return this.#tryNext();
    if (this.#running.size > 0) return;
    this.#over = true;
    this.#end(combined(this.#errors), null);
  }
}

/** Returns address and port as one text, with IPv6 addresses in brackets. */
export function withPort(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Codes of errors of addresses that this machine has no route to: other errors explain the failure better. */
const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
]);

/** Combines the errors of all addresses: the code of the first that is not a missing route, and all messages. */
function combined(errors: readonly NodeJS.ErrnoException[]): Error {
  const [first] = errors;
  if (errors.length === 1) return first!;
  const main = errors.find(({ code = '' }) => !UNREACHABLE_CODES.has(code)) ?? first!;
  const others = errors.filter((error) => error !== main);
  const message = [main, ...others].map((error) => error.message).join('; ');
  return Object.assign(new Error(message), { code: main.code });
}

function openSocket({ address, family }: LookupAddress, port: number): Socket {
  const socket = connect({ host: address, family, port, autoSelectFamily: false });
  return socket.setNoDelay(true).setKeepAlive(true, 60_000);
}
