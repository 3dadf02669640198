import { HttpService } from '@nestjs/axios';
import { Injectable, Optional } from '@nestjs/common';
import type { CancelToken } from 'axios';
import { map, Observable } from 'rxjs';
import { ListenerLink } from '../../model/listener-link.js';
import type { Fault } from '../../model/outcome.js';
import type { PayloadMethod } from '../../model/payload.js';
import { Cancellation } from './cancellation.js';
import { handedOver, type HandedOver } from './hand-over.js';
import { keptText, wholeText } from './response-text.js';
import { timeoutFault, toFault } from './fault.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import type { Connection } from './tls-fault.js';
import { Outgoing, type Incoming, type Received } from './undici-adapter.js';

/** A request as it goes to the target. */
export interface SignedRequest {
  /** POST where left out. */
  readonly method?: PayloadMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True where the URL comes from the operator's own configuration, so that it may reach private networks. */
  readonly trusted: boolean;
  /** Authorities and client certificate of the endpoint; the gateway's where left out or null. */
  readonly tls?: TlsMaterial | null;
  /** False where the status line alone decides; true where left out. */
  readonly needsBody?: boolean;
}

/** The answer of a target whose status line and headers are complete. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as far as it was read, at most 64 KiB, for the adapter to judge. */
  readonly body: string;
  /** The part of it that is recorded, at most 16 KiB; null when empty. */
  readonly keptBody: string | null;
  /** Reason why `body` is incomplete, as a sentence; null where it is complete. */
  readonly note: string | null;
  readonly durationMs: number;
}

/** The lack of an answer, because of a fault of the network or the timeout. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly fault: Fault;
  readonly durationMs: number;
}

/**
 * Sends every request of the gateway: with a total timeout, no redirects, bounded reading.
 *
 * This folder is the HTTP client. `undici-adapter.ts` lets Axios, which `HttpService` needs, send through undici; `agents.ts` and
 * `egress-routes.ts` choose connections by TLS material and proxy; `connector.ts` and `address-race.ts` make a connection to a resolved
 * and permitted address; `fault.ts`, `tls-fault.ts` and `proxy-fault.ts` explain failures.
 */
@Injectable()
export class Sender {
  readonly #http: HttpService;
  readonly #listeners: ListenerLink | null;

  constructor(http: HttpService, @Optional() listeners?: ListenerLink) {
    this.#http = http;
    this.#listeners = listeners ?? null;
  }

  /**
   * Sends a request; emits once and completes, never errors. `timeoutMs` bounds connecting, headers and body together. Complete headers
   * make an answer, even where the body is incomplete. Unsubscribing tears the exchange down. A request to a listener goes over its stream instead.
   */
  send(request: SignedRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    const { method, url, headers, body, trusted, tls = null, needsBody } = request;
    const handed = this.#listeners?.hand(url, { method: method ?? 'POST', headers, body, timeoutMs });
    if (handed) return handedOver(handed, timeoutMs).pipe(map(ofListener));
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
        const fault = timeoutFault(timeoutMs, data);
        end((durationMs) => (received ? toAnswer(received, durationMs) : noAnswer(fault, durationMs)));
        cancellation.cancel();
      }, timeoutMs);
      // Only undici-adapter.ts uses the token, and needs no other member of the interface.
      const cancelToken = cancellation as Cancellation & CancelToken;
      const data = new Outgoing(headers, body, { method, trusted, tls, needsBody });
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

function ofListener(result: HandedOver): Answer | NoAnswer {
  return result.kind === 'no-answer' ? result : { ...result, keptBody: keptText(result.body), note: null };
}

function connectionOf(url: string, { route }: Outgoing): Connection {
  return { secure: /^https:/i.test(url), hasCertificate: route.hasCertificate };
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
