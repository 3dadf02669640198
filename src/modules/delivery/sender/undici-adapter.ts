import { AxiosError, type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher } from 'undici';
import type { TlsMaterial } from '../../net/tls-material.js';
import type { Agents } from './agents.js';
import { lateFault, nodeName } from './fault.js';
import { throughProxy } from './proxy-fault.js';
import { statusBefore } from './status-tap.js';
import type { Way } from './ways.js';

/** What is read of an answer's body, bytes; the connection is closed on whatever follows. */
export const BODY_LIMIT = 64 * 1024;
/** How long a body is waited for where the status line alone decides, ms: waiting would only hold the place in the lane. */
export const BODY_WAIT_MS = 2_000;

const NO_WAY = { proxy: null, hasCertificate: false };

/**
 * What goes to the target, as Axios' `data`. The headers travel beside the body: as Axios' own they would be merged and
 * normalised several times over, which costs more than the rest of the request.
 */
export class Outgoing {
  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string,
    options: OutgoingOptions,
  ) {
    this.trusted = options.trusted;
    this.tls = options.tls ?? null;
    this.needsBody = options.needsBody ?? true;
  }

  readonly trusted: boolean;
  readonly tls: TlsMaterial | null;
  readonly needsBody: boolean;
  /** The exchange under way: what has been received so far. */
  progress: Progress | null = null;
  /** False until the request has a connection that it is written to. */
  begun = false;
  /** How the exchange is made, for explaining what went wrong with it. */
  way: Pick<Way, 'proxy' | 'hasCertificate'> = NO_WAY;
}

/** How an {@link Outgoing} is sent, beside its headers and body. */
export interface OutgoingOptions {
  /** True where the operator's own configuration points: the guard lets it pass. */
  readonly trusted: boolean;
  /** The endpoint's own; null or left out: the gateway's. */
  readonly tls?: TlsMaterial | null;
  /** False where the status line alone decides: the body is then waited for {@link BODY_WAIT_MS} at most. Default true. */
  readonly needsBody?: boolean | undefined;
}

/** What an exchange has received, asked for before it is over. */
export interface Progress {
  /** Null until the status line and the headers are complete. `note`: why no more was read, as a sentence. */
  soFar(note: (bytes: number) => string): Received | null;
}

export interface Received {
  readonly status: number;
  readonly incoming: Incoming;
}

/** What came back, as Axios' `data`. */
export class Incoming {
  constructor(
    /** Lower-case names; repeated ones joined by a comma. */
    readonly headers: Readonly<Record<string, string>>,
    /** At most {@link BODY_LIMIT}, as it came over the wire. */
    readonly body: Buffer,
    /** Why the body is not all that the target sent, as a sentence; null where it is. */
    readonly note: string | null = null,
  ) {}
}

/**
 * Lets Axios send an {@link Outgoing} through undici: no redirects, no inflating, no idle timeouts of its
 * own, the body cut at {@link BODY_LIMIT}. Resolves with an {@link Incoming} once status line and headers are complete, even if the
 * body breaks off, is badly framed or never ends; rejects with the network's own error code, or as cancelled once the request's cancel token fires (the exchange is then torn down, or never begun).
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
      outgoing.progress = exchange;
      try {
        const way = agents.way(origin, trusted, tls);
        agents.connectLimits.raise(way.proxy?.origin ?? origin, config.timeout ?? 0);
        outgoing.way = way;
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

class Exchange implements Dispatcher.DispatchHandler, Progress {
  readonly #config: InternalAxiosRequestConfig;
  readonly #started = performance.now();
  readonly #resolve: (response: AxiosResponse<Incoming>) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #cancelled: Error | null = null;
  /** 0 until status line and headers of the final answer are complete. */
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #patience: NodeJS.Timeout | undefined;
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

  /** Also holds for a request that still waits for its connection: it is dropped before a byte is written. */
  cancel(reason: Error): void {
    this.#cancelled = reason;
    clearTimeout(this.#patience);
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  soFar(note: (bytes: number) => string): Received | null {
    if (this.#status === 0) return null;
    const text = note(Math.min(this.#length, BODY_LIMIT));
    return { status: this.#status, incoming: new Incoming(this.#headers, Buffer.concat(this.#chunks), text) };
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const outgoing = this.#config.data as Outgoing;
    const { timeout = 0 } = this.#config;
    if (this.#cancelled) return controller.abort(this.#cancelled);
    if (timeout > 0 && performance.now() - this.#started >= timeout) {
      const { code, message } = lateFault(timeout, outgoing);
      return this.cancel(new AxiosError(message, code));
    }
    outgoing.begun = true;
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // 1xx only announces the answer.
    if (status < 200) return;
    this.#status = status;
    this.#headers = joined(headers);
    const { needsBody } = this.#config.data as Outgoing;
    // Most bodies are complete with the headers: only one that is not costs a timer.
    if (!needsBody) queueMicrotask(() => this.#waitForBody());
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = BODY_LIMIT - this.#length;
    if (room > 0) this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#length += chunk.length;
    if (this.#length > BODY_LIMIT)
      this.#endWith(() => `Only the first ${BODY_LIMIT} bytes of the response body were read.`);
  }

  onResponseEnd(): void {
    this.#finish({
      status: this.#status,
      incoming: new Incoming(this.#headers, Buffer.concat(this.#chunks)),
    });
  }

  onResponseError(_: Dispatcher.DispatchController | null, failure: Error): void {
    const { way } = this.#config.data as Outgoing;
    const { code = failure.name } = failure as NodeJS.ErrnoException;
    const status = this.#status === 0 ? statusBefore(failure) : undefined;
    const received = this.soFar(
      (bytes) => `The response body broke off after ${bytes} bytes (${nodeName(code)}).`,
    );
    if (this.#cancelled) return this.#reject(failure);
    if (status !== undefined) return this.#finish(unread(status, nodeName(code)));
    if (received) return this.#finish(received);
    const error = throughProxy(way.proxy, this.#config.url ?? '', failure);
    this.#reject(AxiosError.from(error, (error as NodeJS.ErrnoException).code, this.#config));
  }

  #waitForBody(): void {
    if (this.#finished || this.#cancelled) return;
    this.#patience = setTimeout(() => this.#giveUpBody(), BODY_WAIT_MS);
  }

  #giveUpBody(): void {
    this.#endWith(
      (bytes) => `The response body was not complete after ${BODY_WAIT_MS} ms; ${bytes} bytes were read.`,
    );
  }

  /** With what was received; the connection is closed on whatever follows. */
  #endWith(note: (bytes: number) => string): void {
    this.#finish(this.soFar(note)!);
    this.#controller?.abort(new AxiosError('the rest of the response is not read', 'BODY_LIMIT'));
  }

  #finish({ status, incoming }: Received): void {
    this.#finished = true;
    clearTimeout(this.#patience);
    this.#resolve({ data: incoming, status, statusText: '', headers: {}, config: this.#config });
  }
}

/** Of an answer that could not be read beyond its status line. */
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
