import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { AxiosResponse } from 'axios';
import { catchError, defer, map, of, throwError, timeout, type Observable } from 'rxjs';
import type { Fault } from '../../model/outcome.js';
import { keptText, wholeText } from './response-text.js';
import { toFault } from './fault.js';

/** A request as it goes over the wire. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
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
      return this.#http
        .request<Buffer>({ url: request.url, method: 'post', headers: request.headers, data: request.body })
        .pipe(
          timeout({ each: timeoutMs, with: () => throwError(() => new DeadlineExceeded(timeoutMs)) }),
          map((response) => toAnswer(response, elapsed())),
          catchError((error: unknown) =>
            of({ kind: 'no-answer' as const, fault: toFault(error), durationMs: elapsed() }),
          ),
        );
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

function toAnswer(response: AxiosResponse<Buffer>, durationMs: number): Answer {
  const headers = response.headers as Readonly<Record<string, string>>;
  const encoding = headers['content-encoding'];
  const body = wholeText(response.data, encoding);
  return { kind: 'answer', status: response.status, headers, body, keptBody: keptText(body), durationMs };
}
