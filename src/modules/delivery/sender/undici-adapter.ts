import { AxiosError, type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher } from 'undici';
import type { TlsMaterial } from '../../net/tls-material.js';
import type { Agents } from './agents.js';
import { timeoutMessage } from './fault.js';
import { throughProxy } from './proxy-fault.js';
import type { Way } from './ways.js';

/** What is read of an answer's body, bytes; the connection is closed on whatever follows. */
export const BODY_LIMIT = 64 * 1024;

const NO_WAY = { proxy: null, hasCertificate: false };

/**
 * What goes to the target, as Axios' `data`. The headers travel beside the body: as Axios' own they would be merged and
 * normalised several times over, which costs more than the rest of the request.
 */
export class Outgoing {
  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string,
    /** True where the operator's own configuration points: the guard lets it pass. */
    readonly trusted: boolean,
    /** The endpoint's own; null: the gateway's. */
    readonly tls: TlsMaterial | null = null,
  ) {}

  /** The proxy that the request waits for, for people; null once it is under way, or where there is none. */
  waitsFor: string | null = null;
  /** How the exchange is made, for explaining what went wrong with it. */
  way: Pick<Way, 'proxy' | 'hasCertificate'> = NO_WAY;
}

/** What came back, as Axios' `data`. */
export class Incoming {
  constructor(
    /** Lower-case names; repeated ones joined by a comma. */
    readonly headers: Readonly<Record<string, string>>,
    /** At most {@link BODY_LIMIT}, as it came over the wire. */
    readonly body: Buffer,
  ) {}
}

/**
 * Lets Axios send an {@link Outgoing} through undici: no redirects, no inflating, no idle timeouts of its
 * own, the body cut at {@link BODY_LIMIT}. Resolves with an {@link Incoming} for every status; rejects with the network's
 * own error code, or as cancelled once the request's cancel token fires (the exchange is then torn down, or never begun).
 * After the request's `timeout` (ms, from the start) it is not begun either, with `TIMEOUT`: whoever was frozen while it
 * waited for its connection would send it with nobody left to hear the answer.
 */
export function undiciAdapter(agents: Pick<Agents, 'way' | 'connectLimits'>): AxiosAdapter {
  return (config) =>
    new Promise<AxiosResponse<Incoming>>((resolve, reject) => {
      const exchange = new Exchange(config, resolve, reject);
      void config.cancelToken?.promise.then((reason) => exchange.cancel(reason as unknown as Error));
      const { origin, path } = address(config.url ?? '');
      const outgoing = config.data as Outgoing;
      const { headers, body, trusted, tls } = outgoing;
      try {
        const way = agents.way(origin, trusted, tls);
        agents.connectLimits.raise(way.proxy?.origin ?? origin, config.timeout ?? 0);
        outgoing.way = way;
        outgoing.waitsFor = way.proxy?.shown ?? null;
        way.dispatcher.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
      } catch (error) {
        exchange.onResponseError(null, error as Error);
      }
    });
}

interface Address {
  readonly origin: string;
  readonly path: string;
}

/** Parsed once: there are few URLs, and each is sent to often. */
const addresses = new Map<string, Address>();
const ADDRESSES_MAX = 1_000;

function address(url: string): Address {
  const known = addresses.get(url);
  if (known) return known;
  const { origin, pathname, search } = new URL(url);
  const parsed = { origin, path: pathname + search };
  if (addresses.size >= ADDRESSES_MAX) addresses.clear();
  addresses.set(url, parsed);
  return parsed;
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #config: InternalAxiosRequestConfig;
  readonly #started = performance.now();
  readonly #resolve: (response: AxiosResponse<Incoming>) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #cancelled: Error | null = null;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(
    config: InternalAxiosRequestConfig,
    resolve: (response: AxiosResponse<Incoming>) => void,
    reject: (error: Error) => void,
  ) {
    this.#config = config;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Also holds for a request that still waits for its connection: it is dropped before a byte is written. */
  cancel(reason: Error): void {
    this.#cancelled = reason;
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    (this.#config.data as Outgoing).waitsFor = null;
    const { timeout = 0 } = this.#config;
    if (this.#cancelled) controller.abort(this.#cancelled);
    else if (timeout > 0 && performance.now() - this.#started >= timeout)
      this.cancel(new AxiosError(timeoutMessage(timeout), 'TIMEOUT'));
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = joined(headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = BODY_LIMIT - this.#length;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#length += chunk.length;
    if (this.#length <= BODY_LIMIT) return;
    this.onResponseEnd();
    controller.abort(new AxiosError(`response body over ${BODY_LIMIT} bytes`, 'BODY_LIMIT'));
  }

  onResponseEnd(): void {
    const data = new Incoming(this.#headers, Buffer.concat(this.#chunks));
    this.#resolve({ data, status: this.#status, statusText: '', headers: {}, config: this.#config });
  }

  onResponseError(_: Dispatcher.DispatchController | null, failure: Error): void {
    const { way } = this.#config.data as Outgoing;
    const error = throughProxy(way.proxy, this.#config.url ?? '', failure);
    this.#reject(AxiosError.from(error, (error as NodeJS.ErrnoException).code, this.#config));
  }
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
