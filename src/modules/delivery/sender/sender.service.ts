import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { CancelToken } from 'axios';
import { catchError, defer, map, of, tap, timeout, type Observable } from 'rxjs';
import type { Fault } from '../../model/outcome.js';
import type { MailRecipients } from '../../model/mail-recipients.js';
import type { MailRoute } from '../../model/mail-route.js';
import type { HttpMethod, RequestMethod } from '../../model/request-method.js';
import type { Handshake } from '../../model/handshake.js';
import { Cancellation } from './cancellation.js';
import { keptText, wholeText } from './response-text.js';
import { timeoutFault, toFault } from './fault.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import type { Connection } from '../../net/tls-fault.js';
import { Outgoing, type Incoming, type Received } from './undici-adapter.js';

/** A request as it goes to the target. */
export interface SignedRequest {
  /** POST where left out. */
  readonly method?: RequestMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True where the URL comes from the operator's own configuration, so that it may reach private networks. */
  readonly trusted: boolean;
  /** Authorities and client certificate of the endpoint; the gateway's where left out or null. */
  readonly tls?: TlsMaterial | null;
  /** False where the status line alone decides; true where left out. */
  readonly needsBody?: boolean;
  /** Largest part of the answer's body that is read, bytes; 64 KiB where left out. */
  readonly bodyLimit?: number;
  /** Route of the message to a mail server; left out for HTTP. */
  readonly mail?: MailRoute | undefined;
  /** The permission that the target must give before its first request; left out where none is asked for. */
  readonly handshake?: PendingHandshake | undefined;
}

/** A request to a target, or the question that comes before it. */
export type HttpRequest = Omit<SignedRequest, 'method'> & { readonly method?: RequestMethod | 'OPTIONS' };

/** A request for permission, and whom the permission is for. */
export interface PendingHandshake extends Handshake {
  /** Permissions are kept as long as this object: the endpoint, which is replaced with every change. */
  readonly owner: object;
  readonly endpointId: string;
}

/** The answer of a target whose status line and headers are complete, or the reply of a mail server. */
export interface Answer {
  readonly kind: 'answer';
  /** HTTP status, or the code of an SMTP reply. */
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as far as it was read, at most 64 KiB or what the request says, for the adapter to judge. */
  readonly body: string;
  /** The part of it that is recorded, at most 16 KiB; null when empty. */
  readonly keptBody: string | null;
  /** Reason why `body` is incomplete, as a sentence; null where it is complete. */
  readonly note: string | null;
  /** A mail server's answers for the recipients; absent where it judged none of them, and for HTTP. */
  readonly recipients?: MailRecipients;
  readonly durationMs: number;
}

/** The lack of an answer, because of a fault of the network or the timeout. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly fault: Fault;
  readonly durationMs: number;
}

/**
 * Sends every HTTP request of the gateway: with a total timeout, no redirects, bounded reading.
 *
 * This folder sends: `transports.service.ts` chooses between this class, the mail transport in `mail/` and `hand-over.ts` for listeners. `undici-adapter.ts` lets Axios, which `HttpService` needs, send through undici; `agents.ts` and
 * `egress-routes.ts` choose connections by TLS material and proxy; `connector.ts` and `address-race.ts` make a connection to a resolved
 * and permitted address; `fault.ts` and `proxy-fault.ts` explain failures.
 */
@Injectable()
export class Sender {
  readonly #http: HttpService;

  constructor(http: HttpService) {
    this.#http = http;
  }

  /**
   * Sends a request; emits once and completes, never errors. `timeoutMs` bounds connecting, headers and body together. Complete headers
   * make an answer, even where the body is incomplete. Unsubscribing tears the exchange down.
   */
  send(request: HttpRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    const { method, url, headers, body, trusted, tls = null, needsBody, bodyLimit } = request;
    return defer(() => {
      const started = performance.now();
      const spentMs = (): number => Math.round(performance.now() - started);
      const cancellation = new Cancellation();
      // Only undici-adapter.ts uses the token, and needs no other member of the interface.
      const cancelToken = cancellation as Cancellation & CancelToken;
      const data = new Outgoing(headers, body, {
        method: method as HttpMethod,
        trusted,
        tls,
        needsBody,
        bodyLimit,
      });
      return this.#http
        .request<Incoming>({ url, method: 'post', data, cancelToken, timeout: timeoutMs })
        .pipe(
          tap({ next: () => cancellation.disarm(), unsubscribe: () => cancellation.cancel() }),
          map(({ status, data: incoming }) => toAnswer({ status, incoming }, spentMs(), bodyLimit)),
          timeout({ first: timeoutMs, with: () => of(overdue(data, timeoutMs, spentMs())) }),
          catchError((error: unknown) => of(noAnswer(toFault(error, connectionOf(url, data)), spentMs()))),
        );
    });
  }
}

function connectionOf(url: string, { route }: Outgoing): Connection {
  return { secure: /^https:/i.test(url), hasCertificate: route.hasCertificate };
}

function noAnswer(fault: Fault, durationMs: number): NoAnswer {
  return { kind: 'no-answer', fault, durationMs };
}

/** The result at the timeout: an incomplete answer where the headers are there. */
function overdue(data: Outgoing, timeoutMs: number, durationMs: number): Answer | NoAnswer {
  const received = data.progress?.soFar((bytes) => unfinished(timeoutMs, bytes));
  return received
    ? toAnswer(received, durationMs, data.bodyLimit)
    : noAnswer(timeoutFault(timeoutMs, data), durationMs);
}

function unfinished(timeoutMs: number, bytes: number): string {
  return `The response body was not complete after ${timeoutMs} ms, the timeout of the attempt; ${bytes} bytes were read.`;
}

function toAnswer({ status, incoming }: Received, durationMs: number, limit?: number): Answer {
  const { headers, note } = incoming;
  const body = wholeText(incoming.body, headers['content-encoding'], limit);
  return { kind: 'answer', status, headers, body, keptBody: keptText(body), note, durationMs };
}
