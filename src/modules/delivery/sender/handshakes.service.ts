import { Injectable } from '@nestjs/common';
import { finalize, map, of, shareReplay, Subject, type Observable } from 'rxjs';
import type { RateLimit } from '../../model/endpoint.js';
import {
  Sender,
  type Answer,
  type HttpRequest,
  type NoAnswer,
  type PendingHandshake,
  type SignedRequest,
} from './sender.service.js';

/** A rate that a target has allowed; null: it names none. */
export interface GrantedRate {
  readonly endpointId: string;
  readonly rateLimit: RateLimit | null;
}

/** A request whose target must give its permission first. */
export type AskingRequest = SignedRequest & { readonly handshake: PendingHandshake };

/** Asks targets for permission before their first request, and keeps it until the endpoint changes or the process ends. */
@Injectable()
export class Handshakes {
  readonly #permitted = new WeakSet<object>();
  /** Questions under way, by endpoint: deliveries that begin together ask once. */
  readonly #asking = new WeakMap<object, Observable<NoAnswer | null>>();
  /** Emits with each permission. */
  readonly granted = new Subject<GrantedRate>();

  constructor(private readonly sender: Sender) {}

  /**
   * Asks where the target has not given its permission yet. Emits once, null with the permission and else why nothing may be sent, and
   * completes; never errors. `timeoutMs` bounds the exchange.
   */
  permission(request: AskingRequest, timeoutMs: number): Observable<NoAnswer | null> {
    const { owner } = request.handshake;
    if (this.#permitted.has(owner)) return of(null);
    const asking = this.#asking.get(owner) ?? this.#ask(request, timeoutMs);
    this.#asking.set(owner, asking);
    return asking;
  }

  #ask({ handshake, trusted, tls = null }: AskingRequest, timeoutMs: number): Observable<NoAnswer | null> {
    const { url, headers, owner } = handshake;
    const question: HttpRequest = {
      method: 'OPTIONS',
      url,
      headers,
      body: '',
      trusted,
      tls,
      needsBody: false,
    };
    return this.sender.send(question, timeoutMs).pipe(
      map((result) => (result.kind === 'answer' ? this.#judged(handshake, result) : result)),
      finalize(() => this.#asking.delete(owner)),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
  }

  #judged(handshake: PendingHandshake, { status, headers, durationMs }: Answer): NoAnswer | null {
    const permission = handshake.judge({ status, headers });
    if (!permission.granted) {
      return {
        kind: 'no-answer',
        fault: { code: 'handshake_refused', message: permission.message },
        durationMs,
      };
    }
    this.#permitted.add(handshake.owner);
    this.granted.next({ endpointId: handshake.endpointId, rateLimit: permission.rateLimit });
    return null;
  }
}
