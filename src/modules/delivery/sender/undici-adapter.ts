import {
  AxiosError,
  CanceledError,
  type AxiosAdapter,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import type { Dispatcher } from 'undici';

/** What is read of an answer's body, bytes; the connection is closed on whatever follows. */
export const BODY_LIMIT = 64 * 1024;

/**
 * Lets Axios send through an undici dispatcher: no redirects, no inflating, no idle timeouts of its own, the body cut at
 * {@link BODY_LIMIT}. Resolves with the raw bytes in `data` for every status; rejects with the network's own error code,
 * or as cancelled once the request's cancel token fires (the exchange is then torn down, or never begun).
 */
export function undiciAdapter(dispatcher: Dispatcher): AxiosAdapter {
  return (config) =>
    new Promise<AxiosResponse>((resolve, reject) => {
      const exchange = new Exchange(config, resolve, reject);
      void config.cancelToken?.promise.then(() => exchange.cancel());
      const url = new URL(config.url ?? '');
      try {
        dispatcher.dispatch(
          {
            origin: url.origin,
            path: url.pathname + url.search,
            method: 'POST',
            headers: config.headers.toJSON() as Record<string, string>,
            body: config.data as string,
          },
          exchange,
        );
      } catch (error) {
        exchange.onResponseError(null, error as Error);
      }
    });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #config: InternalAxiosRequestConfig;
  readonly #resolve: (response: AxiosResponse) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #cancelled = false;
  #status = 0;
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(
    config: InternalAxiosRequestConfig,
    resolve: (response: AxiosResponse) => void,
    reject: (error: Error) => void,
  ) {
    this.#config = config;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Also holds for a request that still waits for its connection: it is dropped before a byte is written. */
  cancel(): void {
    this.#cancelled = true;
    const reason = new CanceledError(undefined, this.#config);
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#cancelled) controller.abort(new CanceledError(undefined, this.#config));
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
    this.#resolve({
      data: Buffer.concat(this.#chunks),
      status: this.#status,
      statusText: '',
      headers: this.#headers,
      config: this.#config,
    });
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
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
