import type { LookupAddress } from 'node:dns';
import { connect, isIPv6, type Socket } from 'node:net';

/** When the next address is tried while the earlier ones have not connected yet (RFC 8305, section 5), ms. */
const NEXT_MS = 250;

/** Opens a TCP connection to a literal address. */
export type OpenSocket = (address: LookupAddress, port: number) => Socket;

/**
 * Connects to the first of several addresses that accepts: one after the other is tried, each a moment after the one
 * before or as soon as that one fails, while the earlier ones go on. So neither a dead address nor a slow one decides
 * alone.
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
   * Begins at once.
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

  /** Gives it up; `end` is not called any more. */
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
    if (this.#next < this.#addresses.length) this.#timer = setTimeout(() => this.#tryNext(), NEXT_MS);
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
    this.#end(told(this.#errors), null);
  }
}

/** An address and a port as one text. */
export function withPort(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Errors of addresses that this machine has no way to: the other errors say more. */
const NO_WAY: ReadonlySet<string> = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** One error for all addresses: with the code of the most telling, and what each of them met. */
function told(errors: readonly NodeJS.ErrnoException[]): Error {
  const [first] = errors;
  if (errors.length === 1) return first!;
  const telling = errors.find(({ code = '' }) => !NO_WAY.has(code)) ?? first!;
  const others = errors.filter((error) => error !== telling);
  const message = [telling, ...others].map((error) => error.message).join('; ');
  return Object.assign(new Error(message), { code: telling.code });
}

function openSocket({ address, family }: LookupAddress, port: number): Socket {
  const socket = connect({ host: address, family, port, autoSelectFamily: false });
  return socket.setNoDelay(true).setKeepAlive(true, 60_000);
}
