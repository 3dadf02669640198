import { CanceledError, type CancelToken } from 'axios';

/**
 * Cancels a request at no cost for requests that are never cancelled. The token that `HttpService` makes itself is cancelled with every
 * request, successful ones too, and builds an error with a stack each time.
 */
export class Cancellation implements Pick<CancelToken, 'promise' | 'reason' | 'throwIfRequested'> {
  readonly promise: CancelToken['promise'];
  reason?: CanceledError<unknown>;
  #armed = true;
  readonly #resolve: (reason: CanceledError<unknown>) => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<CanceledError<unknown>>();
    this.promise = promise as CancelToken['promise'];
    this.#resolve = resolve;
  }

  /** Marks the request as answered: there is nothing left to cancel. */
  disarm(): void {
    this.#armed = false;
  }

  /** Cancels a request that is not answered; further calls do nothing. */
  cancel(): void {
    if (!this.#armed) return;
    this.#armed = false;
    this.reason = new CanceledError();
    this.#resolve(this.reason);
  }

  throwIfRequested(): void {
    if (this.reason) throw this.reason;
  }
}
