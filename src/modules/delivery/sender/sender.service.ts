import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { CancelToken } from 'axios';
import { Observable } from 'rxjs';
import type { Fault } from '../../model/outcome.js';
import { Cancellation } from './cancellation.js';
import { keptText, wholeText } from './response-text.js';
import { lateFault, toFault } from './fault.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import type { Connection } from './tls-fault.js';
import { Outgoing, type Incoming, type Received } from './undici-adapter.js';

/** A request as it goes over the wire. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True where the operator's own configuration points: private networks are no obstacle then. */
  readonly trusted: boolean;
  /** Authorities and client certificate of the endpoint's own; left out or null: the gateway's. */
  readonly tls?: TlsMaterial | null;
  /** False where the status line decides alone; true where left out. */
  readonly needsBody?: boolean;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 64 KiB as text, for the adapter to judge: what was read of it. */
  readonly body: string;
  /** At most 16 KiB of it, to be recorded; null when empty. */
  readonly keptBody: string | null;
  /** Why `body` is not all of the answer's body, as a sentence; null where it is. */
  readonly note: string | null;
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
   * Emits once and completes; never errors. `timeoutMs` bounds connect, headers and body together. Once the headers are
   * complete there is an answer, whatever becomes of the body. Unsubscribing tears the exchange down.
   */
  send(request: SignedRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    const { url, headers, body, trusted, tls = null, needsBody } = request;
    return new Observable((subscriber) => {
      const started = performance.now();
      const cancellation = new Cancellation();
      let underWay = true;
      const end = (result: (durationMs: number) => Answer | NoAnswer): void => {
        if (!underWay) return;
        underWay = false;
        clearTimeout(deadline);
        subscriber.next(result(Math.round(performance.now() - started)));
        subscriber.complete();
      };
      const deadline = setTimeout(() => {
        const received = data.progress?.soFar((bytes) => unfinished(timeoutMs, bytes));
        const fault = lateFault(timeoutMs, data);
        end((durationMs) => (received ? toAnswer(received, durationMs) : noAnswer(fault, durationMs)));
        cancellation.cancel();
      }, timeoutMs);
      // Only the adapter listens to the token, and it needs no more of the interface than there is.
      const cancelToken = cancellation as Cancellation & CancelToken;
      const data = new Outgoing(headers, body, { trusted, tls, needsBody });
      this.#http.request<Incoming>({ url, method: 'post', data, cancelToken, timeout: timeoutMs }).subscribe({
        next: ({ status, data: incoming }) => end((durationMs) => toAnswer({ status, incoming }, durationMs)),
        error: (error: unknown) =>
          end((durationMs) => noAnswer(toFault(error, connectionOf(url, data)), durationMs)),
      });
      return () => {
        clearTimeout(deadline);
        if (underWay) cancellation.cancel();
        underWay = false;
      };
    });
  }
}

function connectionOf(url: string, { way }: Outgoing): Connection {
  return { secure: /^https:/i.test(url), hasCertificate: way.hasCertificate };
}

function noAnswer(fault: Fault, durationMs: number): NoAnswer {
  return { kind: 'no-answer', fault, durationMs };
}

function unfinished(timeoutMs: number, bytes: number): string {
  return `The response body was not complete after ${timeoutMs} ms, the timeout of the attempt; ${bytes} bytes were read.`;
}

function toAnswer({ status, incoming }: Received, durationMs: number): Answer {
  const { headers, note } = incoming;
  const body = wholeText(incoming.body, headers['content-encoding']);
  return { kind: 'answer', status, headers, body, keptBody: keptText(body), note, durationMs };
}
