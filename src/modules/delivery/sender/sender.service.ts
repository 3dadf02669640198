import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { AxiosResponse, CancelToken } from 'axios';
import { catchError, defer, map, Observable, of, throwError, timeout } from 'rxjs';
import type { Fault } from '../../model/outcome.js';
import { Cancellation } from './cancellation.js';
import { keptText, wholeText } from './response-text.js';
import { toFault } from './fault.js';
import { Outgoing, type Incoming } from './undici-adapter.js';

/** A request as it goes over the wire. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True where the operator's own configuration points: private networks are no obstacle then. */
  readonly trusted: boolean;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 64 KiB as text, for the adapter to judge. */
  readonly body: string;
  /** At most 16 KiB of it, to be recorded; null when empty. */
  readonly keptBody: string | null;
  readonly durationMs: number;
}

/** No answer: the network's fault, or the deadline's (`TIMEOUT`). */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly fault: Fault;
  readonly durationMs: number;
}

/** The one way out of the gateway: POST with a total deadline, no redirects, bounded reading. */
@Injectable()
export class Sender {
  readonly #http: HttpService;

  constructor(http: HttpService) {
    this.#http = http;
  }

  /**
   * Emits once and completes; never errors. `timeoutMs` bounds connect, headers and body together.
   * Unsubscribing tears the exchange down.
   */
  send(request: SignedRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    return defer(() => {
      const started = performance.now();
      const elapsed = (): number => Math.round(performance.now() - started);
      return this.#exchange(request).pipe(
        timeout({ each: timeoutMs, with: () => throwError(() => new DeadlineExceeded(timeoutMs)) }),
        map((response) => toAnswer(response, elapsed())),
        catchError((error: unknown) =>
          of({ kind: 'no-answer' as const, fault: toFault(error), durationMs: elapsed() }),
        ),
      );
    });
  }

  /** Torn down when it is left before its answer. */
  #exchange({ url, headers, body, trusted }: SignedRequest): Observable<AxiosResponse<Incoming>> {
    return new Observable((subscriber) => {
      const cancellation = new Cancellation();
      // Only the adapter listens to it, and it needs no more than this of the interface.
      const cancelToken = cancellation as Cancellation & CancelToken;
      let underWay = true;
      this.#http
        .request<Incoming>({ url, method: 'post', data: new Outgoing(headers, body, trusted), cancelToken })
        .subscribe({
          next: (response) => {
            underWay = false;
            subscriber.next(response);
            subscriber.complete();
          },
          error: (error: unknown) => {
            underWay = false;
            subscriber.error(error);
          },
        });
      return () => {
        if (underWay) cancellation.cancel();
      };
    });
  }
}

/** The deadline of an attempt has passed. */
export class DeadlineExceeded extends Error {
  readonly code = 'TIMEOUT';

  constructor(timeoutMs: number) {
    super(`timeout of ${timeoutMs}ms exceeded`);
  }
}

function toAnswer({ status, data }: AxiosResponse<Incoming>, durationMs: number): Answer {
  const { headers } = data;
  const body = wholeText(data.body, headers['content-encoding']);
  return { kind: 'answer', status, headers, body, keptBody: keptText(body), durationMs };
}
