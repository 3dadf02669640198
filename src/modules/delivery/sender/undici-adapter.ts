import { AxiosError, type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher } from 'undici';
import { BoundedCache } from '../../model/bounded-cache.js';
import type { HttpMethod } from '../../model/request-method.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import type { Agents } from './agents.js';
import { timeoutFault, nodeName } from './fault.js';
import { throughProxy } from './proxy-fault.js';
import { statusBefore } from './status-tap.js';
import type { EgressRoute } from './egress-routes.js';

/** Largest part of an answer's body that is read, bytes; after it the connection is closed. */
export const BODY_LIMIT = 64 * 1024;
/** Longest wait for the body where the status line alone decides, ms: a longer one would only keep the lane's slot. */
const BODY_WAIT_MS = 2_000;

const NO_ROUTE = { proxy: null, hasCertificate: false };

/**
 * Carries a request as Axios' `data`. The headers travel beside the body: Axios would merge and normalise its own headers several
 * times, which costs more than the rest of the request.
 */
export class Outgoing {
  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string,
    options: OutgoingOptions,
  ) {
    this.trusted = options.trusted;
    this.tls = options.tls ?? null;
    this.method = options.method ?? 'POST';
    this.needsBody = options.needsBody ?? true;
    this.bodyLimit = options.bodyLimit ?? BODY_LIMIT;
  }

  readonly method: HttpMethod;
  readonly trusted: boolean;
  readonly tls: TlsMaterial | null;
  readonly needsBody: boolean;
  readonly bodyLimit: number;
  /** The exchange under way, which holds the part of the answer received so far. */
  progress: Progress | null = null;
  /** True once the request has a connection and is being written. */
  begun = false;
  /** The route of the exchange, for explaining its failure. */
  route: Pick<EgressRoute, 'proxy' | 'hasCertificate'> = NO_ROUTE;
}

/** The members of an {@link Outgoing} besides its headers and body; see `SignedRequest`. */
export interface OutgoingOptions {
  /** Default POST. */
  readonly method?: HttpMethod | undefined;
  /** True where the URL comes from the operator's own configuration, so that the guard lets it pass. */
  readonly trusted: boolean;
  /** The endpoint's own; null or left out: the gateway's. */
  readonly tls?: TlsMaterial | null;
  /** False where the status line alone decides: the body is then waited for {@link BODY_WAIT_MS} at most. Default true. */
  readonly needsBody?: boolean | undefined;
  /** Largest part of the body that is read, bytes. Default {@link BODY_LIMIT}. */
  readonly bodyLimit?: number | undefined;
}

/** The progress of an exchange that is not over. */
export interface Progress {
  /** The answer so far; null until status line and headers are complete. `note`: returns the reason why no more was read, as a sentence. */
  soFar(note: (bytes: number) => string): Received | null;
}

/** A received answer. */
export interface Received {
  readonly status: number;
  readonly incoming: Incoming;
}

/** Carries an answer as Axios' `data`. */
export class Incoming {
  constructor(
    /** Lower-case names; values of repeated headers are joined by a comma. */
    readonly headers: Readonly<Record<string, string>>,
    /** At most {@link OutgoingOptions.bodyLimit} bytes, still compressed. */
    readonly body: Buffer,
    /** Reason why the body is incomplete, as a sentence; null where it is complete. */
    readonly note: string | null = null,
  ) {}
}

/**
 * Lets Axios send an {@link Outgoing} through undici: no redirects, no inflating, no idle timeouts, the body cut at its limit.
 *
 * @returns an Axios adapter. It resolves with an {@link Incoming} once status line and headers are complete, even if the body breaks
 * off, is badly framed or never ends. It rejects with the network's own error code; as cancelled once the request's cancel token fires,
 * which tears the exchange down or keeps it from beginning; and with `TIMEOUT` where no connection is there within the request's
 * `timeout` (ms, from the start): a process that was frozen meanwhile must not send a request whose attempt is over.
 */
export function undiciAdapter(agents: Pick<Agents, 'route' | 'connectLimits'>): AxiosAdapter {
  return (config) =>
    new Promise<AxiosResponse<Incoming>>((resolve, reject) => {
      const exchange = new Exchange(config, resolve, reject);
      void config.cancelToken?.promise.then((reason) => exchange.cancel(reason as unknown as Error));
      const { origin, path } = addresses.get(config.url ?? '');
      const outgoing = config.data as Outgoing;
      const { method, headers, body, trusted, tls } = outgoing;
      outgoing.progress = exchange;
      try {
        const route = agents.route(origin, trusted, tls);
        agents.connectLimits.raise(route.proxy?.origin ?? origin, config.timeout ?? 0);
        outgoing.route = route;
        route.dispatcher.dispatch({ origin, path, method, headers, body }, exchange);
      } catch (error) {
        exchange.onResponseError(null, error as Error);
      }
    });
}

interface Address {
  readonly origin: string;
  readonly path: string;
}

const ADDRESSES_MAX = 1_000;

/** Parsed URLs: there are few, and each is used often. */
const addresses = new BoundedCache<string, Address>(ADDRESSES_MAX, (url) => {
  const { origin, pathname, search } = new URL(url);
  return { origin, path: pathname + search };
});

/** One request and its answer. */
class Exchange implements Dispatcher.DispatchHandler, Progress {
  readonly #config: InternalAxiosRequestConfig;
  readonly #started = performance.now();
  readonly #resolve: (response: AxiosResponse<Incoming>) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #cancelled: Error | null = null;
  /** Status of the final answer; 0 until its status line and headers are complete. */
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #bodyTimer: NodeJS.Timeout | undefined;
  #finished = false;

  constructor(
    config: InternalAxiosRequestConfig,
    resolve: (response: AxiosResponse<Incoming>) => void,
    reject: (error: Error) => void,
  ) {
    this.#config = config;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Tears the exchange down; a request that still waits for its connection is dropped before a byte is written. */
  cancel(reason: Error): void {
    this.#cancelled = reason;
    clearTimeout(this.#bodyTimer);
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  get #limit(): number {
    return (this.#config.data as Outgoing).bodyLimit;
  }

  soFar(note: (bytes: number) => string): Received | null {
    if (this.#status === 0) return null;
    const text = note(Math.min(this.#length, this.#limit));
    return { status: this.#status, incoming: new Incoming(this.#headers, Buffer.concat(this.#chunks), text) };
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const outgoing = this.#config.data as Outgoing;
    const { timeout = 0 } = this.#config;
    if (this.#cancelled) return controller.abort(this.#cancelled);
    if (timeout > 0 && performance.now() - this.#started >= timeout) {
      const { code, message } = timeoutFault(timeout, outgoing);
      return this.cancel(new AxiosError(message, code));
    }
    outgoing.begun = true;
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // Informational answers (1xx) precede the final one.
    if (status < 200) return;
    this.#status = status;
    this.#headers = joined(headers);
    const { needsBody } = this.#config.data as Outgoing;
    // Most bodies arrive with the headers, so the timer is set only for those that do not.
    if (!needsBody) queueMicrotask(() => this.#waitForBody());
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = this.#limit - this.#length;
    if (room > 0) this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#length += chunk.length;
    if (this.#length > this.#limit)
      this.#endWith(() => `Only the first ${this.#limit} bytes of the response body were read.`);
  }

  onResponseEnd(): void {
    this.#finish({
      status: this.#status,
      incoming: new Incoming(this.#headers, Buffer.concat(this.#chunks)),
    });
  }

  onResponseError(_: Dispatcher.DispatchController | null, failure: Error): void {
    const { route } = this.#config.data as Outgoing;
    const { code = failure.name } = failure as NodeJS.ErrnoException;
    const status = this.#status === 0 ? statusBefore(failure) : undefined;
    const received = this.soFar(
      (bytes) => `The response body broke off after ${bytes} bytes (${nodeName(code)}).`,
    );
    if (this.#cancelled) return this.#reject(failure);
    if (status !== undefined) return this.#finish(unread(status, nodeName(code)));
    if (received) return this.#finish(received);
    const error = throughProxy(route.proxy, this.#config.url ?? '', failure);
    this.#reject(AxiosError.from(error, (error as NodeJS.ErrnoException).code, this.#config));
  }

  #waitForBody(): void {
    if (this.#finished || this.#cancelled) return;
    this.#bodyTimer = setTimeout(() => this.#stopWaitingForBody(), BODY_WAIT_MS);
  }

  #stopWaitingForBody(): void {
    this.#endWith(
      (bytes) => `The response body was not complete after ${BODY_WAIT_MS} ms; ${bytes} bytes were read.`,
    );
  }

  /** Ends the exchange with the part received so far, and closes the connection. */
  #endWith(note: (bytes: number) => string): void {
    this.#finish(this.soFar(note)!);
    this.#controller?.abort(new AxiosError('the rest of the response is not read', 'BODY_LIMIT'));
  }

  #finish({ status, incoming }: Received): void {
    this.#finished = true;
    clearTimeout(this.#bodyTimer);
    this.#resolve({ data: incoming, status, statusText: '', headers: {}, config: this.#config });
  }
}

/** Returns an answer of which only the status line could be read. */
function unread(status: number, code: string): Received {
  const note = `The response could not be read beyond its status line (${code}).`;
  return { status, incoming: new Incoming({}, Buffer.alloc(0), note) };
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
